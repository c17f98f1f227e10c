"""The study's data: labeled and unlabeled issues, one split for all methods, and nested training slices."""

import collections
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from model_export import jsonl
from model_export.data import clean, prepare, stratify
from model_export.data.label_map import LabelMap
from model_export.data.labels import is_process
from model_export.errors import InputError

# Of training, validation and test, as in the original study.
SHARES = (0.5, 0.25, 0.25)
SPLITS = ("train", "validation", "test")
WORDS_EDGES = tuple(range(0, 1001, 50))


@dataclass(frozen=True)
class Issue:
    """An issue as it was written.

    labels: the studied labels, sorted. Empty for an unlabeled issue.
    """

    repo: str
    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    created_at: str | None = None

    @cached_property
    def text(self) -> str:
        """Returns the text that models see: the clean title, two line breaks, and the clean body."""
        title, body = clean.clean(self.title, self.body)
        return f"{title}\n\n{body}".strip()


@dataclass(frozen=True)
class Data:
    """The data of a study.

    names: the labels, sorted.
    train, validation, test: labeled issues. No two have the same text, within a part or across parts.
    unlabeled: issues with none of the labels. Their texts are not among the others.
    """

    names: tuple[str, ...]
    train: tuple[Issue, ...]
    validation: tuple[Issue, ...]
    test: tuple[Issue, ...]
    unlabeled: tuple[Issue, ...]

    def truth(self, issues: Sequence[Issue]) -> np.ndarray:
        """Returns whether an issue has a label, [issues, labels]."""
        return np.array([[name in issue.labels for name in self.names] for issue in issues], bool).reshape(
            len(issues), len(self.names)
        )

    def describe(self) -> dict[str, Any]:
        """Returns sizes, labels of each part, and a histogram of words in an issue. These are numbers without texts."""
        labeled = (*self.train, *self.validation, *self.test)
        words = [len(issue.text.split()) for issue in labeled]
        counts, _ = np.histogram(np.minimum(words, WORDS_EDGES[-1] - 1), WORDS_EDGES)
        parts = {name: getattr(self, name) for name in SPLITS}
        used = {
            name: collections.Counter(label for issue in part for label in issue.labels) for name, part in parts.items()
        }
        return {
            "repositories": sorted({issue.repo for issue in labeled}),
            "labels": {label: {name: used[name][label] for name in SPLITS} for label in self.names},
            "issues": {name: len(part) for name, part in parts.items()} | {"unlabelled": len(self.unlabeled)},
            "labels_an_issue": round(float(np.mean([len(issue.labels) for issue in labeled])), 3),
            "words": {"edges": list(WORDS_EDGES), "counts": counts.tolist(), "median": float(np.median(words))},
        }


@dataclass(frozen=True)
class Choice:
    """The labels and issues to study.

    label_map: table of spellings. Labels that are not in it are left out. None keeps the labels as they are.
    most: number of labels to keep: the most frequent ones about an issue's content. None for all.
    fewest: fewest issues of a label.
    labeled_most, unlabeled_most: most issues to draw. None for all.
    """

    label_map: Path | None = None
    most: int | None = 10
    fewest: int = 8
    labeled_most: int | None = None
    unlabeled_most: int | None = 2000
    seed: int = 0


def read(path: Path, choice: Choice) -> Data:
    """Reads issues, removes duplicates, chooses labels, and splits."""
    table = LabelMap.read(choice.label_map) if choice.label_map else None
    rows = []
    for row in jsonl.read(path):
        if row.get("pull_request"):
            continue
        names = {_meaning(name, table) for name in _label_names(row)} - {None}
        title, body = row.get("title") or "", row.get("body") or ""
        if not clean.whole(title, body).strip():
            continue
        repo = row.get("repo") or _repository(row)
        rows.append((repo, int(row.get("number", len(rows) + 1)), title, body, names, row.get("created_at")))
    used = collections.Counter(name for row in rows for name in row[4])
    ranked = sorted((name for name in used if used[name] >= choice.fewest), key=lambda name: (-used[name], name))
    names = tuple(sorted(ranked[: choice.most]))
    if len(names) < 2:
        raise InputError(f"{path}: {len(names)} labels have {choice.fewest} issues; a study needs two. Lower --fewest")
    issues = _distinct(
        Issue(repo, number, title, body, tuple(sorted(found & set(names))), created)
        for repo, number, title, body, found, created in rows
    )
    rng = np.random.default_rng(choice.seed)
    labeled = _drawn([issue for issue in issues if issue.labels], choice.labeled_most, rng)
    unlabeled = _drawn([issue for issue in issues if not issue.labels], choice.unlabeled_most, rng)
    parts = stratify.iterative([issue.labels for issue in labeled], SHARES, rng)
    train, validation, test = (
        tuple(issue for issue, part in zip(labeled, parts, strict=True) if part == number) for number in range(3)
    )
    return Data(names, train, validation, test, tuple(unlabeled))


def _label_names(row: dict[str, Any]) -> list[str]:
    """Returns the names of labels, as `fetch` writes them or from GitHub's own objects."""
    return [each if isinstance(each, str) else each["name"] for each in row.get("labels") or ()]


def _repository(row: dict[str, Any]) -> str:
    """Returns OWNER/NAME from an issue's address, if the row does not name it."""
    parts = (row.get("repository_url") or row.get("html_url") or row.get("url") or "").split("/")
    at = next((place for place, part in enumerate(parts) if part in ("repos", "github.com")), None)
    return "/".join(parts[at + 1 : at + 3]) if at is not None and len(parts) > at + 2 else "unknown/unknown"


def _meaning(name: str, table: LabelMap | None) -> str | None:
    if table:
        return table.label(name)
    return None if is_process(name) else name


def _distinct(issues: Iterable[Issue]) -> list[Issue]:
    """Returns the issues without duplicate texts. Labeled ones are preferred."""
    kept: dict[bytes, Issue] = {}
    for issue in issues:
        key = prepare.fingerprint(issue.text)
        if key not in kept or (issue.labels and not kept[key].labels):
            kept[key] = issue
    return list(kept.values())


def _drawn(issues: list[Issue], most: int | None, rng: np.random.Generator) -> list[Issue]:
    if most is None or len(issues) <= most:
        return issues
    return [issues[place] for place in sorted(rng.permutation(len(issues))[:most])]


def slices(issues: Sequence[Issue], sizes: Sequence[int], seed: int) -> dict[int, tuple[Issue, ...]]:
    """Returns nested training slices of these sizes, in each of which labels keep their shares.

    Sizes above the number of issues are left out.
    """
    rng = np.random.default_rng([seed, 1])
    found = {}
    # Stratification follows the order of the issues, and would draw nearly the same for every seed.
    pool = [issues[place] for place in rng.permutation(len(issues))]
    for size in sorted((size for size in set(sizes) if size <= len(issues)), reverse=True):
        pool = _slice(pool, size, rng)
        found[size] = tuple(pool)
    return dict(sorted(found.items()))


def _slice(pool: list[Issue], size: int, rng: np.random.Generator) -> list[Issue]:
    if size == len(pool):
        return pool
    share = size / len(pool)
    parts = stratify.iterative([issue.labels for issue in pool], (share, 1 - share), rng)
    # Stratification matches the labels' shares, but the size only roughly.
    inside, outside = rng.permutation(np.flatnonzero(parts == 0)), rng.permutation(np.flatnonzero(parts == 1))
    chosen = np.concatenate([inside[:size], outside[: max(0, size - len(inside))]])
    return [pool[place] for place in sorted(chosen)]
