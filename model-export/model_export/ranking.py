"""Measures how well predictions rank the true labels: label-ranking average precision and precision at 1.

Reads issues with their true labels (JSON lines, .gz and .xz too) and what `issue-tagger predict` wrote for them. Only
issues that carry at least one label of the catalog count: of the others no ranking is right or wrong.

    model-export evaluate-ranking issues.jsonl.xz predictions.jsonl --without wontfix --without duplicate
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from model_export import jsonl
from model_export.errors import InputError
from model_export.settings import argument, option


@dataclass(frozen=True)
class RankingSettings:
    """What is measured against what."""

    issues: Path = argument(help="Issues with their true labels, JSON lines.")
    predictions: Path = argument(help="What `issue-tagger predict` wrote for them.")
    without: tuple[str, ...] = option((), help="A label to leave out, such as a process label; repeat it for more.")


@dataclass(frozen=True)
class Quality:
    """What was measured; all but the count between 0 and 1."""

    issues: int
    average_precision: float
    precision_at_1: float
    f1: float
    precision: float
    recall: float

    def __str__(self) -> str:
        return (
            f"issues {self.issues}, label-ranking average precision {self.average_precision:.3f},"
            f" precision at 1 {self.precision_at_1:.3f}\n"
            f"labels given: micro-F1 {self.f1:.3f}, precision {self.precision:.3f}, recall {self.recall:.3f}"
        )


def average_precision(scores: Mapping[str, float], truth: Set[str]) -> float:
    """Mean over the true labels of the share of true labels among those scored as high or higher."""
    total = 0.0
    for label in truth:
        above = [name for name in scores if scores[name] >= scores[label]]
        total += sum(name in truth for name in above) / len(above)
    return total / len(truth)


def precision_at_1(scores: Mapping[str, float], truth: Set[str]) -> float:
    """The chance that the first label is true, where labels of one score stand in any order."""
    best = max(scores.values())
    first = [name for name in scores if scores[name] == best]
    return sum(name in truth for name in first) / len(first)


def evaluate(issues: Iterable[dict], predictions: Iterable[dict], without: Set[str] = frozenset()) -> Quality:
    """Judges predictions by the labels that their issues carry.

    Raises InputError when no predicted issue carries a label of the catalog.
    """
    truths = {(issue["repo"], issue["number"]): set(issue.get("labels") or ()) for issue in issues}
    precisions, firsts, given, right, wanted = [], [], 0, 0, 0
    for prediction in predictions:
        scores = {name: score for name, score in prediction["scores"].items() if name not in without}
        truth = truths.get((prediction["repo"], prediction["number"]), set()) & set(scores)
        if not truth:
            continue
        precisions.append(average_precision(scores, truth))
        firsts.append(precision_at_1(scores, truth))
        labels = set(prediction["labels"]) & set(scores)
        given, right, wanted = given + len(labels), right + len(labels & truth), wanted + len(truth)
    count = len(precisions)
    if not count:
        raise InputError("no predicted issue carries a label of the catalog: are these predictions of these issues?")
    return Quality(
        issues=count,
        average_precision=sum(precisions) / count,
        precision_at_1=sum(firsts) / count,
        f1=2 * right / (given + wanted),
        precision=right / given if given else 0.0,
        recall=right / wanted,
    )


def run(settings: RankingSettings) -> Quality:
    """Measures, and prints the figures."""
    quality = evaluate(jsonl.read(settings.issues), jsonl.read(settings.predictions), set(settings.without))
    print(quality)
    return quality
