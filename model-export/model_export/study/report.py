"""The study's report: report.html, one self-contained file, and report.md with its figures."""

import html as markup
import io
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from model_export import jsonl
from model_export.study import adapted, plots
from model_export.study.summary import APART, KINDS, Curve, curves, latest, reading
from model_export.study.training import LEAST

FIGURES = "figures"
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328 }
table { border-collapse: collapse; margin: 1rem 0; font-size: 13px }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #d1d9e0; text-align: right; font-variant-numeric: tabular-nums }
th:first-child, td:first-child { text-align: left }
.wide { overflow-x: auto }
svg { max-width: 100%; height: auto }
figure { margin: 1rem 0; break-inside: avoid }
h2 { break-after: avoid }
@media print {
  body { margin: 0; font-size: 11px }
  table { font-size: 8px; break-inside: avoid }
  th, td { padding: .1rem .25rem }
}
"""

# A part of the report: its heading and content.
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def write(folder: Path, rows: Sequence[dict[str, Any]], notes: Sequence[str] = ()) -> None:
    """Writes the report of the rows into the study's folder and replaces an older one.

    notes: further sentences, such as what a model was made of.
    """
    described = jsonl.read_json(folder / "data.json")
    found = curves(rows)
    figures = {
        name: (caption, *_drawn(name, figure))
        for name, (caption, figure) in _figures(folder, described, found, rows).items()
    }
    (folder / FIGURES).mkdir(exist_ok=True)
    for name, (_, svg, png) in figures.items():
        (folder / FIGURES / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / FIGURES / f"{name}.png").write_bytes(png)
    title = f"Few to no labels: {', '.join(described['repositories'])}"
    said, tables = [*reading(found, rows), *notes, _made(described, rows)], _tables(found)
    intro = _intro(described)
    with jsonl.replacing(folder / "report.md") as text:
        text.write(_markdown(title, intro, said, figures, tables))
    with jsonl.replacing(folder / "report.html") as text:
        text.write(_html(title, intro, said, figures, tables))


def _intro(described: dict[str, Any]) -> str:
    count = described["issues"]
    return (
        f"{len(described['labels'])} labels; {count['train']} labeled issues to train on, {count['validation']} "
        f"to choose settings on and {count['test']} to measure on, and {count['unlabelled']} unlabeled ones. "
        f"A labeled issue has {described['labels_an_issue']:.2f} of the labels. Every threshold, k and m is chosen on "
        "validation. Every figure of a curve or a table is measured on test. As in the original study, all validation "
        "issues are used to choose, even with few training issues. With 8 labeled issues in all, results are worse."
    )


def _made(described: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str:
    given = described["settings"]
    where = " and ".join(sorted({row["device"] for row in rows}))
    longer = f", and {given['long_steps']} in rows of `+steps`" if given.get("long_steps") else ""
    return (
        f"Encoders read {given['max_length']} tokens of an issue and were trained on {where}, for "
        f"{given['passes']} passes over the issues, though at least {LEAST} and at most {given['steps']} batches of "
        f"{given['batch']}{longer}. Times are of the processor, over all threads."
    )


def _figures(
    folder: Path, described: dict[str, Any], found: Sequence[Curve], rows: Sequence[dict[str, Any]]
) -> dict[str, tuple[str, Figure]]:
    plain = [curve for curve in found if "+" not in curve.method]
    drawn = {}
    if plain:
        drawn["learning-curves"] = (
            "F1 on test by labeled issues. Lines are means over seeds, bands one standard deviation. Zero-shot "
            "methods learn from no label, so their lines are flat.",
            plots.learning_curves(plain, "Methods"),
        )
    for name, base in (("naive-bayes", "naive-bayes"), ("finetune", "finetune-base")):
        kin = [curve for curve in found if curve.method == base or curve.method.startswith(f"{name}+")]
        if len(kin) > 1:
            drawn[f"augmentation-{name}"] = (
                "The same, with reworded copies of training issues.",
                plots.learning_curves(kin, "Augmentation"),
            )
    lookup = latest(rows, "lookup")
    if lookup:
        drawn["lookup"] = (
            "Look-up on validation by k and m. The star marks the choice.",
            plots.heat_map(lookup["figures"]["grid"], lookup["chosen"], lookup["size"]),
        )
    swept = {
        name: row["figures"]["sweeps"]
        for name in ("zero-shot-nli", "zero-shot-matcher", "zero-shot-mask")
        if (row := latest(rows, name))
    }
    if swept:
        drawn["sweeps"] = (
            "Zero-shot methods on validation by threshold, and by number of given labels.",
            plots.sweeps(swept),
        )
    if losses := adapted.losses(folder / "work"):
        drawn["masked-loss"] = (
            f"Adaptation to {losses['texts']} texts of the training part and of unlabeled issues.",
            plots.masked_loss(losses),
        )
    drawn["data"] = ("The labeled issues.", plots.histograms(described))
    return drawn


def _drawn(name: str, figure: Figure) -> tuple[str, bytes]:
    """Returns SVG and PNG. The same figures give the same SVG."""
    text, image = io.StringIO(), io.BytesIO()
    # Text is drawn as outlines, so that it has the same size in every browser.
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": name}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    figure.savefig(image, format="png", dpi=130, metadata={"Software": None}, bbox_inches="tight")
    return text.getvalue()[text.getvalue().index("<svg") :], image.getvalue()


def _tables(found: Sequence[Curve]) -> dict[str, Table]:
    sizes = sorted({size for curve in found for size in curve.sizes})
    heads = ("method", *map(str, sizes))

    def table(cell: Callable[[Curve, int], str]) -> list[list[str]]:
        return [
            [curve.method, *(cell(curve, curve.sizes.index(size)) if size in curve.sizes else "" for size in sizes)]
            for curve in found
        ]

    def scored(kind: str) -> Callable[[Curve, int], str]:
        def cell(curve: Curve, place: int) -> str:
            if kind not in curve.figures or math.isnan(curve.figures[kind]["mean"][place]):
                return ""
            mean, spread = (curve.figures[kind][name][place] for name in ("mean", "spread"))
            return f"{mean:.3f} ± {spread:.3f}" if curve.seeds > 1 else f"{mean:.3f}"

        return cell

    tables: dict[str, Table] = {
        f"{_spelled(kind)} on test by labeled issues": (heads, table(scored(kind)))
        for kind in (*KINDS, *APART)
        if any(kind in curve.figures for curve in found)
    }
    tables["Processor seconds to train"] = (heads, table(lambda curve, place: f"{curve.training_seconds[place]:.1f}"))
    tables["Processor milliseconds an issue"] = (heads, table(lambda curve, place: f"{curve.milliseconds[place]:.1f}"))
    return tables


def _spelled(kind: str) -> str:
    """Returns the heading of a figure: Micro F1, or Micro F1 of types."""
    measure, _, group = kind.partition("_")
    return f"{measure.capitalize()} F1 of {group}" if group else f"{measure.capitalize()} F1"


def _markdown(title: str, intro: str, said: Sequence[str], figures: dict, tables: dict[str, Table]) -> str:
    parts = [f"# {title}", intro, "## What it shows", "\n".join(f"- {each}" for each in said), "## Figures"]
    parts += [f"![{caption}]({FIGURES}/{name}.svg)\n\n{caption}" for name, (caption, *_) in figures.items()]
    for name, (heads, rows) in tables.items():
        lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
        parts.append(f"## {name}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts) + "\n"


def _html(title: str, intro: str, said: Sequence[str], figures: dict, tables: dict[str, Table]) -> str:
    escape = markup.escape
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(intro)}</p>", "<h2>What it shows</h2>"]
    parts += ["<ul>", *(f"<li>{escape(each)}</li>" for each in said), "</ul>", "<h2>Figures</h2>"]
    parts += [
        f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>" for caption, svg, _ in figures.values()
    ]
    for name, (heads, rows) in tables.items():
        head = "".join(f"<th>{escape(each)}</th>" for each in heads)
        body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        parts.append(f'<h2>{escape(name)}</h2>\n<div class="wide"><table>\n<tr>{head}</tr>\n{body}\n</table></div>')
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n" + "\n".join(parts) + "\n</html>\n"
    )
