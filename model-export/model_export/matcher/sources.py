"""The training data of a matcher: issues, commits as weakly labeled texts, texts without labels, and NLI pairs."""

import collections
import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from model_export import jsonl
from model_export.data.clean import whole
from model_export.data.label_map import LabelMap
from model_export.data.labels import is_process
from model_export.data.prepare import fingerprint
from model_export.data.repositories import TYPES, UNKNOWN, read_descriptions
from model_export.errors import InputError
from model_export.training.nli import CLASSES

Kind = Literal["issues", "commits"]
Row = dict[str, Any]  # a line of a file

# The types that both a commit's subject and an issue's label can name. Other types of commits are only labels.
SHARED_TYPES = frozenset(["bug", "feature", "documentation"])


@dataclass(frozen=True)
class Label:
    """A label as a repository words it.

    kind: which of TYPES it means. None for a topic.
    """

    name: str
    description: str
    kind: str | None


@dataclass(frozen=True)
class Source:
    """The texts of one repository.

    texts: clean title and body.
    labels: the labels that a text may have. Empty for a source without labels.
    truth: [texts, labels] of 1, 0 and UNKNOWN.
    types: [texts, TYPES] of 1, 0 and UNKNOWN.
    dates: created_at of each text. None if it is not known. Empty for commits.
    """

    name: str
    kind: Kind
    texts: Sequence[str]
    labels: Sequence[Label]
    truth: np.ndarray
    types: np.ndarray
    dates: Sequence[str | None] = ()

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Premise:
    """A premise and its hypotheses. targets are indices in CLASSES."""

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
    only: Sequence[str] = ("*",),
) -> list[Source]:
    """Reads the issues of each repository: a source of the labeled ones, and another of those without any label.

    Labels about the work (wontfix) do not count. Issues with only rare labels are left out.

    fewest: fewest issues of a label.
    incomplete: globs of repositories where a missing label is not a negative.
    without, only: globs of the repositories to leave out and to read.
    """
    table, described = LabelMap.read(label_types), read_descriptions(catalogs)
    found = []
    for repo, rows in _by_repository(_issues(paths), without, only).items():
        carried = [{name for name in row.get("labels") or () if not is_process(name)} for row in rows]
        used = collections.Counter(name for names in carried for name in names)
        names = sorted(name for name, count in used.items() if count >= fewest)
        labels = [_label(name, described, repo, table) for name in names]
        labeled = [(row, own) for row, own in zip(rows, carried, strict=True) if own & set(names)]
        if labeled:
            truth = np.array([[int(name in own) for name in names] for _, own in labeled], np.int8)
            types = np.stack([_types(row, labels) for row in truth])
            if fits(repo, incomplete):
                truth = np.where(_unsaid(truth, types, labels), UNKNOWN, truth).astype(np.int8)
            found.append(_of_issues(repo, [row for row, _ in labeled], labels, truth, types))
        bare = [row for row, own in zip(rows, carried, strict=True) if not own]
        if bare:
            nothing = np.full((len(bare), len(TYPES)), UNKNOWN, np.int8)
            found.append(_of_issues(repo, bare, [], np.zeros((len(bare), 0), np.int8), nothing))
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
    """Reads the commits of each repository. Both topics and types are labels.

    For a commit without a topic all topics are unknown, and without a type all types. Questions are always unknown.

    fewest: fewest commits of a topic.
    most: most commits of a repository. The last ones of its files are read, which are the newest.
    body_share: the share of commits that keep their body, because few issues consist of a title alone.
    without: globs of repositories to leave out.
    """
    table, found = LabelMap.read(label_types), []
    rng = np.random.default_rng(seed)
    for repo, rows in _by_repository(_commits(paths), without, ("*",)).items():
        rows = rows[-most:]
        used = collections.Counter(name for row in rows for name in row["labels"] or ())
        topics = sorted(name for name, count in used.items() if count >= fewest)
        kinds = sorted({row["type"] for row in rows if row.get("type")})
        labels = [_label(name, {}, repo, table) for name in topics]
        labels += [Label(kind, "", kind if kind in SHARED_TYPES else None) for kind in kinds]
        texts, truth, types = [], [], []
        for row in rows:
            carried, kind = set(row["labels"] or ()) & set(topics), row.get("type")
            if not carried and not kind:
                continue
            texts.append(whole(row["title"], row["body"] if rng.random() < body_share else None))
            of_topics = [int(name in carried) if carried else UNKNOWN for name in topics]
            truth.append(of_topics + [int(each == kind) if kind else UNKNOWN for each in kinds])
            types.append(_commit_types(kind))
        if texts and len(labels) > 1:
            found.append(Source(repo, "commits", texts, labels, np.array(truth, np.int8), np.array(types, np.int8)))
    return found


def of_known_type(source: Source) -> Source:
    """Returns the source with only those texts whose type is known."""
    kept = np.flatnonzero((source.types != UNKNOWN).any(axis=1))
    texts, dates = [source.texts[n] for n in kept], [source.dates[n] for n in kept] if source.dates else ()
    return replace(source, texts=texts, truth=source.truth[kept], types=source.types[kept], dates=dates)


def read_nli(paths: Iterable[Path]) -> list[Premise]:
    """Reads human pairs and groups them by premise. Pairs without agreement are left out."""
    grouped: dict[str, tuple[list[str], list[int]]] = collections.defaultdict(lambda: ([], []))
    for path in paths:
        for row in jsonl.read(path):
            _require(path, row, "premise", "hypothesis", "label")
            if row["label"] in CLASSES:
                hypotheses, targets = grouped[row["premise"]]
                hypotheses.append(row["hypothesis"])
                targets.append(CLASSES.index(row["label"]))
    return [Premise(text, hypotheses, targets) for text, (hypotheses, targets) in grouped.items()]


def dated(found: Iterable[Source]) -> Iterator[tuple[str, str | None]]:
    """Yields the repository and date of each labeled issue, as `lineage.seen` expects them.

    Commits do not count, because nobody asks the App about them.
    """
    for source in found:
        if source.kind == "issues" and source.labels:
            for date in source.dates:
                yield source.name, date


def fits(repo: str, globs: Sequence[str]) -> bool:
    """Returns whether a repository's name fits one of the globs."""
    return any(fnmatch.fnmatchcase(repo, glob) for glob in globs)


def _by_repository(rows: Iterable[Row], without: Sequence[str], only: Sequence[str]) -> dict[str, list[Row]]:
    """Returns the rows of each repository without duplicate texts: the first labeled one, or the first."""
    found: dict[str, dict[bytes, Row]] = collections.defaultdict(dict)
    for row in rows:
        if fits(row["repo"], only) and not fits(row["repo"], without) and row["text"].strip():
            key = fingerprint(row["text"])
            kept = found[row["repo"]].setdefault(key, row)
            if not kept.get("labels") and row.get("labels"):
                found[row["repo"]][key] = row
    return {repo: list(unique.values()) for repo, unique in sorted(found.items())}


def _issues(paths: Iterable[Path]) -> Iterator[Row]:
    """Yields the rows of files of `fetch` with their clean text, or of files of `prepare` with the text in them."""
    for path in paths:
        for row in jsonl.read(path):
            _require(path, row, "repo", "text" if "text" in row else "title")
            yield row if "text" in row else row | {"text": whole(row["title"], row.get("body"))}


def _commits(paths: Iterable[Path]) -> Iterator[Row]:
    """Yields the rows of files of `commits`, with a text to find duplicates by."""
    for path in paths:
        for row in jsonl.read(path):
            _require(path, row, "repo", "title", "body", "labels")
            yield row | {"text": f"{row['title']}\n{row['body']}"}


def _require(path: Path, row: Row, *names: str) -> None:
    for name in names:
        if name not in row:
            raise InputError(f"{path}: a row without {name!r}")


def _of_issues(repo: str, rows: Sequence[Row], labels: Sequence[Label], truth: np.ndarray, types: np.ndarray) -> Source:
    dates = [row.get("created_at") for row in rows]
    return Source(repo, "issues", [row["text"] for row in rows], labels, truth, types, dates)


def _label(name: str, described: dict[tuple[str | None, str], str], repo: str, table: LabelMap) -> Label:
    meant = table.label(name)
    description = described.get((repo, name), described.get((None, name), ""))
    return Label(name, description, meant if meant in TYPES else None)


def _unsaid(truth: np.ndarray, types: np.ndarray, labels: Sequence[Label]) -> np.ndarray:
    """Returns where a missing label means nothing: everywhere except at types, because an issue seldom has two."""
    typed = np.array([[label.kind is not None for label in labels]])
    return (truth == 0) & ~(typed & (types != UNKNOWN).any(axis=1, keepdims=True))


def _types(truth: np.ndarray, labels: Sequence[Label]) -> np.ndarray:
    """Returns the types of an issue. If a label names one, it has no other. Otherwise it may have each."""
    kinds = {label.kind for carried, label in zip(truth, labels, strict=True) if carried == 1 and label.kind}
    return np.array([int(kind in kinds) if kinds else UNKNOWN for kind in TYPES], np.int8)


def _commit_types(kind: str | None) -> list[int]:
    if kind not in SHARED_TYPES:
        return [UNKNOWN] * len(TYPES)
    return [UNKNOWN if each == "question" else int(each == kind) for each in TYPES]
