"""Measures of multi-label predictions.

truth is an array [issues, labels] of 1 (carries the label), 0 (does not) and -1 (nobody knows), and unknown cells count
for nothing. probabilities has the same shape and holds 0-1.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

UNKNOWN = -1
BINS = 15


def f1(hits: float, given: float, carried: float) -> float:
    """Of how many labels were given rightly, given at all, and carried; 0 where there are none."""
    return 2 * hits / (given + carried) if given + carried else 0.0


def micro_f1(given: np.ndarray, truth: np.ndarray) -> float:
    """F1 over all known cells together. given: [issues, labels] of bool."""
    known = truth != UNKNOWN
    return f1((given & (truth == 1)).sum(), (given & known).sum(), (truth == 1).sum())


def per_label(given: np.ndarray, truth: np.ndarray, names: Sequence[str]) -> list[dict[str, Any]]:
    """Precision, recall, F1 and support of each label. Support counts the issues that carry it."""
    rows = []
    for column, name in enumerate(names):
        known = truth[:, column] != UNKNOWN
        yes, carried = given[known, column], truth[known, column] == 1
        hits = int((yes & carried).sum())
        rows.append(
            {
                "name": name,
                "precision": hits / yes.sum() if yes.any() else 0.0,
                "recall": hits / carried.sum() if carried.any() else 0.0,
                "f1": f1(hits, yes.sum(), carried.sum()),
                "support": int(carried.sum()),
            }
        )
    return rows


def macro_f1(given: np.ndarray, truth: np.ndarray) -> float:
    """The mean F1 of the labels that an issue carries at all."""
    rows = per_label(given, truth, [str(column) for column in range(truth.shape[1])])
    values = [row["f1"] for row in rows if row["support"]]
    return float(np.mean(values)) if values else 0.0


def calibration_error(probabilities: np.ndarray, truth: np.ndarray) -> float:
    """The expected calibration error: how far probability and frequency are apart, on average over bins of equal width.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
    """
    known = truth != UNKNOWN
    scores, carried = probabilities[known], truth[known] == 1
    if not scores.size:
        return 0.0
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [
        abs(scores[bins == each].mean() - carried[bins == each].mean()) * (bins == each).sum() for each in range(BINS)
        if (bins == each).any()
    ]  # fmt: skip
    return float(sum(gaps) / scores.size)


def best_threshold(scores: np.ndarray, carried: np.ndarray) -> tuple[float, float]:
    """The probability from which to give a label for the best F1, and that F1.

    scores, carried: of known cells, as flat arrays. Midway between the last score above and the first below, so that
    it holds a little for scores that were not seen. 0.5 and 0 where nothing carries the label.
    """
    if not carried.any():
        return 0.5, 0.0
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(carried[order])
    last = np.append(ranked[1:] != ranked[:-1], True)  # equal scores are given together
    values = np.where(last, 2 * hits / (np.arange(1, len(ranked) + 1) + carried.sum()), -1)
    best = int(np.argmax(values))
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2), float(values[best])


def summary(probabilities: np.ndarray, thresholds: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Micro- and macro-F1 at the thresholds, and the calibration error."""
    given = probabilities >= thresholds
    return {
        "micro_f1": micro_f1(given, truth),
        "macro_f1": macro_f1(given, truth),
        "calibration_error": calibration_error(probabilities, truth),
    }
