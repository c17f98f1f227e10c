"""The steps that made a model, first to last, each with its settings and figures."""

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

# The steps that learn labels from issues. `adapt` learns words and sees no label.
LABELLED = ("finetune", "ngrams", "embed", "nli", "matcher")

# How older steps name a repository in `data`: "octo/cat: 300 labeled issues".
LINE = re.compile(r"([A-Za-z0-9._-]+/[A-Za-z0-9._-]+): [0-9,]+ labell?ed issues\b")


def of(folder: Path) -> list[dict[str, Any]]:
    """Returns the metrics of every step that led to a model's folder. Empty for a model from elsewhere."""
    if not (folder / METRICS).is_file():
        return []
    last = jsonl.read_json(folder / METRICS)
    return [*last.pop(KEY, []), last]


def training_data(steps: list[dict[str, Any]]) -> list[str]:
    """Returns the training data of the steps without duplicates, in the order of first use."""
    return list(dict.fromkeys(line for step in steps for line in step.get("data", [])))


def trained_until(steps: list[dict[str, Any]]) -> str | None:
    """Returns when the newest issue was opened from which the steps learned labels, as an instant.

    Returns None if no step learned labels, or if one of them does not name its date, because some of its issues may be
    newer.
    """
    return prepared.newest(step.get(UNTIL) for step in steps if step.get("step") in LABELLED)


def seen(issues: Iterable[tuple[str, str | None]]) -> list[dict[str, str]]:
    """Returns the trained_repositories of metrics.json and bundle.json.

    "until" is the newest date of each repository, as an instant. A repository with an issue without a date has no
    "until", because that issue may be newer.

    issues: repository and date, as created_at, of each issue that labels were learned from.
    """
    dates: dict[str, list[str | None]] = {}
    for repo, date in issues:
        dates.setdefault(repo, []).append(date)
    return [_entry(repo, prepared.newest(dates[repo])) for repo in sorted(dates, key=str.lower)]


def trained_repositories(steps: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Returns the repositories from which the steps learned labels, sorted by name.

    Names that differ only in case are the same repository. "until" is the newest of all steps, and is left out if one
    step does not know it. Steps of older versions do not name repositories, so the lines of their data are read.
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
    """Returns the results of the steps. If two steps name the same result, the last one counts.

    A figure of types or topics alone belongs to the figure over all labels. If a later step has only the overall
    figure, the earlier figures of the groups are dropped.
    """
    found: dict[str, float] = {}
    for step in steps:
        named = step.get("results", {})
        replaced = {apart(name, group) for name in named for group in GROUPS}
        found = {name: value for name, value in found.items() if name not in replaced} | named
    return found


def apart(name: str, group: str) -> str:
    """Returns the name of a result over the labels of one group of label_task."""
    return f"{name} of {group}"
