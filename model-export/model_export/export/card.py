"""Writes MODEL_CARD.md: what a bundle is, how it was made, and how good it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from model_export.data.label_task import GROUPS
from model_export.training import lineage

FILE = "MODEL_CARD.md"

TASKS = {
    "encoder": "Turns an issue, or a label's name and description, into a vector; near vectors mean alike.",
    "multi-label": "Scores an issue for each of a fixed list of labels.",
    "matcher": "Reads an issue and all candidate labels in one pass: which belong, the issue's vector, and its type.",
    "nli": "Says how likely an issue (premise) entails a sentence about it (hypothesis), such as a label's meaning.",
}


def render(manifest: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], export: Mapping[str, Any]) -> str:
    """Returns the card as Markdown.

    steps: the metrics of the steps that made the model, first to last.
    export: the figures of its export.
    """
    steps = list(steps)
    parts = [
        f"# {manifest['name']} {manifest['version']}",
        TASKS[manifest["task"]],
        _table(
            ("", ""),
            [
                ("base model", manifest["base"]["model"]),
                ("licence of the base model", manifest["base"]["license"]),
                ("longest input", f"{manifest['maxLength']} tokens"),
                ("precision", export["precision"]),
                ("size of model.onnx", f"{export['megabytes']:.1f} MB"),
                ("SHA-256 of model.onnx", f"`{manifest['files']['model.onnx']}`"),
            ],
        ),
    ]
    if manifest.get("trainingData"):
        parts += ["## Data", "\n".join(f"- {line}" for line in manifest["trainingData"])]
    if results := lineage.results(steps):
        parts += ["## Results", _results(results)]
    for name, labels in _labels(manifest):
        rows = [
            (each["name"], _number(each["threshold"]), _number(each["calibration"]["slope"]),
             _number(each["calibration"]["intercept"]))
            for each in labels
        ]  # fmt: skip
        parts += [f"## {name}", _table(("label", "threshold", "slope", "intercept"), rows)]
    parts += ["## Export", _export_text(export)]
    if steps:
        parts += [
            "## Made by",
            "`model-export STEP --settings FILE`, one step after the other, with this file:",
            f"```toml\n{_toml(steps)}\n```",
            "Versions: " + ", ".join(f"{k} {v}" for k, v in steps[-1].get("versions", {}).items()) + ".",
        ]
    return "\n\n".join(parts) + "\n"


def _results(results: Mapping[str, float]) -> str:
    """Returns a table with a row for each measure. Figures of types alone and topics alone have their own columns."""
    beside = {lineage.apart(name, group) for name in results for group in GROUPS} & results.keys()
    if not beside:
        return _table(("measure", "value"), [(name, _number(value)) for name, value in results.items()])
    rows = [
        (name, _number(value), *(_number(results.get(lineage.apart(name, group), "")) for group in GROUPS))
        for name, value in results.items()
        if name not in beside
    ]
    explained = (
        "Types are labels that name a type of issue and nothing else, such as bug; topics are the others. These are"
        " different tasks, so their figures stand apart."
    )
    return _table(("measure", "all labels", *GROUPS), rows) + "\n\n" + explained


def _labels(manifest: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    found = [("Labels", manifest["labels"])] if manifest.get("labels") else []
    found += [(f"Head {head['name']}", head["labels"]) for head in manifest.get("heads", [])]
    if "entailment" in manifest:
        found.append(("Entailment", [{"name": "entailment"} | manifest["entailment"]]))
    return found


def _export_text(export: Mapping[str, Any]) -> str:
    lines = [f"The fp32 graph differs from PyTorch by {export['fp32_max_abs_difference']:.1e} at most (allowed: 1e-4)."]
    if export["quantized"]:
        lines.append("Quantized graphs against fp32, on " + str(export["measured_on"]) + " inputs, a text at a time:")
        names = ("max_score_difference", "mean_score_difference", "min_cosine", "mean_cosine")
        names = [name for name in names if any(name in each for each in export["quantized"].values())]
        rows = [
            (
                f"**{method}** (this one)" if method == export["precision"].removeprefix("int8, ") else method,
                f"{figures['megabytes']:.1f}",
                *(f"{figures[name]:.4f}" for name in names),
                f"{figures['milliseconds']:.1f}",
            )
            for method, figures in export["quantized"].items()
        ]
        columns = ("", "MB", *(name.replace("_", " ") for name in names), "ms at 128 tokens, 1 thread")
        lines.append(_table(columns, rows))
    return "\n\n".join(lines)


def _toml(steps: Sequence[Mapping[str, Any]]) -> str:
    return "\n\n".join(
        "\n".join([f"[{step['step']}]", *(f"{k} = {_toml_value(v)}" for k, v in step["settings"].items() if v != [])])
        for step in ({**step, "settings": _given(step["settings"])} for step in steps)
    )


def _given(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value is not None}


def _toml_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return repr(value)


def _number(value: float | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    escaped = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *escaped]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
