"""How a model came to be: the steps that made it, first to last, each with its settings and figures."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from model_export import jsonl
from model_export.data import prepared
from model_export.data.label_task import GROUPS
from model_export.output import METRICS

KEY = "lineage"
UNTIL = "trained_until"
REPOSITORIES = "trained_repositories"

# The steps that learn labels from issues. `adapt` is none of them: it learns words, and sees no label.
LABELLED = ("finetune", "ngrams", "embed", "nli", "matcher")

# How `data` of a step that does not name its repositories tells of each: "octo/cat: 300 labelled issues".
LINE = re.compile(r"([A-Za-z0-9._-]+/[A-Za-z0-9._-]+): [0-9,]+ labelled issues\b")


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


def seen(issues: Iterable[tuple[str, str | None]]) -> list[dict[str, str]]:
    """Returns what metrics.json and bundle.json say as trained_repositories.

    The newest date of each repository is "until", an instant. A repository with an issue without a date has none,
    because that issue may be newer.

    issues: repository and date, as created_at, of each issue that labels were learnt from.
    """
    dates: dict[str, list[str | None]] = {}
    for repo, date in issues:
        dates.setdefault(repo, []).append(date)
    return [_entry(repo, prepared.newest(dates[repo])) for repo in sorted(dates, key=str.lower)]


def trained_repositories(steps: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Returns the repositories that the steps learnt labels from, sorted by name.

    Names that differ only in case are the same repository. "until" is the newest of all steps, and is left out where
    one step does not know. Steps of older versions do not name repositories, so the lines of their data are read.
    """
    names: dict[str, str] = {}
    dates: dict[str, list[str | None]] = {}
    for step in steps:
        if step.get("step") not in LABELLED:
            continue
        for entry in step[REPOSITORIES] if REPOSITORIES in step else _told(step):
            key = entry["repo"].lower()
            names.setdefault(key, entry["repo"])
            dates.setdefault(key, []).append(entry.get("until"))
    return [_entry(names[key], prepared.newest(dates[key])) for key in sorted(names)]


def _told(step: dict[str, Any]) -> list[dict[str, str]]:
    return [{"repo": match[1]} for line in step.get("data", []) if (match := LINE.match(line))]


def _entry(repo: str, until: str | None) -> dict[str, str]:
    return {"repo": repo, "until": until} if until else {"repo": repo}


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
