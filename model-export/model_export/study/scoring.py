"""Converts scores to labels: chooses a rule on validation, and measures it on test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model_export.data.label_task import Masks
from model_export.measure import measures

THRESHOLDS = np.concatenate([[0.01, 0.02, 0.03, 0.04], np.linspace(0.05, 1.0, 39)])
MOST = 4


@dataclass(frozen=True)
class Outcome:
    """The result of a method.

    validation, test: scores of 0-1, [issues, labels].
    given: a method's own rule from scores to labels, for methods that choose no threshold.
    training_seconds: until the first issue can be scored.
    milliseconds: to score an issue.
    chosen: what the method chose on validation itself.
    figures: data for plots, such as a grid.
    """

    validation: np.ndarray
    test: np.ndarray
    training_seconds: float
    milliseconds: float
    chosen: dict[str, Any] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    given: Callable[[np.ndarray], np.ndarray] | None = None


def top(scores: np.ndarray, k: int) -> np.ndarray:
    """Returns the k labels with the highest scores. Of equal ones the first."""
    given = np.zeros(scores.shape, bool)
    np.put_along_axis(given, np.argsort(-scores, axis=1, kind="stable")[:, :k], True, axis=1)
    return given


def f1(given: np.ndarray, truth: np.ndarray, masks: Masks | None = None) -> dict[str, float]:
    """Returns micro and macro F1, and those of each group of labels, named micro_types and so on.

    masks: [labels] of bool by the group's name (label_task).
    """
    counts = measures.Counts.of(given, truth, np.ones_like(truth))
    groups = {"": counts} | {f"_{group}": counts.only(mask) for group, mask in (masks or {}).items()}
    return {
        f"{kind}{group}": value
        for group, each in groups.items()
        for kind, value in (("micro", each.micro()["f1"]), ("macro", each.macro_f1()))
    }


def sweeps(scores: np.ndarray, truth: np.ndarray) -> dict[str, list[dict[str, float]]]:
    """Returns F1 at each threshold, and with the k best labels."""
    return {
        "threshold": [{"threshold": round(float(at), 3), **f1(scores >= at, truth)} for at in THRESHOLDS],
        "top_k": [{"k": k, **f1(top(scores, k), truth)} for k in range(1, min(MOST, scores.shape[1]) + 1)],
    }


def decide(scores: np.ndarray, truth: np.ndarray) -> tuple[dict[str, float], Callable[[np.ndarray], np.ndarray]]:
    """Returns the threshold or number of labels with the highest micro F1, and its rule. Ties go to the number."""
    found = sweeps(scores, truth)
    best_k = max(found["top_k"], key=lambda row: row["micro"])
    best_at = max(found["threshold"], key=lambda row: row["micro"])
    if best_k["micro"] >= best_at["micro"]:
        return {"top_k": best_k["k"]}, lambda those: top(those, best_k["k"])
    return {"threshold": best_at["threshold"]}, lambda those: those >= best_at["threshold"]


def judge(outcome: Outcome, validation: np.ndarray, test: np.ndarray, masks: Masks | None = None) -> dict[str, Any]:
    """Returns the figures of a row. The truth of test is only used to measure.

    masks: which labels are types and which topics, if there are both. One rule from scores to labels applies to all.
    """
    if outcome.given:
        chosen, rule = {}, outcome.given
    else:
        chosen, rule = decide(outcome.validation, validation)
    average, first = measures.ranking(outcome.test, test)
    return {
        "test": f1(rule(outcome.test), test, masks),
        "validation": f1(rule(outcome.validation), validation, masks),
        "average_precision": average,
        "precision_at_1": first,
        "chosen": outcome.chosen | chosen,
        "training_seconds": round(outcome.training_seconds, 3),
        "milliseconds": round(outcome.milliseconds, 3),
        "figures": outcome.figures,
    }
