"""Reads the files that `prepare` writes and the training steps read.

train.jsonl, validation.jsonl, test.jsonl: {"repo","number","title","body","text","labels","created_at"?} in each line.
text is the clean title and body. labels is null if nobody has labeled the issue. Then missing labels mean nothing.

labels.json: {"labels": [name, …], "known": {repo: [name, …]}}. known lists the labels that a repository decides about.
If an issue lacks one of these, that is a negative. If it lacks another label, that means nothing.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model_export import jsonl
from model_export.errors import InputError

SPLITS = ("train", "validation", "test")
LABELS = "labels.json"


@dataclass(frozen=True)
class LabelSet:
    """The labels in the order of the targets' columns, and which of them each repository decides about."""

    names: tuple[str, ...]
    known: dict[str, frozenset[str]]

    @staticmethod
    def read(folder: Path) -> "LabelSet":
        """Reads the labels of a folder that `prepare` wrote."""
        described = jsonl.read_json(folder / LABELS)
        try:
            known = {repo: frozenset(names) for repo, names in described["known"].items()}
            return LabelSet(tuple(described["labels"]), known)
        except (KeyError, TypeError, AttributeError) as problem:
            raise InputError(f"{folder / LABELS} is not what `model-export prepare` writes") from problem

    def write(self, folder: Path) -> None:
        known = {repo: [name for name in self.names if name in names] for repo, names in sorted(self.known.items())}
        jsonl.write_json(folder / LABELS, {"labels": list(self.names), "known": known})

    def targets(self, rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
        """Returns which labels the issues have, and where that is known: two arrays of bool [issues, labels]."""
        carries = np.zeros((len(rows), len(self.names)), bool)
        known = np.zeros_like(carries)
        columns = {name: column for column, name in enumerate(self.names)}
        decided = {
            repo: np.array([name in names for name in self.names], dtype=bool) for repo, names in self.known.items()
        }
        for row, carried, certain in zip(rows, carries, known, strict=True):
            if row["labels"] is not None:
                carried[[columns[name] for name in row["labels"]]] = True
                certain |= decided.get(row["repo"], False) | carried
        return carries, known


def moment(created_at: str) -> datetime.datetime:
    """Parses the date of an issue, in UTC if it names no zone. Raises InputError if it is not a date."""
    try:
        found = datetime.datetime.fromisoformat(created_at)
    except ValueError as problem:
        raise InputError(f"created_at {created_at!r} is no ISO 8601 date") from problem
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def newest(dates: Iterable[str | None]) -> str | None:
    """Returns the newest of these dates as an instant in UTC. Returns None if there is none or one is missing."""
    latest = None
    for date in dates:
        if not date:
            return None
        latest = max(latest or moment(date), moment(date))
    return latest and latest.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def read_split(folder: Path, split: str) -> list[dict[str, Any]]:
    """Returns the issues of a split. Raises InputError if the folder lacks it."""
    path = folder / f"{split}.jsonl"
    if not path.is_file():
        raise InputError(f"{path} is missing: make it with `model-export prepare ISSUES --out {folder}`")
    return list(jsonl.read(path))
