"""The report of evaluate: one self-contained HTML file."""

import html as markup
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328 }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { padding: .2rem .8rem; border-bottom: 1px solid #d1d9e0; text-align: right; font-variant-numeric: tabular-nums }
th:first-child, td:first-child { text-align: left }
svg { max-width: 100%; height: auto }
"""

_MEANINGS = {
    "micro-F1": "over all labels that were given at the thresholds, together",
    "macro-F1": "the mean F1 of the labels that any issue carries",
    "Label-ranking average precision": "1 when every true label stands before every other",
    "Precision at 1": "how often the best-ranked label is a true one",
    "Expected calibration error": "how far scores lie from the share of true labels, in the mean",
}


def html(metrics: dict[str, Any]) -> str:
    """Returns the page for the figures of evaluate. Names of labels and files are escaped, as others choose them."""
    settings, groups = metrics["settings"], metrics["apart"]
    parts = [
        "<h1>How good the predictions are</h1>",
        f"<p>{metrics['issues']} issues, {len(metrics['labels'])} labels."
        f" <code>{_escape(settings['predictions'])}</code> against <code>{_escape(settings['issues'])}</code>.</p>",
        _table(("", "all labels", *groups, ""), _main(metrics)),
        *(
            f"<p>{len(alone['labels'])} {group}: {_escape(', '.join(alone['labels']))}. Their ranking is over the"
            f" {alone['ranking']['issues']} issues that carry one of them, their F1 over all issues.</p>"
            for group, alone in groups.items()
        ),
        _plots(metrics),
        f"<p>One threshold for all labels is best at {metrics['best_threshold']:g} by micro-F1.</p>",
        "<h2>Labels</h2>",
        _table(
            ("label", "issues", "given", "precision", "recall", "F1"),
            ([name, *_label_cells(figures)] for name, figures in metrics["labels"].items()),
        ),
        "<h2>Thresholds</h2>",
        _table(
            ("threshold", "precision", "recall", "micro-F1", "macro-F1", "labels an issue"),
            (_cells(row) for row in metrics["thresholds"]),
        ),
        "<h2>The best-ranked labels</h2>",
        _table(
            ("labels", "precision", "recall", "F1", "issues with a true one"), (_cells(row) for row in metrics["top_k"])
        ),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>How good the predictions are</title>\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(parts) + "\n</html>\n"
    )


def _main(metrics: dict[str, Any]) -> list[list[str]]:
    """Returns a row for each measure: over all labels, over types, over topics, and an explanation."""
    values: dict[str, Callable[[dict[str, Any]], float]] = {
        "micro-F1": lambda figures: figures["micro"]["f1"],
        "macro-F1": lambda figures: figures["macro_f1"],
        "Label-ranking average precision": lambda figures: figures["ranking"]["average_precision"],
        "Precision at 1": lambda figures: figures["ranking"]["precision_at_1"],
    }
    columns = [metrics, *metrics["apart"].values()]
    rows = [[name, *(f"{value(each):.3f}" for each in columns), _MEANINGS[name]] for name, value in values.items()]
    last, error = "Expected calibration error", metrics["calibration"]["expected_calibration_error"]
    return [*rows, [last, f"{error:.3f}", *("" for _ in metrics["apart"]), _MEANINGS[last]]]


def _escape(value: object) -> str:
    return markup.escape(str(value))


def _cells(row: dict[str, float]) -> list[str]:
    first, *others = row.values()
    return [f"{first:g}", *(f"{value:.3f}" for value in others)]


def _label_cells(figures: dict[str, float]) -> list[str]:
    counts = [str(figures["support"]), str(figures["given"])]
    return [*counts, *(f"{figures[name]:.3f}" for name in ("precision", "recall", "f1"))]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_escape(name)}</th>" for name in heads) if any(heads) else ""
    body = "\n".join("<tr>" + "".join(f"<td>{_escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _plots(metrics: dict[str, Any]) -> str:
    """Draws the calibration and both sweeps."""
    figure = Figure(figsize=(13, 4.2), layout="constrained")
    reliability, thresholds, ranks = figure.subplots(1, 3)
    bins = metrics["calibration"]["bins"]
    reliability.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    reliability.plot([row["score"] for row in bins], [row["true"] for row in bins], "o-")
    reliability.set(title="Calibration", xlabel="score", ylabel="share of true labels", xlim=(0, 1), ylim=(0, 1))
    _lines(thresholds, metrics["thresholds"], "threshold", ("precision", "recall", "f1", "macro_f1"))
    thresholds.set(title="One threshold for all labels", xlabel="threshold", xlim=(0, 1), ylim=(0, 1))
    _lines(ranks, metrics["top_k"], "k", ("precision", "recall", "f1", "hit"))
    ranks.set(title="The best-ranked labels", xlabel="labels", ylim=(0, 1))
    ranks.xaxis.get_major_locator().set_params(integer=True)
    drawn = io.StringIO()
    # Keeps text as text, and gives the same file for the same figures.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "report"}):
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return drawn.getvalue()[drawn.getvalue().index("<svg") :]


def _lines(axes: Axes, rows: Sequence[dict[str, float]], across: str, names: Sequence[str]) -> None:
    spelled = {"f1": "micro-F1", "macro_f1": "macro-F1", "hit": "issues with a true one"}
    for name in names:
        axes.plot([row[across] for row in rows], [row[name] for row in rows], label=spelled.get(name, name))
    axes.legend()
