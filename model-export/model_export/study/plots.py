"""The study's figures: readable in grayscale, with direct labels, and units on every axis."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from model_export.study.summary import Curve

# Colors differ enough in lightness to be distinguished in grayscale, together with lines and markers.
COLOURS = {
    "Naive Bayes": "#8c510a",
    "TF-IDF": "#d9a441",
    "Zero-shot": "#7b3294",
    "Look-up": "#1b9e77",
    "Fine-tuning": "#08519c",
    "Semi-supervised": "#d6604d",
    "Prompting": "#c51b7d",
    "SetFit": "#4d4d4d",
    "Issue Tagger": "#000000",
}
LINES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (3, 1, 1, 1, 1, 1)))
MARKERS = "osD^vPX<>*hp"
# Distance between two labels, as a share of the axes.
GAP = 0.043


def learning_curves(curves: Sequence[Curve], title: str) -> Figure:
    """Plots micro and macro F1 on test by labeled issues: means, and bands of a standard deviation over seeds."""
    figure = Figure(figsize=(13, max(4.6, 0.36 * len(curves) + 1.6)))
    pair = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.05, right=0.85, wspace=0.52, top=0.9, bottom=0.12)
    ends: dict[str, list[tuple[float, float, str, str]]] = {"micro": [], "macro": []}
    for axes, kind in zip(pair, ends, strict=True):
        styles = zip(itertools.cycle(LINES), itertools.cycle(MARKERS), strict=False)
        for curve, (line, marker) in zip(curves, styles, strict=False):
            mean, spread = (np.array(curve.figures[kind][name]) for name in ("mean", "spread"))
            colour = COLOURS.get(curve.family, "#666666")
            axes.plot(curve.sizes, mean, linestyle=line, marker=marker, markersize=4.5, color=colour, linewidth=1.6)
            axes.fill_between(curve.sizes, mean - spread, mean + spread, color=colour, alpha=0.1, linewidth=0)
            ends[kind].append((curve.sizes[-1], float(mean[-1]), curve.method, colour))
        sizes = sorted({size for curve in curves for size in curve.sizes})
        axes.set_xscale("log", base=2)
        axes.xaxis.set_major_locator(FixedLocator(sizes))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticks(sizes, [str(size) for size in sizes])
        top = max((max(curve.figures[kind]["mean"]) for curve in curves), default=1)
        axes.set(
            xlabel="labeled issues to train on (log scale)",
            ylabel=f"{kind} F1 on test (0 to 1)",
            ylim=(0, min(1, top + 0.12)),
        )
        axes.set_title(f"{title}: {kind} F1", loc="left", fontsize=11)
        axes.grid(color="0.9")
        _name_ends(axes, ends[kind])
    return figure


def spread_out(heights: Sequence[float], gap: float) -> list[float]:
    """Returns the heights of 0-1 in their order, moved apart so that labels do not overlap."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed: list[float] = []
    for place in order:
        placed.append(max(heights[place], placed[-1] + gap) if placed else max(0.0, heights[place]))
    # What was pushed over the top is pushed back, and what is below with it.
    limit = 1.0
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - gap
    found = [0.0] * len(heights)
    for place, height in zip(order, placed, strict=True):
        found[place] = height
    return found


def _name_ends(axes: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Writes the method's name at the end of each line, with a leader if it had to move."""
    top = axes.get_ylim()[1]
    gap = min(GAP, 1 / max(1, len(ends) - 1)) if len(ends) > 1 else GAP
    heights = spread_out([value / top for _, value, _, _ in ends], gap)
    for (size, value, name, colour), height in zip(ends, heights, strict=True):
        axes.annotate(
            name,
            xy=(size, value),
            xytext=(1.035, height),
            textcoords="axes fraction",
            va="center",
            fontsize=8.5,
            color=colour,
            # To the middle of the text's left edge, because a line to its center would cross other labels.
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 3,
                "relpos": (0, 0.5),
            },
            annotation_clip=False,
        )


def heat_map(grid: Sequence[Sequence[float]], chosen: dict[str, Any], size: int) -> Figure:
    """Plots micro F1 on validation by k and m, with the best marked."""
    most = max(int(k) for k, _, _ in grid)
    values = np.full((most, most), np.nan)
    for k, m, value in grid:
        values[int(m) - 1, int(k) - 1] = value
    figure = Figure(figsize=(7.2, 5.4), layout="constrained")
    axes = figure.subplots()
    drawn = axes.imshow(
        values, origin="lower", aspect="auto", cmap="viridis", extent=(0.5, most + 0.5, 0.5, most + 0.5)
    )
    figure.colorbar(drawn, label="micro F1 on validation (0 to 1)")
    axes.plot(chosen["k"], chosen["m"], marker="*", color="white", markeredgecolor="black", markersize=16)
    axes.set(xlabel="k: nearest issues looked at", ylabel="m: of them with the label")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_title(f"Look-up, {size} labeled issues: best k = {chosen['k']}, m = {chosen['m']}", fontsize=11)
    return figure


def sweeps(found: dict[str, dict[str, list[dict[str, float]]]]) -> Figure:
    """Plots F1 on validation by threshold, and by the number of given labels, for each zero-shot method."""
    figure = Figure(figsize=(11, 3.8 * len(found)), layout="constrained")
    for pair, (name, swept) in zip(figure.subplots(len(found), 2, squeeze=False), found.items(), strict=True):
        for axes, across, label in zip(
            pair,
            ("threshold", "top_k"),
            ("threshold (0 to 1)", "labels given to an issue, the best-ranked"),
            strict=True,
        ):
            x = [row["k" if across == "top_k" else across] for row in swept[across]]
            for kind, line, marker in (("micro", "-", "o"), ("macro", "--", "s")):
                axes.plot(
                    x, [row[kind] for row in swept[across]], line, marker=marker, markersize=3, label=f"{kind} F1"
                )
            axes.set(xlabel=label, ylabel="F1 on validation (0 to 1)", ylim=(0, None))
            axes.set_title(name, fontsize=11)
            axes.grid(color="0.9")
            axes.legend(frameon=False)
            if across == "top_k":
                axes.set_xticks(x)
    return figure


def masked_loss(losses: dict[str, Any]) -> Figure:
    """Plots the loss of adaptation: the mean of each epoch on training text, before and after on held-out text."""
    figure = Figure(figsize=(7.2, 4), layout="constrained")
    axes = figure.subplots()
    # The first stage, epoch 0, trains only the new head. Then the encoder trains.
    epochs = list(range(len(losses["training"])))
    axes.plot(epochs, losses["training"], "-o", color="#08519c", label="training, mean of the epoch")
    axes.plot(
        [0, epochs[-1] if epochs else 0], losses["held_out"], "--s", color="#d6604d", label="held out, at its end"
    )
    axes.set(xlabel="epoch (0: the head alone)", ylabel="loss (nats a masked token)", xticks=epochs)
    axes.set_title("Adaptation by masked words", fontsize=11)
    axes.grid(color="0.9")
    axes.legend(frameon=False)
    return figure


def histograms(described: dict[str, Any]) -> Figure:
    """Plots the issues of each label, and the words of each issue."""
    labels = sorted(described["labels"].items(), key=lambda item: sum(item[1].values()))
    figure = Figure(figsize=(12, max(3.6, 0.36 * len(labels) + 1)), layout="constrained")
    counts, lengths = figure.subplots(1, 2)
    left = np.zeros(len(labels))
    for split, colour, hatch in (("train", "#08519c", ""), ("validation", "#6baed6", "//"), ("test", "#deebf7", "..")):
        values = np.array([each[split] for _, each in labels])
        names = [_short(name) for name, _ in labels]
        counts.barh(range(len(labels)), values, left=left, color=colour, hatch=hatch, edgecolor="white", label=split)
        counts.set_yticks(range(len(labels)), names)
        left += values
    counts.set(xlabel="labeled issues")
    counts.set_title("Issues a label", fontsize=11)
    counts.legend(frameon=False, loc="lower right")
    edges = described["words"]["edges"]
    lengths.bar(
        edges[:-1], described["words"]["counts"], width=np.diff(edges), align="edge", color="#08519c", edgecolor="white"
    )
    lengths.set(xlabel="words in an issue, cleaned", ylabel="labeled issues")
    lengths.set_title(f"Length, median {described['words']['median']:.0f} words", fontsize=11)
    return figure


def _short(name: str) -> str:
    # A dollar sign would start a formula.
    return (name if len(name) <= 28 else f"{name[:27]}…").replace("$", r"\$")
