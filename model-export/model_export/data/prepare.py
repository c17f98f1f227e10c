"""Makes training, validation and test data from issues: clean texts, usable labels, no duplicates, realistic splits.

Labels are mapped by a table of spellings. Process labels, the labels that you name, and rare labels are dropped. An
issue that nobody has labeled stays with labels null, because its labels are unknown and not negative. If all issues of
a repository have a date, the earliest become training data and the latest test data, as in production. Otherwise each
label keeps its share in every split (iterative stratification, Sechidis et al. 2011).

Writes train.jsonl, validation.jsonl, test.jsonl, labels.json, and metrics.json with the counts, into OUT. The lines
keep title and body, so that `issue-tagger predict` can read them, too.

    model-export prepare data/*.jsonl.xz --out prepared --drop 'sig/*'

    model-export prepare data/*.jsonl.xz --out types \\
      --label-map src/main/resources/label-types.tsv
"""

import collections
import fnmatch
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from rich.console import Console
from rich.table import Table

from model_export import jsonl, output, progress
from model_export.data import stratify
from model_export.data.clean import whole
from model_export.data.label_map import LabelMap
from model_export.data.labels import is_process
from model_export.data.prepared import SPLITS, LabelSet, moment
from model_export.errors import InputError
from model_export.settings import argument, option

_WORD = re.compile(r"[^\W\d_]+")
PERCENTILES = (5, 25, 50, 75, 95, 99)


@dataclass(frozen=True)
class PrepareSettings:
    """What to read, what to leave out, and how to split."""

    issues: tuple[Path, ...] = argument(help="Issues as JSON lines, plain, .gz or .xz.")
    out: Path = option(help="Folder to write.")
    label_map: Path | None = option(
        None, help="Table of spellings and their meanings. Labels that are not in it are dropped."
    )
    drop: tuple[str, ...] = option((), help="Glob of labels to leave out, in any case. Repeat it for more.")
    process_labels: bool = option(False, help="Keep labels such as wontfix, which no text reveals.")
    fewest: int = option(10, help="Fewest issues that a label must have to be kept.")
    incomplete: tuple[str, ...] = option(
        (), help="Glob of repositories where a missing label is not a negative. Repeat it for more."
    )
    pull_requests: bool = option(False, help="Include pull requests.")
    unlabelled: bool = option(True, help="Keep issues that nobody has labeled.")
    split: Literal["auto", "time", "stratified"] = option(
        "auto", help="By time, stratified by label, or auto: by time if all issues of a repository have dates."
    )
    validation: float = option(0.15, help="Share of the labeled issues to validate on.")
    test: float = option(0.15, help="Share of the labeled issues to test on.")
    seed: int = option(20261123, help="Seed of what is drawn at random.")

    def __post_init__(self) -> None:
        if self.validation < 0 or self.test < 0 or self.validation + self.test >= 1:
            raise ValueError("--validation and --test must add up to less than 1, so that there is training data")
        if self.fewest < 1:
            raise ValueError("--fewest has to be at least 1")

    def shares(self) -> tuple[float, float, float]:
        """Returns the shares of training, validation and test."""
        return 1 - self.validation - self.test, self.validation, self.test


def run(settings: PrepareSettings) -> dict[str, Any]:
    """Prepares the data and prints the counts."""
    output.refuse_existing(settings.out)
    counts: collections.Counter[str] = collections.Counter()
    rows = without_duplicates(_read(settings, counts), counts)
    labels = _choose_labels(settings, rows, counts)
    if not settings.unlabelled:
        counts["unlabelled, left out"] = sum(row["labels"] is None for row in rows)
        rows = [row for row in rows if row["labels"] is not None]
    parts, ways = split(settings, rows)
    splits = {name: [row for row, part in zip(rows, parts, strict=True) if part == i] for i, name in enumerate(SPLITS)}
    figures = {
        "read": counts["read"],
        "left_out": {reason: count for reason, count in sorted(counts.items()) if reason != "read"},
        "split_by": ways,
        "splits": {name: _describe(labels, part) for name, part in splits.items()},
    }
    with output.folder(settings.out) as out:
        for name, part in splits.items():
            jsonl.write(out / f"{name}.jsonl", part)
        labels.write(out)
        metrics = output.write_metrics(out, "prepare", settings, figures)
    _print(labels, figures)
    return metrics


def _read(settings: PrepareSettings, counts: collections.Counter[str]) -> Iterable[dict[str, Any]]:
    """Reads the issues with clean texts and mapped labels."""
    mapped: dict[str, str | None] = {}
    table = LabelMap.read(settings.label_map) if settings.label_map else None
    for path in settings.issues:
        for issue in progress.track(jsonl.read(path), path.name):
            counts["read"] += 1
            if issue.get("pull_request") and not settings.pull_requests:
                counts["pull requests"] += 1
                continue
            try:
                row = {"repo": issue["repo"], "number": issue["number"], "title": issue["title"]}
                row |= {"body": issue.get("body") or "", "text": whole(issue["title"], issue.get("body"))}
            except KeyError as problem:
                raise InputError(f"{path}: an issue without {problem}") from problem
            if not row["text"].strip():
                counts["empty"] += 1
                continue
            given = issue.get("labels") or ()
            for name in given:
                if name not in mapped:
                    mapped[name] = _meaning(settings, table, name)
            # An issue with only process labels or unknown labels counts as unlabeled, too.
            row["labels"] = sorted({mapped[name] for name in given if mapped[name] is not None}) or None
            if issue.get("created_at"):
                row["created_at"] = issue["created_at"]
            yield row


def _meaning(settings: PrepareSettings, table: LabelMap | None, name: str) -> str | None:
    if _fits_any(name, settings.drop):
        return None
    if table:
        return table.label(name)
    return None if is_process(name) and not settings.process_labels else name


def _fits_any(name: str, globs: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), glob.lower()) for glob in globs)


def fingerprint(text: str) -> bytes:
    """Returns the same value for texts that differ only in case, digits, punctuation and white space."""
    words = _WORD.findall(text.lower())
    return hashlib.sha256(" ".join(words or text.split()).encode("utf-8", "surrogatepass")).digest()


def without_duplicates(rows: Iterable[dict[str, Any]], counts: collections.Counter[str]) -> list[dict[str, Any]]:
    """Keeps one issue of each fingerprint: the first labeled one, or the first."""
    kept: dict[bytes, dict[str, Any]] = {}
    for row in rows:
        found = kept.setdefault(fingerprint(row["text"]), row)
        if found is row:
            continue
        counts["exact duplicates" if found["text"] == row["text"] else "near duplicates"] += 1
        if found["labels"] is None and row["labels"] is not None:
            kept[fingerprint(row["text"])] = row
    return list(kept.values())


def _choose_labels(
    settings: PrepareSettings, rows: Sequence[dict[str, Any]], counts: collections.Counter[str]
) -> LabelSet:
    """Removes rare labels. Their issues stay negatives for other labels, because somebody decided about them."""
    used = collections.Counter(name for row in rows for name in row["labels"] or ())
    names = tuple(sorted(name for name, count in used.items() if count >= settings.fewest))
    if not names:
        raise InputError(f"no label has {settings.fewest} issues: lower --fewest, or check --label-map and --drop")
    counts["rare labels"] = len(used) - len(names)
    known: dict[str, set[str]] = collections.defaultdict(set)
    for row in rows:
        if row["labels"] is not None:
            row["labels"] = [name for name in row["labels"] if name in names]
            known[row["repo"]].update(() if _fits_any(row["repo"], settings.incomplete) else row["labels"])
    return LabelSet(names, {repo: frozenset(decided) for repo, decided in known.items()})


def split(settings: PrepareSettings, rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, dict[str, str]]:
    """Returns the part of each issue (0 training, 1 validation, 2 test), and how each repository was split."""
    of_repository: dict[str, list[int]] = collections.defaultdict(list)
    for index, row in enumerate(rows):
        of_repository[row["repo"]].append(index)
    parts = np.zeros(len(rows), int)
    ways = {}
    undated = []
    for repo, indices in sorted(of_repository.items()):
        dated = all("created_at" in rows[index] for index in indices)
        if settings.split == "time" and not dated:
            raise InputError(f"--split time: not all issues of {repo} have created_at; use auto or stratified")
        ways[repo] = "stratified" if settings.split == "stratified" or not dated else "time"
        if ways[repo] == "time":
            indices = sorted(indices, key=lambda index: moment(rows[index]["created_at"]))
            parts[indices] = by_order([rows[index]["labels"] is not None for index in indices], settings.shares())
        else:
            undated += indices
    if undated:
        rng = np.random.default_rng(settings.seed)
        # The repository counts as a label, so that it keeps its share, too.
        marks = [[*(rows[index]["labels"] or ()), f"repo:{rows[index]['repo']}"] for index in undated]
        parts[undated] = stratify.iterative(marks, settings.shares(), rng)
    return parts, ways


def by_order(counts: Sequence[bool], shares: Sequence[float]) -> np.ndarray:
    """Splits things in their order so that the counted ones have these shares. The others go with their neighbors."""
    before = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else np.zeros(0)
    bounds = np.cumsum(shares)[:-1] * sum(counts)
    return np.searchsorted(np.round(bounds), before, side="right")


def _describe(labels: LabelSet, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    used = collections.Counter(name for row in rows for name in row["labels"] or ())
    words = [len(row["text"].split()) for row in rows]
    described = {
        "issues": len(rows),
        "labelled": sum(row["labels"] is not None for row in rows),
        "labels": {name: used[name] for name in labels.names},
        "repositories": dict(sorted(collections.Counter(row["repo"] for row in rows).items())),
    }
    if words:
        percentiles = np.percentile(words, PERCENTILES)
        described["words"] = {
            "mean": round(float(np.mean(words)), 1),
            **{f"p{p}": round(float(value)) for p, value in zip(PERCENTILES, percentiles, strict=True)},
            "max": max(words),
        }
    return described


def _print(labels: LabelSet, figures: dict[str, Any]) -> None:
    console = Console()
    table = Table("label", *SPLITS, title="Issues")
    parts = [figures["splits"][name] for name in SPLITS]
    for name in labels.names:
        table.add_row(name, *(str(part["labels"][name]) for part in parts))
    table.add_section()
    table.add_row("labelled", *(str(part["labelled"]) for part in parts))
    table.add_row("all", *(str(part["issues"]) for part in parts))
    table.add_row("words: median", *(str(part.get("words", {}).get("p50", "")) for part in parts))
    table.add_row("words: 95 % have at most", *(str(part.get("words", {}).get("p95", "")) for part in parts))
    console.print(table)
    left = ", ".join(f"{count} {reason}" for reason, count in figures["left_out"].items() if count)
    console.print(f"{figures['read']} read; left out: {left or 'none'}")
