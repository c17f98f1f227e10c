"""Semi-supervised methods under other conditions, which tell apart why they gain or do not.

`+steps` trains for more batches than fine-tuning gets, as UDA's and self-training's authors do. `+pool` takes as
unlabelled only issues of the training part, whose labels are hidden. Each of them carries one of the studied labels, as
in those papers. Most issues that maintainers left without a label belong to none of them.
"""

from collections.abc import Callable
from dataclasses import replace

from model_export.study.context import Task
from model_export.study.scoring import Outcome

Run = Callable[[Task], Outcome]


def more_steps(run: Run) -> Run:
    """Returns the method with `--long-steps` batches, however few the labelled issues are."""

    def method(task: Task) -> Outcome:
        steps = task.tools.long_steps
        recipe = replace(task.tools.recipe, steps=steps, least=steps)
        return run(replace(task, tools=replace(task.tools, recipe=recipe)))

    return method


def own_pool(run: Run) -> Run:
    """Returns the method with a pool of issues that carry a label, which it is not told."""
    return lambda task: run(replace(task, data=replace(task.data, unlabelled=())))


VARIANTS: dict[str, Callable[[Run], Run]] = {
    "steps": more_steps,
    "pool": own_pool,
    "steps+pool": lambda run: more_steps(own_pool(run)),
}
