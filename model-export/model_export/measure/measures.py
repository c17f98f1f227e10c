"""Measures scores of labels, given as arrays [issues, labels].

scores: probabilities between 0 and 1.
truth: whether the issue has the label.
known: where the truth is known. Other cells are ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

BINS = 15  # of the calibration error, as in the paper


@dataclass(frozen=True)
class Counts:
    """Counts of right, given and wanted labels: over all labels, or as an array with one value for each label."""

    right: np.ndarray
    given: np.ndarray
    wanted: np.ndarray

    @staticmethod
    def of(given: np.ndarray, truth: np.ndarray, known: np.ndarray) -> "Counts":
        """Returns the counts of each label."""
        given, truth = given & known, truth & known
        return Counts((given & truth).sum(axis=0), given.sum(axis=0), truth.sum(axis=0))

    def only(self, mask: np.ndarray) -> "Counts":
        """Returns the counts of some labels. mask: [labels] of bool."""
        return Counts(self.right[mask], self.given[mask], self.wanted[mask])

    def total(self) -> "Counts":
        """Returns the counts over all labels."""
        return Counts(self.right.sum(), self.given.sum(), self.wanted.sum())

    def precision(self) -> np.ndarray:
        """Returns the share of the given labels that are right, or 0 if none is given."""
        return self.right / np.maximum(self.given, 1)

    def recall(self) -> np.ndarray:
        """Returns the share of the wanted labels that are given, or 0 if none is wanted."""
        return self.right / np.maximum(self.wanted, 1)

    def f1(self) -> np.ndarray:
        """Returns the harmonic mean of precision and recall."""
        return 2 * self.right / np.maximum(self.given + self.wanted, 1)

    def micro(self) -> dict[str, float]:
        """Returns precision, recall and F1 over all labels."""
        total = self.total()
        return {
            "precision": float(total.precision()),
            "recall": float(total.recall()),
            "f1": float(total.f1()),
        }

    def macro_f1(self) -> float:
        """Returns the mean F1 of the labels that any issue has, or 0 if there is none."""
        carried = self.wanted > 0
        return float(self.f1()[carried].mean()) if carried.any() else 0.0


def ranking(scores: np.ndarray, truth: np.ndarray, known: np.ndarray | None = None) -> tuple[float, float]:
    """Returns label-ranking average precision and precision at 1 over the issues that have a label.

    Labels with equal scores have no order. Average precision counts all of them as ranked before, and precision at 1
    takes the share of true ones. Both are NaN if no issue has a label.
    """
    if known is None:
        known = np.ones_like(truth)
    precisions, firsts = [], []
    for score, carries, certain in zip(scores, truth, known, strict=True):
        score, carries = score[certain], carries[certain]
        if carries.any():
            above = score[None, :] >= score[carries][:, None]
            precisions.append(np.mean((above & carries).sum(axis=1) / above.sum(axis=1)))
            firsts.append(carries[score == score.max()].mean())
    if not precisions:
        return float("nan"), float("nan")
    return float(np.mean(precisions)), float(np.mean(firsts))


def ranking_figures(scores: np.ndarray, truth: np.ndarray, known: np.ndarray) -> dict[str, float]:
    """Returns the ranking and the number of issues it is over. Returns 0 if no issue has a label, since JSON has no
    NaN.
    """
    average, first = ranking(scores, truth, known)
    carrying = int((truth & known).any(axis=1).sum())
    return {
        "issues": carrying,
        "average_precision": average if carrying else 0.0,
        "precision_at_1": first if carrying else 0.0,
    }


def ranking_apart(scores: np.ndarray, truth: np.ndarray, masks: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Returns the ranking among the labels of each group, over the issues that have one of them.

    masks: [labels] of bool by the group's name (label_task). Groups with one label, whose order is always right, and
        groups that no issue has are left out. The names are "average precision of types" and so on.
    """
    found = {}
    for group, mask in masks.items():
        if mask.sum() > 1 and truth[:, mask].any():
            average, first = ranking(scores[:, mask], truth[:, mask])
            found |= {f"average precision of {group}": average, f"precision at 1 of {group}": first}
    return found


def means(figures: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Returns the mean of each figure over the repositories that have it."""
    names = dict.fromkeys(name for each in figures.values() for name in each)
    return {name: float(np.mean([each[name] for each in figures.values() if name in each])) for name in names}


def calibration(scores: np.ndarray, truth: np.ndarray, known: np.ndarray, bins: int = BINS) -> dict:
    """Returns the expected calibration error, the Brier score, and the bins of a reliability diagram.

    Each score is read as the probability that its label is true. The error is the mean distance between the score and
    the share of true labels over bins of equal width, weighted by their size: M. P. Naeini et al.: Obtaining Well
    Calibrated Probabilities Using Bayesian Binning, AAAI 2015; 15 bins as in C. Guo et al., ICML 2017.
    """
    score, true = scores[known], truth[known].astype(float)
    bin_of = np.minimum((score * bins).astype(int), bins - 1)
    rows = []
    for number in range(bins):
        inside = bin_of == number
        if inside.any():
            rows.append(
                {"count": int(inside.sum()), "score": float(score[inside].mean()), "true": float(true[inside].mean())}
            )
    distance = sum(row["count"] * abs(row["score"] - row["true"]) for row in rows)
    return {
        "expected_calibration_error": distance / max(1, len(score)),
        "brier": float(np.mean((score - true) ** 2)) if len(score) else 0.0,
        "bins": rows,
    }


def threshold_sweep(
    scores: np.ndarray, truth: np.ndarray, known: np.ndarray, thresholds: np.ndarray
) -> list[dict[str, float]]:
    """Returns the figures for each threshold that applies to all labels."""
    rows = []
    for threshold in thresholds:
        counts = Counts.of(scores >= threshold, truth, known)
        rows.append(
            {
                "threshold": round(float(threshold), 4),
                **counts.micro(),
                "macro_f1": counts.macro_f1(),
                "labels_an_issue": float(counts.total().given / max(1, len(scores))),
            }
        )
    return rows


def top_k_sweep(scores: np.ndarray, truth: np.ndarray, known: np.ndarray, most: int) -> list[dict[str, float]]:
    """Returns the figures for the k best-ranked labels, over the issues that have a label. Ties go to the first column.

    hit is the share of issues with a true label among the k.
    """
    carrying = (truth & known).any(axis=1)
    scores, truth, known = scores[carrying], truth[carrying], known[carrying]
    order = np.argsort(np.where(known, -scores, np.inf), axis=1, kind="stable")
    rows = []
    for k in range(1, min(most, scores.shape[1]) + 1):
        given = np.zeros_like(truth)
        np.put_along_axis(given, order[:, :k], True, axis=1)
        counts = Counts.of(given, truth, known)
        hit = (given & truth & known).any(axis=1).mean() if len(truth) else 0.0
        rows.append({"k": k, **counts.micro(), "hit": float(hit)})
    return rows
