"""Measures predictions against true labels, and writes a report.

Reads issues with their labels, also those that `prepare` wrote, and the predictions that `issue-tagger predict` wrote
for them. An issue counts if it has one of the predicted labels. An issue from `prepare` also counts if it is known to
have none of them. For other issues no prediction is right or wrong.

Writes metrics.json and report.html, one file with tables and plots, into OUT: micro- and macro-F1, precision, recall
and support of each label, ranking, calibration, and sweeps over thresholds and over the number of labels. Naming an
issue's type, such as bug, is a different task than naming its topic, so F1 and ranking are also given for types alone
and for topics alone (label_task).

    ./issue-tagger predict --labels labels.json \\
      --issues issues.jsonl.xz --out predictions.jsonl
    model-export evaluate issues.jsonl.xz predictions.jsonl --out report
"""

import fnmatch
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model_export import jsonl, output
from model_export.data import label_task, repositories
from model_export.data.label_map import LabelMap
from model_export.data.prepared import LabelSet
from model_export.errors import InputError
from model_export.measure import measures, report
from model_export.settings import argument, option

Key = tuple[str, int]


@dataclass(frozen=True)
class EvaluateSettings:
    """The predictions, the true labels, and which of them count."""

    issues: Path = argument(help="Issues with their true labels as JSON lines, or a file that `prepare` wrote.")
    predictions: Path = argument(help="Predictions that `issue-tagger predict` wrote for them.")
    out: Path = option(help="Folder to write.")
    without: tuple[str, ...] = option((), help="Glob of labels to leave out, in any case. Repeat it for more.")
    label_map: Path | None = option(None, help="Table of spellings and their meanings for the true labels.")
    prepared: Path | None = option(
        None, help="Folder that `prepare` wrote. Labels that a repository does not decide about are then ignored there."
    )
    label_types: Path | None = option(None, help="Table of spellings that mean a type. The App's table by default.")
    catalogs: tuple[Path, ...] = option(
        (), help="NAME.labels.json with descriptions, which may name a type, too, or a folder of such."
    )
    top: int = option(10, help="Largest number of labels in the sweep over the best-ranked labels.")
    step: float = option(0.05, help="Step of the sweep over thresholds.")

    def __post_init__(self) -> None:
        if self.top < 1:
            raise ValueError("--top has to be at least 1")
        if not 0.001 <= self.step <= 0.5:
            raise ValueError("--step has to lie between 0.001 and 0.5")


@dataclass(frozen=True)
class Judged:
    """Predictions and truth of the issues that count, as arrays [issues, labels]."""

    labels: tuple[str, ...]
    scores: np.ndarray
    given: np.ndarray
    truth: np.ndarray
    known: np.ndarray


def run(settings: EvaluateSettings) -> dict[str, Any]:
    """Measures, writes the report, and prints the main figures."""
    output.refuse_existing(settings.out)
    truths = read_truths(settings)
    judged = judge(settings, truths, jsonl.read(settings.predictions))
    figures = measure(settings, judged)
    with output.folder(settings.out) as out:
        metrics = output.write_metrics(out, "evaluate", settings, figures)
        (out / "report.html").write_text(report.html(metrics), encoding="utf-8")
    print(
        f"{figures['issues']} issues, {len(figures['labels'])} labels: {_told(figures)};"
        f" expected calibration error {figures['calibration']['expected_calibration_error']:.3f}"
    )
    for group, alone in figures["apart"].items():
        print(f"{alone['ranking']['issues']} issues with one of {len(alone['labels'])} {group}: {_told(alone)}")
    print(settings.out / "report.html")
    return metrics


def _told(figures: dict[str, Any]) -> str:
    ranking = figures["ranking"]
    return (
        f"micro-F1 {figures['micro']['f1']:.3f}, macro-F1 {figures['macro_f1']:.3f}; label-ranking average precision"
        f" {ranking['average_precision']:.3f}, precision at 1 {ranking['precision_at_1']:.3f}"
    )


def read_truths(settings: EvaluateSettings) -> dict[Key, tuple[frozenset[str], bool]]:
    """Returns the labels of each labeled issue, and whether it is known to have no other labels even if it has none."""
    table = LabelMap.read(settings.label_map) if settings.label_map else None
    truths = {}
    for row in jsonl.read(settings.issues):
        names = row.get("labels")
        # prepare distinguishes null from []. Elsewhere both mean that nobody has labeled the issue.
        decided = "text" in row and names is not None
        if names or decided:
            meant = names if table is None else (table.label(name) for name in names)
            truths[row["repo"], row["number"]] = frozenset(name for name in meant if name is not None), decided
    return truths


def judge(
    settings: EvaluateSettings,
    truths: dict[Key, tuple[frozenset[str], bool]],
    predictions: Iterable[dict[str, Any]],
) -> Judged:
    """Joins predictions and truth. Raises InputError if no issue counts."""
    rows = []
    columns: dict[str, int] = {}
    for prediction in predictions:
        key = prediction["repo"], prediction["number"]
        scores = {name: score for name, score in prediction["scores"].items() if not _is_left_out(settings, name)}
        carried, decided = truths.get(key, (frozenset(), False))
        carried &= scores.keys()
        if not carried and not decided:
            continue
        for name in scores:
            columns.setdefault(name, len(columns))
        rows.append((key[0], scores, set(prediction["labels"]) & scores.keys(), carried))
    if not rows or not columns:
        raise InputError("no predicted issue carries a label of the catalog: are these predictions of these issues?")
    shape = len(rows), len(columns)
    scored, given, truth, known = np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool)
    decided_by = LabelSet.read(settings.prepared).known if settings.prepared else None
    for i, (repo, scores, labels, carried) in enumerate(rows):
        at = [columns[name] for name in scores]
        scored[i, at] = list(scores.values())
        given[i, [columns[name] for name in labels]] = True
        truth[i, [columns[name] for name in carried]] = True
        certain = scores.keys() if decided_by is None else carried | (decided_by.get(repo, frozenset()) & scores.keys())
        known[i, [columns[name] for name in certain]] = True
    return Judged(tuple(columns), scored, given, truth, known)


def measure(settings: EvaluateSettings, judged: Judged) -> dict[str, Any]:
    """Returns all figures, as metrics.json has them."""
    truth = judged.scores, judged.truth, judged.known
    counts = measures.Counts.of(judged.given, judged.truth, judged.known)
    columns = zip(counts.precision(), counts.recall(), counts.f1(), counts.wanted, counts.given, strict=True)
    labels = {
        name: {
            "precision": float(precision),
            "recall": float(recall),
            "f1": float(f1),
            "support": int(support),
            "given": int(given),
        }
        for name, (precision, recall, f1, support, given) in zip(judged.labels, columns, strict=True)
    }
    thresholds = np.arange(settings.step, 1 - 1e-9, settings.step)
    sweep = measures.threshold_sweep(*truth, thresholds)
    return {
        "issues": len(judged.scores),
        "micro": counts.micro(),
        "macro_f1": counts.macro_f1(),
        "ranking": measures.ranking_figures(*truth),
        "apart": apart(settings, judged, counts),
        "calibration": measures.calibration(*truth),
        "best_threshold": max(sweep, key=lambda row: row["f1"])["threshold"],
        "thresholds": sweep,
        "top_k": measures.top_k_sweep(*truth, settings.top),
        "labels": dict(sorted(labels.items(), key=lambda item: (-item[1]["support"], item[0]))),
    }


def apart(settings: EvaluateSettings, judged: Judged, counts: measures.Counts) -> dict[str, dict[str, Any]]:
    """Returns the figures of types alone and of topics alone, on the same issues. Groups without labels are left out.

    The rankings are among the labels of a group, over the issues that have one of them.
    """
    described = repositories.any_descriptions(settings.catalogs)
    found = {}
    for group, mask in label_task.masks(settings.label_types, judged.labels, described).items():
        alone = counts.only(mask)
        found[group] = {
            "labels": [name for name, inside in zip(judged.labels, mask, strict=True) if inside],
            "micro": alone.micro(),
            "macro_f1": alone.macro_f1(),
            "ranking": measures.ranking_figures(judged.scores[:, mask], judged.truth[:, mask], judged.known[:, mask]),
        }
    return found


def _is_left_out(settings: EvaluateSettings, name: str) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), glob.lower()) for glob in settings.without)
