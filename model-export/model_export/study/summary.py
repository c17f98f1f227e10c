"""Summarizes the rows of a study: means and spreads over seeds, and sentences about them."""

import collections
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model_export.data.label_task import GROUPS

KINDS = ("micro", "macro")
# The same for types alone and topics alone: where the labels are both, in rows that have been measured so.
APART = tuple(f"{kind}_{group}" for group in GROUPS for kind in KINDS)
# Of the study that this one follows, by its authors' own account (chapter 9 of their book).
BEFORE = "In the original study (huggingface/transformers, nine labels)"


@dataclass(frozen=True)
class Curve:
    """A method over sizes.

    sizes: labeled issues, ascending. figures: of micro and macro F1 on test, mean and spread (standard deviation over
    seeds, 0 for one seed) at each size, and the means on validation. The kinds of APART are NaN at sizes where a row
    lacks them, and are left out when all do.
    """

    method: str
    family: str
    sizes: list[int]
    figures: dict[str, dict[str, list[float]]]
    training_seconds: list[float]
    milliseconds: list[float]
    seeds: int

    def at(self, size: int, kind: str = "micro") -> float:
        return self.figures[kind]["mean"][self.sizes.index(size)]


def curves(rows: Sequence[dict[str, Any]]) -> list[Curve]:
    """Returns one curve for each method, in the rows' order."""
    by_method: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for row in rows:
        by_method.setdefault(row["method"], collections.defaultdict(list))[row["size"]].append(row)
    found = []
    for method, by_size in by_method.items():
        sizes = sorted(by_size)
        present = [kind for kind in APART if any(kind in row["test"] for group in by_size.values() for row in group)]
        figures = {
            kind: {
                "mean": [float(np.mean(_values(by_size[size], "test", kind))) for size in sizes],
                "spread": [float(np.std(_values(by_size[size], "test", kind))) for size in sizes],
                "validation": [float(np.mean(_values(by_size[size], "validation", kind))) for size in sizes],
            }
            for kind in (*KINDS, *present)
        }
        seconds, ms = (
            [float(np.mean([row[name] for row in by_size[size]])) for size in sizes]
            for name in ("training_seconds", "milliseconds")
        )
        seeds = len({row["seed"] for group in by_size.values() for row in group})
        found.append(Curve(method, next(iter(by_size.values()))[0]["family"], sizes, figures, seconds, ms, seeds))
    return found


def _values(rows: Sequence[dict[str, Any]], part: str, kind: str) -> list[float]:
    return [row[part].get(kind, float("nan")) for row in rows]


def latest(rows: Sequence[dict[str, Any]], method: str) -> dict[str, Any] | None:
    """Returns the row of a method with the most labeled issues and the first seed."""
    own = [row for row in rows if row["method"] == method]
    return min(own, key=lambda row: (-row["size"], row["seed"]), default=None)


def reading(found: Sequence[Curve], rows: Sequence[dict[str, Any]]) -> list[str]:
    """Returns sentences that the figures support, next to the findings of the original study."""
    by_name = {curve.method: curve for curve in found}
    seeds = min(curve.seeds for curve in found)
    said = [*_best(found)]
    said += _apart(rows)
    said += _zero_shot(by_name, rows)
    said += _lookup(latest(rows, "lookup"))
    said += _adaptation(rows)
    said += _semi_supervised(rows)
    said += _augmentation(rows)
    spread = max(value for curve in found for kind in KINDS for value in curve.figures[kind]["spread"])
    if seeds > 1:
        said.append(
            f"Over {seeds} or more seeds, which draw other training issues, the largest standard deviation is "
            f"{spread:.3f}. Smaller differences between methods are not significant. The split is always the same."
        )
    else:
        said.append(
            "A method ran with only one seed, so its line has no spread. Small differences are not significant."
        )
    return said


def _best(found: Sequence[Curve]) -> list[str]:
    sizes = sorted({size for curve in found for size in curve.sizes})
    said = []
    for size in dict.fromkeys((sizes[0], sizes[-1])):
        there = [curve for curve in found if size in curve.sizes]
        micro, macro = (max(there, key=lambda curve, kind=kind: curve.at(size, kind)) for kind in KINDS)
        said.append(
            f"With {size} labeled issues the best are {micro.method} by micro F1 ({micro.at(size):.3f}) and "
            f"{macro.method} by macro F1 ({macro.at(size, 'macro'):.3f})."
        )
    return said


def _apart(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Returns the sentences about types and topics, and where figures are missing."""
    having = sum(any(kind in row["test"] for kind in APART) for row in rows)
    if not having:
        return [
            "No figures stand apart for types and for topics here: the labels are all of one of these tasks, or the "
            "rows were written before the study told the tasks apart."
        ]
    if having < len(rows):
        return [
            f"Types and topics stand apart in {having} of {len(rows)} rows. The others were written before the study "
            "told these tasks apart; where one of them takes part in a mean, the cell is blank."
        ]
    return []


def _zero_shot(by_name: dict[str, Curve], rows: Sequence[dict[str, Any]]) -> list[str]:
    said = []
    nli = by_name.get("zero-shot-nli")
    if nli and "naive-bayes" in by_name:
        for name in ("naive-bayes", "finetune-base"):
            if name in by_name:
                over = [s for s in by_name[name].sizes if s in nli.sizes and by_name[name].at(s) > nli.at(s)]
                told = f"from {over[0]} labeled issues on" if over else "at no size here"
                said.append(f"{name} is above zero-shot entailment by micro F1 {told}.")
        said.append(f"{BEFORE} zero-shot won below about 60 labeled issues.")
    row = latest(rows, "zero-shot-nli")
    if row:
        swept = row["figures"]["sweeps"]
        first = swept["top_k"][0]
        best = max(swept["threshold"], key=lambda each: each["micro"])
        said.append(
            f"On validation the best-ranked label alone gives a micro F1 of {first['micro']:.3f}, and the best "
            f"threshold, {best['threshold']:g}, {best['micro']:.3f}. {BEFORE} the best label alone was slightly "
            "better than a threshold of about 0.75, with a micro F1 of 0.46 and a macro F1 of 0.42. Models and labels "
            "differ: a score of another model is on another scale, so thresholds do not carry over."
        )
    return said


def _lookup(row: dict[str, Any] | None) -> list[str]:
    if not row:
        return []
    k, m = row["chosen"]["k"], row["chosen"]["m"]
    return [
        f"Look-up with {row['size']} labeled issues is best at k = {k}, m = {m} (m/k = {m / k:.2f}), with "
        f"{row['chosen']['pooling']} pooling. {BEFORE} it was k = 15, m = 5, of which m/k is about 1/3. The best k "
        "grows with the issues that there are of a label."
    ]


def gains(rows: Sequence[dict[str, Any]], method: str, over: str) -> dict[int, float]:
    """Returns by size how far a method's micro F1 on test is above another's: the mean over their common seeds."""
    scored = {
        name: {(row["size"], row["seed"]): row["test"]["micro"] for row in rows if row["method"] == name}
        for name in (method, over)
    }
    by_size = collections.defaultdict(list)
    for key in sorted(scored[method].keys() & scored[over].keys()):
        by_size[key[0]].append(scored[method][key] - scored[over][key])
    return {size: float(np.mean(each)) for size, each in by_size.items()}


def _told(by_size: dict[int, float]) -> str:
    return ", ".join(f"{gain:+.3f} with {size}" for size, gain in by_size.items())


def _adaptation(rows: Sequence[dict[str, Any]]) -> list[str]:
    found = gains(rows, "finetune-adapted", "finetune-base")
    if not found:
        return []
    return [
        f"Adaptation changes the micro F1 of fine-tuning by {_told(found)} issues. {BEFORE} it helped most with few."
    ]


def _semi_supervised(rows: Sequence[dict[str, Any]]) -> list[str]:
    names = {"uda": "UDA", "self-training": "Self-training"}
    ways = {
        "": "",
        "+steps": " for more batches",
        "+pool": " on training issues whose labels are hidden",
        "+steps+pool": " for more batches on training issues whose labels are hidden",
    }
    return [
        f"{spelled}{told} changes the micro F1 of fine-tuning by {_told(found)} issues."
        for name, spelled in names.items()
        for way, told in ways.items()
        if (found := gains(rows, f"{name}{way}", "finetune-base"))
    ]


def _augmentation(rows: Sequence[dict[str, Any]]) -> list[str]:
    methods = dict.fromkeys(row["method"] for row in rows)
    said = []
    for prefix, base, told in (
        ("naive-bayes+", "naive-bayes", "Naive Bayes"),
        ("finetune+", "finetune-base", "fine-tuning"),
    ):
        by_way = {
            name.removeprefix(prefix): found
            for name in methods
            if name.startswith(prefix) and (found := gains(rows, name, base))
        }
        if by_way:
            means = sorted(((float(np.mean([*each.values()])), way) for way, each in by_way.items()), reverse=True)
            every = ", ".join(f"{mean:+.3f} by {way}" for mean, way in means)
            said.append(
                f"Issues added in other words change the micro F1 of {told}, on average over the sizes, by {every}."
            )
            if base == "naive-bayes":
                said[-1] += f" {BEFORE} a little augmentation raised it."
    return said
