"""Labeled issues by repository and what their labels mean: the training data of `embed` and `nli`."""

import collections
import fnmatch
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from model_export import jsonl
from model_export.data.label_map import LabelMap
from model_export.data.prepared import LabelSet, read_split
from model_export.errors import InputError

# Fewest issues of a repository, because smaller ones have too few negatives.
FEWEST = 16

# Exponent of sizes when a repository is drawn: 0 draws from all equally, 1 by size.
DAMPING = 0.75

TYPES = ("bug", "feature", "question", "documentation")
UNKNOWN = -1


@dataclass(frozen=True)
class Repository:
    """A repository's issues that have a label.

    carried: the labels of each issue, in the order of texts.
    names: all labels that an issue has.
    decided: those of names whose absence is a negative.
    descriptions: a label's description in the catalog, "" if it has none.
    types: which of TYPES a label means. Labels that mean none are missing.
    dates: created_at of each issue, in the order of texts. None for unknown dates, and empty if all are unknown.
    """

    name: str
    texts: Sequence[str]
    carried: Sequence[frozenset[str]]
    names: Sequence[str]
    decided: frozenset[str]
    descriptions: dict[str, str]
    types: dict[str, str]
    dates: Sequence[str | None] = ()

    def __len__(self) -> int:
        return len(self.texts)

    def truth(self) -> np.ndarray:
        """Returns which labels the issues have: [issues, names] of 1, 0 and UNKNOWN."""
        carries = np.array([[name in labels for name in self.names] for labels in self.carried], dtype=np.int8)
        decides = np.array([name in self.decided for name in self.names], dtype=bool)
        return np.where((carries == 1) | decides, carries, UNKNOWN)

    def type_truth(self) -> np.ndarray:
        """Returns the issues' types: [issues, TYPES] of 1, 0 and UNKNOWN.

        An issue with a label of one type has no other type, unless the repository decides about none of its types. An
        issue without a type's label may have any type.
        """
        rows = np.full((len(self), len(TYPES)), UNKNOWN, np.int8)
        for row, labels in zip(rows, self.carried, strict=True):
            found = {self.types[name] for name in labels if name in self.types}
            if found:
                row[:] = 0 if self.decided else UNKNOWN
                row[[TYPES.index(kind) for kind in found]] = 1
        return rows


def read(
    folders: Sequence[Path],
    split: str,
    catalogs: Sequence[Path],
    label_types: Path | None,
    without: Sequence[str] = (),
    fewest: int = FEWEST,
) -> list[Repository]:
    """Returns the repositories of folders that `prepare` wrote, in the order of their names.

    catalogs: NAME.labels.json files, which describe labels, or folders of them.
    label_types: table of spellings that mean a type.
    without: globs of repositories to leave out.
    """
    descriptions = read_descriptions(catalogs)
    table = LabelMap.read(label_types) if label_types else None
    found = []
    for folder in folders:
        labels = LabelSet.read(folder)
        by_repository = collections.defaultdict(list)
        for row in read_split(folder, split):
            if row["labels"] and not any(fnmatch.fnmatchcase(row["repo"], glob) for glob in without):
                by_repository[row["repo"]].append(row)
        for name, rows in by_repository.items():
            if len(rows) < fewest:
                continue
            names = sorted({label for row in rows for label in row["labels"]})
            meant = {label: table.label(label) for label in names} if table else {}
            found.append(
                Repository(
                    name,
                    [row["text"] for row in rows],
                    [frozenset(row["labels"]) for row in rows],
                    names,
                    labels.known.get(name, frozenset()) & set(names),
                    {each: descriptions.get((name, each), descriptions.get((None, each), "")) for each in names},
                    {label: kind for label, kind in meant.items() if kind in TYPES},
                    [row.get("created_at") for row in rows],
                )
            )
    return sorted(found, key=lambda repository: repository.name)


def require(found: Sequence[Repository], folders: Sequence[Path]) -> None:
    """Raises InputError if there is nothing to train on."""
    if not found:
        places = ", ".join(map(str, folders)) or "no folder"
        raise InputError(f"no repository in {places} has {FEWEST} labeled issues to train on: prepare more issues")


def any_descriptions(catalogs: Sequence[Path]) -> dict[str, str]:
    """Returns the descriptions in catalogs by label name. If several repositories have a label, the first description
    counts.
    """
    found: dict[str, str] = {}
    for (_, name), description in read_descriptions(catalogs).items():
        found[name] = found.get(name) or description
    return found


def read_descriptions(catalogs: Sequence[Path]) -> dict[tuple[str | None, str], str]:
    """Returns the descriptions in catalogs by repository, None if the catalog names none, and by label name."""
    found = {}
    for path in [file for each in catalogs for file in _files(each)]:
        try:
            for label in jsonl.read_json(path):
                found[label.get("repo"), label["name"]] = (label.get("description") or "").strip()
        except (TypeError, KeyError, AttributeError) as problem:
            raise InputError(f"{path} is no catalog of labels: [{{name, description, repo?}}, …]") from problem
    return found


def _files(catalog: Path) -> list[Path]:
    """Returns the catalog itself, or those in a folder."""
    if not catalog.is_dir():
        return [catalog]
    files = sorted(catalog.glob("*.labels.json"))
    if not files:
        raise InputError(f"no NAME.labels.json is in {catalog}: name a catalog, or a folder that holds some")
    return files


def dated(found: Sequence[Repository]) -> Iterator[tuple[str, str | None]]:
    """Yields each issue's repository and date, as `lineage.seen` expects them."""
    for repository in found:
        for date in repository.dates or [None] * len(repository):
            yield repository.name, date


def with_types(found: Sequence[Repository], fewest: int = FEWEST) -> list[Repository]:
    """Returns the repositories with only the issues of a known type. Repositories with too few such issues are left
    out.
    """
    kept = []
    for repository in found:
        indices = np.flatnonzero((repository.type_truth() != UNKNOWN).any(axis=1)).tolist()
        if len(indices) >= fewest:
            columns = (repository.texts, repository.carried, repository.dates or [None] * len(repository))
            texts, carried, dates = ([each[index] for index in indices] for each in columns)
            kept.append(replace(repository, texts=texts, carried=carried, dates=dates))
    return kept


def shares(found: Sequence[Repository], emphasis: Sequence[str], power: float = DAMPING) -> np.ndarray:
    """Returns how often each repository is drawn from. The shares add up to 1.

    Sizes are damped, because a repository a hundred times as large would leave nothing for the others.

    emphasis: GLOB=FACTOR rules. Sizes are multiplied by the factors.
    power: exponent of the product.
    """
    weights = np.array([len(repository) * factor_of(repository.name, emphasis) for repository in found], float)
    damped = weights**power
    return damped / damped.sum()


def factor_of(name: str, emphasis: Sequence[str]) -> float:
    """Returns the product of the factors of all rules, GLOB=FACTOR, whose glob matches the name."""
    product = 1.0
    for rule in emphasis:
        glob, equals, factor = rule.rpartition("=")
        try:
            if not equals:
                raise ValueError
            product *= float(factor) if fnmatch.fnmatchcase(name, glob) else 1
        except ValueError:
            raise InputError(f"--emphasis {rule}: not GLOB=FACTOR, such as octo/*=3") from None
    return product


def data(found: Sequence[Repository]) -> list[str]:
    """Returns a line about each repository and its issues."""
    return [f"{repository.name}: {len(repository)} labelled issues" for repository in found]
