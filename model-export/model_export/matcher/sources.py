"""What a matcher learns from: issues, commits read as weakly labelled texts, texts without labels, and NLI pairs."""

import collections
import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from model_export import jsonl
from model_export.clean import whole
from model_export.errors import InputError
from model_export.label_map import LabelMap
from model_export.labels import is_process
from model_export.nli import CLASSES
from model_export.prepare import fingerprint
from model_export.repositories import TYPES, UNKNOWN, read_descriptions

Kind = Literal["issues", "commits"]

# The types that a commit's subject names and an issue's label may name too; the others are labels like any other.
COMMIT_TYPES = {"bug": "bug", "feature": "feature", "documentation": "documentation"}


@dataclass(frozen=True)
class Label:
    """A label as a repository words it.

    kind: which of TYPES it means; None for a topic.
    """

    name: str
    description: str
    kind: str | None


@dataclass(frozen=True)
class Source:
    """The texts of one repository.

    texts: clean title and body.
    labels: those that a text may carry; empty for a source without any.
    truth: [texts, labels] of 1, 0 and UNKNOWN.
    types: [texts, TYPES] of 1, 0 and UNKNOWN.
    """

    name: str
    kind: Kind
    texts: Sequence[str]
    labels: Sequence[Label]
    truth: np.ndarray
    types: np.ndarray

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Premise:
    """A premise and its hypotheses; targets are places in CLASSES."""

    text: str
    hypotheses: Sequence[str]
    targets: Sequence[int]


def read_issues(
    paths: Iterable[Path],
    catalogs: Sequence[Path],
    label_types: Path,
    *,
    fewest: int,
    incomplete: Sequence[str] = (),
    without: Sequence[str] = (),
) -> list[Source]:
    """Sources of issues: for each repository its labelled issues, and apart from them those that nobody has labelled.

    fewest: issues that a label must have. Labels that tell about the work (wontfix) are left out.
    incomplete: globs of repositories where a missing label says nothing.
    without: globs of repositories to leave out.
    """
    table, described = LabelMap.read(label_types), read_descriptions(catalogs)
    found = []
    for repo, rows in _by_repository(paths, without).items():
        kept = {row["text"]: {n for n in row.get("labels") or () if not is_process(n)} for row in rows}
        used = collections.Counter(name for names in kept.values() for name in names)
        names = sorted(name for name, count in used.items() if count >= fewest)
        labels = [_label(name, described, repo, table) for name in names]
        labelled = [(text, carried) for text, carried in kept.items() if carried & set(names)]
        if labelled:
            open_world = _fits(repo, incomplete)
            truth = np.array([[int(name in carried) for name in names] for _, carried in labelled], np.int8)
            types = np.stack([_types(row, labels) for row in truth])
            if open_world:
                truth = np.where(_unsaid(truth, types, labels), UNKNOWN, truth).astype(np.int8)
            found.append(Source(repo, "issues", [text for text, _ in labelled], labels, truth, types))
        bare = [text for text, carried in kept.items() if not carried]
        if bare:
            found.append(_unlabelled(repo, bare))
    return found


def read_commits(
    paths: Iterable[Path],
    label_types: Path,
    *,
    fewest: int,
    most: int,
    body_share: float,
    without: Sequence[str] = (),
    seed: int = 13,
) -> list[Source]:
    """Sources of commits: their topics, and their types as labels.

    A commit without a topic says nothing about topics, one without a type nothing about types, and none says whether it
    were a question.

    most: commits of a repository at most, the newest.
    body_share: share of the commits that keep their body; an issue's text is seldom its title alone.
    """
    table, found = LabelMap.read(label_types), []
    rng = np.random.default_rng(seed)
    for repo, rows in _by_repository(paths, without, cleaned=False).items():
        rows = rows[-most:]
        used = collections.Counter(name for row in rows for name in row["labels"] or ())
        topics = sorted(name for name, count in used.items() if count >= fewest)
        kinds = sorted({row["type"] for row in rows if row.get("type")})
        labels = [_label(name, {}, repo, table) for name in topics]
        labels += [Label(kind, "", COMMIT_TYPES.get(kind)) for kind in kinds]
        texts, truth, types = [], [], []
        for row in rows:
            carried = set(row["labels"] or ()) & set(topics)
            if not carried and not row.get("type"):
                continue
            texts.append(whole(row["title"], row["body"] if rng.random() < body_share else None))
            of_topics = [int(name in carried) if carried else UNKNOWN for name in topics]
            of_kinds = [int(kind == row.get("type")) if row.get("type") else UNKNOWN for kind in kinds]
            truth.append(of_topics + of_kinds)
            types.append(_commit_types(row.get("type")))
        if texts and len(labels) > 1:
            found.append(Source(repo, "commits", texts, labels, np.array(truth, np.int8), np.array(types, np.int8)))
    return found


def of_known_type(source: Source) -> Source:
    """Those texts alone whose type is known."""
    kept = np.flatnonzero((source.types != UNKNOWN).any(axis=1))
    return replace(source, texts=[source.texts[n] for n in kept], truth=source.truth[kept], types=source.types[kept])


def read_nli(paths: Iterable[Path]) -> list[Premise]:
    """Human pairs, those of one premise together; pairs on which people did not agree are left out."""
    grouped: dict[str, tuple[list[str], list[int]]] = collections.defaultdict(lambda: ([], []))
    for path in paths:
        for row in jsonl.read(path):
            try:
                premise, hypothesis, label = row["premise"], row["hypothesis"], row["label"]
            except KeyError as problem:
                raise InputError(f"{path}: a pair without {problem}") from problem
            if label in CLASSES:
                hypotheses, targets = grouped[premise]
                hypotheses.append(hypothesis)
                targets.append(CLASSES.index(label))
    return [Premise(text, hypotheses, targets) for text, (hypotheses, targets) in grouped.items()]


def _by_repository(
    paths: Iterable[Path], without: Sequence[str], cleaned: bool = True
) -> dict[str, list[dict[str, Any]]]:
    """The rows of each repository, each text once: the first that is labelled, else the first."""
    found: dict[str, dict[bytes, dict[str, Any]]] = collections.defaultdict(dict)
    for path in paths:
        for row in _rows(path, cleaned):
            if not _fits(row["repo"], without) and row["text"].strip():
                kept = found[row["repo"]].setdefault(fingerprint(row["text"]), row)
                if not kept.get("labels") and row.get("labels"):
                    found[row["repo"]][fingerprint(row["text"])] = row
    return {repo: list(rows.values()) for repo, rows in sorted(found.items())}


def _rows(path: Path, cleaned: bool) -> Iterator[dict[str, Any]]:
    for row in jsonl.read(path):
        try:
            if "text" not in row:  # as `prepare` writes it
                row["text"] = whole(row["title"], row.get("body")) if cleaned else f"{row['title']}\n{row['body']}"
            row["repo"]
        except KeyError as problem:
            raise InputError(f"{path}: a row without {problem}") from problem
        yield row


def _fits(repo: str, globs: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(repo, glob) for glob in globs)


def _label(name: str, described: dict[tuple[str | None, str], str], repo: str, table: LabelMap) -> Label:
    meant = table.label(name)
    description = described.get((repo, name), described.get((None, name), ""))
    return Label(name, description, meant if meant in TYPES else None)


def _unsaid(truth: np.ndarray, types: np.ndarray, labels: Sequence[Label]) -> np.ndarray:
    """Where a missing label says nothing: everywhere but at types, of which an issue seldom has two."""
    typed = np.array([[label.kind is not None for label in labels]])
    return (truth == 0) & ~(typed & (types != UNKNOWN).any(axis=1, keepdims=True))


def _types(truth: np.ndarray, labels: Sequence[Label]) -> np.ndarray:
    """An issue with a label of one type is of no other; one without such a label may be of each."""
    kinds = {label.kind for carried, label in zip(truth, labels, strict=True) if carried == 1 and label.kind}
    return np.array([int(kind in kinds) if kinds else UNKNOWN for kind in TYPES], np.int8)


def _commit_types(kind: str | None) -> list[int]:
    if kind not in COMMIT_TYPES:
        return [UNKNOWN] * len(TYPES)
    return [UNKNOWN if each == "question" else int(each == kind) for each in TYPES]


def _unlabelled(repo: str, texts: Sequence[str]) -> Source:
    return Source(
        repo,
        "issues",
        texts,
        [],
        np.zeros((len(texts), 0), np.int8),
        np.full((len(texts), len(TYPES)), UNKNOWN, np.int8),
    )
