"""Measures multi-label predictions.

truth is an array [issues, labels] of 1 (has the label), 0 (does not have it) and -1 (unknown). Unknown cells are
ignored. probabilities has the same shape and values of 0-1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from model_export.measure import measures
from model_export.measure.measures import Counts

UNKNOWN = -1


def counts(given: np.ndarray, truth: np.ndarray) -> Counts:
    """Returns the counts that measures are computed from, for each label. given: [issues, labels] of bool."""
    return Counts.of(given, truth == 1, truth != UNKNOWN)


def micro_f1(given: np.ndarray, truth: np.ndarray) -> float:
    """Returns F1 over all known cells. given: [issues, labels] of bool."""
    return counts(given, truth).micro()["f1"]


def macro_f1(given: np.ndarray, truth: np.ndarray) -> float:
    """Returns the mean F1 of the labels that any issue has."""
    return counts(given, truth).macro_f1()


def per_label(given: np.ndarray, truth: np.ndarray, names: Sequence[str]) -> list[dict[str, Any]]:
    """Returns precision, recall, F1 and support of each label. Support is the number of issues that have it."""
    found = counts(given, truth)
    columns = zip(names, found.precision(), found.recall(), found.f1(), found.wanted, strict=True)
    return [
        {"name": name, "precision": float(precision), "recall": float(recall), "f1": float(f1), "support": int(wanted)}
        for name, precision, recall, f1, wanted in columns
    ]


def calibration_error(probabilities: np.ndarray, truth: np.ndarray) -> float:
    """Returns the expected calibration error over all known cells."""
    return measures.calibration(probabilities, truth == 1, truth != UNKNOWN)["expected_calibration_error"]


def best_threshold(scores: np.ndarray, carried: np.ndarray) -> tuple[float, float]:
    """Returns the threshold with the best F1, and that F1.

    scores, carried: of known cells, as flat arrays. The threshold is midway between the last score above and the first
        score below, so that it also suits new scores. Returns 0.5 and 0 if no cell has the label.
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


def summary(
    probabilities: np.ndarray,
    thresholds: np.ndarray,
    truth: np.ndarray,
    masks: Mapping[str, np.ndarray] | None = None,
) -> dict[str, float]:
    """Returns micro- and macro-F1 at the thresholds, over all labels and over each group, and the calibration error.

    masks: [labels] of bool by the group's name, see label_task. A group's figures are named micro_f1_of_types and so
        on.
    """
    found = counts(probabilities >= thresholds, truth)
    figures = {"micro_f1": found.micro()["f1"], "macro_f1": found.macro_f1()}
    for group, mask in (masks or {}).items():
        alone = found.only(mask)
        if alone.wanted.any():
            figures |= {f"micro_f1_of_{group}": alone.micro()["f1"], f"macro_f1_of_{group}": alone.macro_f1()}
    return figures | {"calibration_error": calibration_error(probabilities, truth)}
