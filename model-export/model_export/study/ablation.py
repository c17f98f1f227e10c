"""Semi-supervised methods under other conditions, which show why they gain or do not.

`+steps` trains on more batches than fine-tuning, as the authors of UDA and self-training do. `+pool` uses only issues
of the training part as unlabeled issues, with their labels hidden. Each of them has one of the studied labels, as in
those papers. Most issues that maintainers left without a label have none of the studied labels.
"""

from collections.abc import Callable
from dataclasses import replace

from model_export.study.context import Task
from model_export.study.scoring import Outcome

Run = Callable[[Task], Outcome]


def more_steps(run: Run) -> Run:
    """Returns the method with `--long-steps` batches, even for few labeled issues."""

    def method(task: Task) -> Outcome:
        steps = task.tools.long_steps
        recipe = replace(task.tools.recipe, steps=steps, least=steps)
        return run(replace(task, tools=replace(task.tools, recipe=recipe)))

    return method


def own_pool(run: Run) -> Run:
    """Returns the method with a pool of issues whose labels are hidden from it."""
    return lambda task: run(replace(task, data=replace(task.data, unlabeled=())))


VARIANTS: dict[str, Callable[[Run], Run]] = {
    "steps": more_steps,
    "pool": own_pool,
    "steps+pool": lambda run: more_steps(own_pool(run)),
}
