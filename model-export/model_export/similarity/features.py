"""Reads the features that DumpFeatures wrote and the labels that people gave: the data to fit the zero-shot scorers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model_export import jsonl
from model_export.data.labels import is_process
from model_export.errors import InputError

# Left out of all fits, so that its figures are those of an unseen repository.
HELD_OUT = "huggingface/datasets"


@dataclass(frozen=True)
class Repository:
    """The features and the truth of one repository's issues.

    rows: by issue and label, the similarity scorer's features by name.
    asked: by issue, and by the index of a label that a model was asked about, the further features.
    truth: [issues, labels].
    says: which labels describe the text.
    """

    key: str
    name: str
    labels: list[str]
    rows: list[list[dict[str, float]]]
    asked: list[dict[int, dict[str, float]]]
    truth: np.ndarray
    says: np.ndarray

    @staticmethod
    def read(path: Path) -> "Repository":
        """Reads SOURCE--OWNER--NAME.features.jsonl and the labels and issues beside it."""
        stem = path.name.removesuffix(".features.jsonl")
        labels = [label["name"] for label in jsonl.read_json(path.with_name(f"{stem}.labels.json"))]
        issues = list(jsonl.read(path.with_name(f"{stem}.issues.jsonl")))
        lines = list(jsonl.read(path))
        rows = [line["rows"] for line in lines]
        if len(rows) != len(issues) or any(len(row) != len(labels) for row in rows):
            raise InputError(f"{path} does not fit its issues and labels: dump the features again")
        return Repository(
            key=stem,
            name=stem.split("--", 1)[1].replace("--", "/"),
            labels=labels,
            rows=rows,
            asked=[{int(label): row for label, row in line.get("asked", {}).items()} for line in lines],
            truth=np.array([[name in issue["labels"] for name in labels] for issue in issues]),
            says=np.array([not is_process(name) for name in labels]),
        )

    def matrix(self, names: Sequence[str]) -> np.ndarray:
        """Returns the features, [issues, labels, names]. Missing features count as 0."""
        index = {name: i for i, name in enumerate(names)}
        values = np.zeros((len(self.rows), len(self.labels), len(names)), np.float32)
        for issue, rows in enumerate(self.rows):
            for label, row in enumerate(rows):
                _fill(values[issue, label], index, row)
        return values

    def is_asked(self) -> np.ndarray:
        """Returns whether a model was asked, [issues, labels]."""
        asked = np.zeros((len(self.rows), len(self.labels)), bool)
        for issue, rows in enumerate(self.asked):
            asked[issue, list(rows)] = True
        return asked

    def asked_matrix(self, names: Sequence[str]) -> np.ndarray:
        """Returns all features of the asked cells, in the order of is_asked's true cells, [cells, names]."""
        index = {name: i for i, name in enumerate(names)}
        cells = np.argwhere(self.is_asked())
        values = np.zeros((len(cells), len(names)), np.float32)
        for cell, (issue, label) in zip(values, cells, strict=True):
            _fill(cell, index, self.rows[issue][label] | self.asked[issue][label])
        return values


def read_all(work: Path) -> list[Repository]:
    """Returns the repositories of a folder. Raises InputError if there are too few to leave one out."""
    repositories = [Repository.read(path) for path in sorted(work.glob("*.features.jsonl"))]
    if len({repo.name for repo in repositories if repo.name != HELD_OUT}) < 2:
        raise InputError(f"*.features.jsonl of at least two repositories are needed in {work}")
    return repositories


def names_of(rows: Iterable[dict[str, float]]) -> list[str]:
    """Returns the features that any of the rows has, in alphabetical order."""
    return sorted({name for row in rows for name in row})


def _fill(cell: np.ndarray, index: dict[str, int], row: dict[str, float]) -> None:
    for name, value in row.items():
        cell[index[name]] = value
