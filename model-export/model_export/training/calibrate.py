"""Calibrates logits to probabilities, and chooses thresholds, both on validation issues.

The App computes logistic(slope * logit + intercept). "platt" fits both for each label, "temperature" fits one slope for
all labels. Isotonic regression is only reported for comparison: it would need a table for each label in the bundle, and
with a few hundred validation issues it fits the noise.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from model_export.measure import metrics
from model_export.model import outputs

Method = Literal["platt", "temperature", "none"]

# Fewest positives and negatives of a label that gets its own calibration.
LEAST_SUPPORT = 10


class Platt(NamedTuple):
    """probability = logistic(slope * logit + intercept)."""

    slope: float = 1.0
    intercept: float = 0.0

    def apply(self, logits: np.ndarray) -> np.ndarray:
        return logistic(self.slope * logits + self.intercept)


def logistic(values: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(values, np.float64)))


def platt(logits: np.ndarray, carried: np.ndarray, with_intercept: bool = True) -> Platt:
    """Fits slope and intercept by maximum likelihood.

    Targets are shrunk as in Platt, "Probabilistic outputs for support vector machines" (1999), so that the slope stays
    finite if the logits separate the issues without error. A slope below 0 would reverse the ranking, so the identity
    is returned instead.
    """
    yes, no = carried.sum(), (~carried).sum()
    target = np.where(carried, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        slope, intercept = parameters[0], parameters[1] if with_intercept else 0.0
        raw = slope * logits + intercept
        gap = logistic(raw) - target
        gradient = np.array([(gap * logits).mean(), gap.mean()])
        return float((np.logaddexp(0, raw) - target * raw).mean()), gradient[: len(parameters)]

    found = minimize(loss, np.array([1.0, 0.0])[: 2 if with_intercept else 1], jac=True, method="L-BFGS-B").x
    slope, intercept = float(found[0]), float(found[1]) if with_intercept else 0.0
    return Platt(slope, intercept) if slope > 0 else Platt()


def fit(logits: np.ndarray, truth: np.ndarray, method: Method = "platt") -> list[Platt]:
    """Returns the calibration of each label.

    logits, truth: [issues, labels], see metrics. A label with fewer than LEAST_SUPPORT positives or negatives gets the
        calibration of all labels together.
    """
    labels = truth.shape[1]
    known = truth != metrics.UNKNOWN
    if method == "none" or not (known & (truth == 1)).any():
        return [Platt()] * labels
    shared = platt(logits[known], truth[known] == 1, with_intercept=method == "platt")
    if method == "temperature":
        return [shared] * labels
    fitted = []
    for column in range(labels):
        scores, carried = logits[known[:, column], column], truth[known[:, column], column] == 1
        enough = min(carried.sum(), (~carried).sum()) >= LEAST_SUPPORT
        fitted.append(platt(scores, carried) if enough else shared)
    return fitted


def apply(logits: np.ndarray, calibrations: list[Platt]) -> np.ndarray:
    """Returns probabilities, [issues, labels]."""
    return np.stack([each.apply(logits[:, column]) for column, each in enumerate(calibrations)], axis=1)


def thresholds(probabilities: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Returns the threshold of each label with the best F1 of that label.

    A label with fewer than LEAST_SUPPORT issues gets the threshold that is best for all labels together.
    """
    known = truth != metrics.UNKNOWN
    shared, _ = metrics.best_threshold(probabilities[known], truth[known] == 1)
    chosen = []
    for column in range(truth.shape[1]):
        scores, carried = probabilities[known[:, column], column], truth[known[:, column], column] == 1
        chosen.append(metrics.best_threshold(scores, carried)[0] if carried.sum() >= LEAST_SUPPORT else shared)
    return np.array(chosen)


def describe(names: Sequence[str], chosen: np.ndarray, calibrations: Sequence[Platt]) -> list[dict[str, Any]]:
    """Returns the labels with their thresholds and calibrations, as outputs.json has them."""
    return [
        outputs.label(name, round(float(threshold), 4), round(each.slope, 5), round(each.intercept, 5))
        for name, threshold, each in zip(names, chosen, calibrations, strict=True)
    ]


def isotonic_error(logits: np.ndarray, truth: np.ndarray) -> float:
    """Returns the calibration error of isotonic regression. Each half of the issues is calibrated by the other half."""
    probabilities = logistic(logits)
    for column in range(truth.shape[1]):
        halves = np.arange(len(truth)) % 2
        for half in (0, 1):
            fitted = (halves != half) & (truth[:, column] != metrics.UNKNOWN)
            if len(set(truth[fitted, column])) == 2:
                model = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
                model.fit(logits[fitted, column], truth[fitted, column])
                probabilities[halves == half, column] = model.predict(logits[halves == half, column])
    return metrics.calibration_error(probabilities, truth)


def report(logits: np.ndarray, truth: np.ndarray, calibrations: list[Platt]) -> dict[str, Any]:
    """Returns the calibration error before and after, and that of isotonic regression."""
    return {
        "uncalibrated": metrics.calibration_error(logistic(logits), truth),
        "calibrated": metrics.calibration_error(apply(logits, calibrations), truth),
        "isotonic, cross-fitted": isotonic_error(logits, truth),
    }
