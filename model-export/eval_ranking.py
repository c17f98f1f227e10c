"""Measures the ranking of predictions: label-ranking average precision and precision at 1.

    eval_ranking.py LABELLED_ISSUES PREDICTIONS [--without NAME ...]

Reads issues with their true labels (JSON lines, .gz and .xz too) and what `issue-tagger predict` wrote
for them. Only issues that carry at least one label of the catalog count: of the others no ranking is
right or wrong. Needs only Python.
"""

import argparse
import gzip
import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

OPENERS = {".gz": gzip.open, ".xz": lzma.open}


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


def lines(path: Path) -> Iterator[dict]:
    """The JSON objects of a file, one a line."""
    with OPENERS.get(path.suffix, open)(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield json.loads(line)


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

    Raises ValueError when no predicted issue carries a label of the catalog.
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
        raise ValueError("no predicted issue carries a label of the catalog")
    return Quality(
        issues=count,
        average_precision=sum(precisions) / count,
        precision_at_1=sum(firsts) / count,
        f1=2 * right / (given + wanted),
        precision=right / given if given else 0.0,
        recall=right / wanted,
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("issues", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="labels to leave out, such as process labels")
    asked = parser.parse_args(arguments)
    try:
        print(evaluate(lines(asked.issues), lines(asked.predictions), set(asked.without)))
    except (OSError, ValueError) as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
