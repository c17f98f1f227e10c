"""Measures how well predictions rank the true labels: label-ranking average precision and precision at 1.

Reads issues with their true labels (JSON lines, also .gz and .xz) and the predictions that `issue-tagger predict` wrote
for them. Only issues with at least one label of the catalog count, because for others no ranking is right or wrong.

Naming an issue's type, such as bug, is a different task than naming its topic, so the same figures are also given for
types alone and for topics alone (label_task). Only these labels are then ranked, over the issues that have one of them.

    model-export evaluate-ranking issues.jsonl.xz predictions.jsonl --without wontfix --without duplicate
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from model_export import jsonl
from model_export.data import repositories
from model_export.data.label_task import GROUPS, LabelTasks
from model_export.errors import InputError
from model_export.settings import argument, option


@dataclass(frozen=True)
class RankingSettings:
    """The predictions, the true labels, and which of them count."""

    issues: Path = argument(help="Issues with their true labels as JSON lines.")
    predictions: Path = argument(help="Predictions that `issue-tagger predict` wrote for them.")
    without: tuple[str, ...] = option((), help="A label to leave out, such as a process label. Repeat it for more.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type. The App's table by default.")
    catalogs: tuple[Path, ...] = option(
        (), help="NAME.labels.json with descriptions, which may name a type, too, or a folder of such."
    )


@dataclass(frozen=True)
class Quality:
    """The measured figures. All except the count are between 0 and 1.

    issues: the number of issues that have one of the labels. The rankings are over these.
    apart: the same for types alone and topics alone. A group that no issue has is missing.
    """

    issues: int
    average_precision: float
    precision_at_1: float
    f1: float
    precision: float
    recall: float
    apart: dict[str, "Quality"] = field(default_factory=dict)

    def __str__(self) -> str:
        return "\n".join([self._told("labels"), *(alone._told(group) for group, alone in self.apart.items())])

    def _told(self, labels: str) -> str:
        whose = "" if labels == "labels" else f" with {labels}"
        return (
            f"issues{whose} {self.issues}, label-ranking average precision {self.average_precision:.3f},"
            f" precision at 1 {self.precision_at_1:.3f}\n"
            f"{labels} given: micro-F1 {self.f1:.3f}, precision {self.precision:.3f}, recall {self.recall:.3f}"
        )


@dataclass(frozen=True)
class Judged:
    """An issue's scores of labels, the true labels among them, and the given labels."""

    scores: Mapping[str, float]
    truth: Set[str]
    given: Set[str]

    def only(self, kept: Callable[[str], bool]) -> "Judged":
        """Returns the same for some of the labels."""
        scores = {name: score for name, score in self.scores.items() if kept(name)}
        return Judged(scores, self.truth & scores.keys(), self.given & scores.keys())


def average_precision(scores: Mapping[str, float], truth: Set[str]) -> float:
    """Returns the mean over the true labels of the share of true labels among those that score as high or higher."""
    total = 0.0
    for label in truth:
        above = [name for name in scores if scores[name] >= scores[label]]
        total += sum(name in truth for name in above) / len(above)
    return total / len(truth)


def precision_at_1(scores: Mapping[str, float], truth: Set[str]) -> float:
    """Returns the probability that the first label is true, if labels with equal scores are in random order."""
    best = max(scores.values())
    first = [name for name in scores if scores[name] == best]
    return sum(name in truth for name in first) / len(first)


def evaluate(
    issues: Iterable[dict],
    predictions: Iterable[dict],
    without: Set[str] = frozenset(),
    task: Callable[[str], str] | None = None,
) -> Quality:
    """Compares predictions with the labels of their issues.

    task: returns what a label is for, one of label_task's. Without it types and topics are not measured apart.
    Raises InputError if no predicted issue has a label of the catalog.
    """
    truths = {(issue["repo"], issue["number"]): set(issue.get("labels") or ()) for issue in issues}
    rows = []
    for prediction in predictions:
        truth = truths.get((prediction["repo"], prediction["number"]), set())
        every = Judged(prediction["scores"], truth, set(prediction["labels"]))
        row = every.only(lambda name: name not in without)
        if row.truth:
            rows.append(row)
    if not rows:
        raise InputError("no predicted issue carries a label of the catalog: are these predictions of these issues?")
    apart = {}
    if task:
        tasks = {name: task(name) for name in {name for row in rows for name in row.scores}}
        for group, wanted in GROUPS.items():
            alone = [row.only(lambda name, wanted=wanted: tasks[name] == wanted) for row in rows]
            if any(row.truth for row in alone):
                apart[group] = _quality(alone, {})
    return _quality(rows, apart)


def _quality(rows: Sequence[Judged], apart: dict[str, Quality]) -> Quality:
    """Returns the figures of issues, at least one of which has a label."""
    ranked = [row for row in rows if row.truth]
    given, wanted = sum(len(row.given) for row in rows), sum(len(row.truth) for row in rows)
    right = sum(len(row.given & row.truth) for row in rows)
    return Quality(
        issues=len(ranked),
        average_precision=sum(average_precision(row.scores, row.truth) for row in ranked) / len(ranked),
        precision_at_1=sum(precision_at_1(row.scores, row.truth) for row in ranked) / len(ranked),
        f1=2 * right / (given + wanted),
        precision=right / given if given else 0.0,
        recall=right / wanted,
        apart=apart,
    )


def run(settings: RankingSettings) -> Quality:
    """Measures and prints the figures."""
    tasks = LabelTasks.read(settings.label_types)
    described = repositories.any_descriptions(settings.catalogs)
    quality = evaluate(
        jsonl.read(settings.issues),
        jsonl.read(settings.predictions),
        set(settings.without),
        (lambda name: tasks.of(name, described.get(name, ""))) if tasks else None,
    )
    print(quality)
    return quality
