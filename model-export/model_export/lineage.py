"""How a model came to be: the steps that made it, first to last, each with its settings and figures."""

from pathlib import Path
from typing import Any

from model_export import jsonl, prepared
from model_export.label_task import GROUPS
from model_export.output import METRICS

KEY = "lineage"
UNTIL = "trained_until"

# The steps that learn labels from issues. `adapt` is none of them: it learns words, and sees no label.
LABELLED = ("finetune", "ngrams", "embed", "nli")


def of(folder: Path) -> list[dict[str, Any]]:
    """The metrics of every step that led to a model's folder; empty for one from elsewhere."""
    if not (folder / METRICS).is_file():
        return []
    last = jsonl.read_json(folder / METRICS)
    return [*last.pop(KEY, []), last]


def training_data(steps: list[dict[str, Any]]) -> list[str]:
    """What the steps were trained on, each once, in the order of first use."""
    return list(dict.fromkeys(line for step in steps for line in step.get("data", [])))


def trained_until(steps: list[dict[str, Any]]) -> str | None:
    """When the newest issue was opened that the steps learnt labels from, an instant.

    None where no step did, or where one of them does not say: some of its issues may be newer.
    """
    return prepared.newest(step.get(UNTIL) for step in steps if step.get("step") in LABELLED)


def results(steps: list[dict[str, Any]]) -> dict[str, float]:
    """The results that the steps name, the last step's where two name the same.

    A figure of types or topics alone goes with the figure over all labels: when a later step has only that, the
    earlier ones do not stand beside it.
    """
    found: dict[str, float] = {}
    for step in steps:
        named = step.get("results", {})
        replaced = {apart(name, group) for name in named for group in GROUPS}
        found = {name: value for name, value in found.items() if name not in replaced} | named
    return found


def apart(name: str, group: str) -> str:
    """How a result over the labels of one group of label_task is named, beside the one over all labels."""
    return f"{name} of {group}"
