"""Writes a matcher as a bundle: the graph, its quantized form, golden cases, and the manifest."""

import shutil
import tempfile
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn

from model_export import jsonl
from model_export.data.label_text import meaning
from model_export.data.repositories import TYPES
from model_export.errors import InputError
from model_export.export import bundle, golden, graph, quantize
from model_export.export.export_settings import ExportSettings
from model_export.matcher import network
from model_export.matcher.encoding import Encoding
from model_export.matcher.lists import Shape
from model_export.matcher.network import Matcher
from model_export.model import outputs, tokens
from model_export.output import METRICS

INPUTS = ("input_ids", "position_ids", "block_ids")
OUTPUTS = ("embedding", "match", "issue_type")
HEAD = "issue-type"
TOLERANCE = 1e-4
VARYING = {0: "batch", 1: "sequence"}
SHOWN = 8  # numbers of an embedding in a golden case

# Of different lengths and numbers, so that golden cases reveal wrong blocks or positions.
LABELS = (
    meaning("bug", "Something isn't working"),
    meaning("enhancement", "New feature or request"),
    meaning("documentation"),
    meaning("area/network", "Proxies, sockets, HTTP"),
    meaning("question"),
    meaning("A-memory", "Leaks, out of memory"),
    meaning("i18n"),
)


class Exported(nn.Module):
    """The network as a function of the three inputs, with its outputs."""

    def __init__(self, model: Matcher, types: bool):
        super().__init__()
        self.model, self.types = model, types
        self.outputs = OUTPUTS if types else OUTPUTS[:2]

    def forward(self, input_ids: torch.Tensor, position_ids: torch.Tensor, block_ids: torch.Tensor) -> tuple:
        hidden = self.model.hidden(input_ids, position_ids, block_ids)
        match = network.log_odds(self.model.match(hidden))
        return (hidden[:, 0], match, *((self.model.types(hidden[:, 0]),) if self.types else ()))


def is_matcher(folder: Path) -> bool:
    """Returns whether a model's folder holds a matcher."""
    return (folder / network.HEADS).is_file()


def write(folder: Path, out: Path, settings: ExportSettings) -> dict[str, Any]:
    """Writes graph, tokenizer and golden cases into out, and returns the figures.

    Raises InputError if ONNX and PyTorch disagree.
    """
    told = jsonl.read_json(folder / METRICS).get("settings", {}) if (folder / METRICS).is_file() else {}
    if told.get("whole") or told.get("types_only"):
        raise InputError(f"{folder} holds a teacher: the App runs only a matcher in blocks that learned to match")
    model = Exported(network.load(folder, blocks=True, attention="eager"), settings.types_head).eval()
    shape = Shape(text_length=settings.max_length)
    encoding = Encoding(tokens.read(folder / tokens.FILE), shape)
    rows = [(text, LABELS[: 1 + number % len(LABELS)]) for number, text in enumerate(golden.ISSUES)]
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch, "fp32.onnx")
        trace(model, fp32)
        session = graph.Session(fp32)
        figures: dict[str, Any] = {"fp32_max_abs_difference": _difference(session, model, encoding, rows)}
        if figures["fp32_max_abs_difference"] > TOLERANCE:
            raise InputError(
                f"the ONNX graph differs from PyTorch by {figures['fp32_max_abs_difference']:.2g}, "
                f"more than {TOLERANCE}: not exported"
            )
        precision, chosen, quantized = "fp32", fp32, {}
        if settings.quantize != ("none",):
            precision, chosen, quantized = _smaller(settings, fp32, encoding, rows, Path(scratch))
        shutil.copyfile(chosen, out / bundle.MODEL)
        encoding.bare.save(str(out / bundle.TOKENIZER))
        _golden(out, "fp32" if chosen == fp32 else "int8", graph.Session(chosen), encoding, rows)
        figures |= {
            "precision": precision,
            "megabytes": chosen.stat().st_size / 1_000_000,
            "measured_on": len(rows),
            "quantized": quantized,
        }
    return figures


def manifest(folder: Path, settings: ExportSettings, precision: str) -> tuple[dict[str, Any], list[str]]:
    """Returns the manifest's fields that only a matcher has, and the further files of its folder."""
    told = jsonl.read_json(folder / outputs.OUTPUTS) if (folder / outputs.OUTPUTS).is_file() else {}
    known = told.get("matcher", {"threshold": 0.5, "calibration": {"slope": 1.0, "intercept": 0.0}})
    fields: dict[str, Any] = {
        "maxLength": settings.max_length,
        "normalize": True,
        "matcher": {"marker": "[CLS]", "labelLength": Shape().label_length} | known,
    }
    if precision != "fp32":
        fields["maxRows"] = 1
    if not settings.types_head:
        return fields, []
    head = told.get("heads", {}).get(HEAD, {})
    labels = {each["name"]: each for each in head.get("labels", [])}
    written: dict[str, Any] = {"name": HEAD, "output": OUTPUTS[2]}
    written["labels"] = [labels.get(name, outputs.label(name)) for name in TYPES]
    if "ngrams" in head:
        written["ngrams"] = head["ngrams"]
    return fields | {"heads": [written]}, [head["ngrams"]["file"]] if "ngrams" in head else []


def trace(model: Exported, path: Path) -> None:
    """Writes the fp32 graph, with any number of rows and tokens."""
    ids = torch.arange(24).reshape(2, 12) + 5
    positions = torch.tensor([[0, 1, 2, 3, 4, 5, 0, 1, 2, 0, 1, 2], [0, 1, 2, 3, 0, 1, 2, 0, 0, 0, 0, 0]])
    blocks = torch.tensor([[0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 1, 1, 1, -1, -1, -1, -1, -1]])
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of shapes. Whether one was fixed is measured later
        torch.onnx.export(
            model, (ids, positions, blocks), str(path), input_names=list(INPUTS), output_names=list(model.outputs),
            dynamic_axes=dict.fromkeys(INPUTS, VARYING) | {"embedding": {0: "batch"}, "match": VARYING,
                                                               "issue_type": {0: "batch"}},
            opset_version=graph.OPSET, dynamo=False,
        )  # fmt: skip
    written = onnx.load(path)
    onnx.checker.check_model(written)
    graph.tidy(written)
    onnx.save(written, path)


Asked = tuple[str, Sequence[str]]  # a text and the labels that it is asked about


def _arrays(encoding: Encoding, rows: Sequence[Asked]) -> tuple[np.ndarray, ...]:
    labels = sorted({label for _, asked in rows for label in asked})
    listed = [[labels.index(label) for label in asked] for _, asked in rows]
    return encoding.listed(encoding.texts([text for text, _ in rows]), encoding.labels(labels), listed)


def _difference(session: graph.Session, model: Exported, encoding: Encoding, rows: Sequence[Asked]) -> float:
    """Returns the largest absolute difference of ONNX Runtime and PyTorch, padded together and one by one."""
    largest = 0.0
    for chosen in [rows, *([row] for row in rows)]:
        arrays = _arrays(encoding, chosen)
        with torch.inference_mode():
            expected = model(*(torch.from_numpy(each) for each in arrays[:3]))
        found = session.feed(dict(zip(INPUTS, arrays[:3], strict=True)))
        for name, theirs in zip(model.outputs, expected, strict=True):
            gap = np.abs(found[name] - theirs.numpy())
            if name == "match":
                gap = gap[arrays[2] != network.PADDING]  # nothing reads the others
            largest = max(largest, float(gap.max()))
    return largest


def answers(session: graph.Session, encoding: Encoding, asked: Asked) -> dict[str, np.ndarray]:
    """Returns a graph's outputs for one text: embedding of length 1, log-odds of each label, logits of the types."""
    arrays = _arrays(encoding, [asked])
    found = session.feed(dict(zip(INPUTS, arrays[:3], strict=True)), squeeze=True)
    embedding = found["embedding"] / np.linalg.norm(found["embedding"])
    types = {HEAD: found[OUTPUTS[2]]} if OUTPUTS[2] in found else {}
    return {"embedding": embedding, "match": found["match"][arrays[3][0]]} | types


def _smaller(
    settings: ExportSettings, fp32: Path, encoding: Encoding, rows: Sequence[Asked], scratch: Path
) -> tuple[str, Path, dict[str, Any]]:
    """Returns the first quantization that is near enough, or the nearest, with its file, and the measurements."""
    figures: dict[str, dict[str, float]] = {}
    reference = [answers(graph.Session(fp32), encoding, row) for row in rows]
    for method in settings.quantize:
        path = scratch / f"{method}.onnx"
        quantize.quantize(fp32, path, method, settings.reduce_range, settings.unsigned)
        session = graph.Session(path)
        found = [answers(session, encoding, row) for row in rows]
        gaps = np.concatenate(
            [np.abs(_chance(a["match"]) - _chance(b["match"])) for a, b in zip(reference, found, strict=True)]
        )
        cosines = [float(a["embedding"] @ b["embedding"]) for a, b in zip(reference, found, strict=True)]
        figures[method] = {
            "max_score_difference": float(gaps.max()), "mean_score_difference": float(gaps.mean()),
            "min_cosine": min(cosines), "mean_cosine": float(np.mean(cosines)),
            "megabytes": path.stat().st_size / 1_000_000,
            "milliseconds": _milliseconds(session, encoding, min(128, settings.max_length)),
        }  # fmt: skip
        if figures[method]["max_score_difference"] <= settings.tolerance:
            break
    kept = min(figures, key=lambda each: figures[each]["max_score_difference"])
    return f"int8, {kept}", scratch / f"{kept}.onnx", figures


def _chance(log_odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-log_odds))


def _milliseconds(session: graph.Session, encoding: Encoding, length: int) -> float:
    """Returns the median time for a text of this many tokens without labels, on one thread."""
    arrays = network.assemble([[encoding.marker] * length], [], [[]], encoding.marker, encoding.pad)
    times = []
    for _ in range(7):
        started = time.perf_counter()
        session.feed(dict(zip(INPUTS, arrays[:3], strict=True)))
        times.append(time.perf_counter() - started)
    return 1000 * float(np.median(times))


def _golden(out: Path, precision: str, session: graph.Session, encoding: Encoding, rows: Sequence[Asked]) -> None:
    cases = []
    for text, asked in rows:
        found = answers(session, encoding, (text, asked))
        told = {name: [round(float(v), golden.DIGITS) for v in found[name]] for name in found if name != "embedding"}
        ids = _arrays(encoding, [(text, asked)])[0][0].tolist()
        embedding = [round(float(v), golden.DIGITS) for v in found["embedding"][:SHOWN]]
        cases.append({"text": text, "labels": list(asked), "ids": ids, "embedding": embedding} | told)
    golden.write_lines(
        out / golden.FILE, {bundle.MODEL: bundle.sha256(out / bundle.MODEL), "precision": precision, "cases": cases}
    )
