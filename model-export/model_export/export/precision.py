"""Writes a model as an ONNX graph, and chooses the precision of the graph that ships."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model_export import progress
from model_export.errors import InputError
from model_export.export import golden, graph, quantize
from model_export.export.export_settings import ExportSettings, Task
from model_export.export.models import Model, positions
from model_export.model.tokens import Row, Tokens

TOLERANCE = 1e-4
MEGABYTE = 1_000_000
# Lowest mean cosine of the embeddings. Below it, one nearest neighbor in ten changes.
LEAST_COSINE = 0.99


def to_onnx(model: Model, row_tokens: Tokens, cases: Sequence[golden.Case], path: Path) -> float:
    """Writes the fp32 graph and returns its largest difference from PyTorch. Raises InputError if that is too large."""
    rows = golden.rows(cases, row_tokens)
    nearest, problem = float("inf"), None
    # transformers' own masks fix the traced shape in some graphs, but some models accept no other.
    for additive in (True, False):
        try:
            vocabulary = model.config.vocab_size
            graph.trace(model.module, model.inputs, model.outputs, path, additive=additive, vocabulary=vocabulary)
            found = graph.difference(graph.Session(path), model.module, model.inputs, model.outputs, row_tokens, rows)
        except Exception as failure:  # the tracer, the checker and the runtime each have their own errors
            problem = failure
            continue
        if found <= TOLERANCE:
            return found
        nearest = min(nearest, found)
    if nearest < float("inf"):
        raise InputError(f"the ONNX graph differs from PyTorch by {nearest:.2g}, more than {TOLERANCE}: not exported")
    raise InputError(f"cannot write this model as ONNX: {problem}") from problem


def smaller(
    settings: ExportSettings, model: Model, fp32: Path, rows: Sequence[Row], pooling: str, scratch: Path
) -> tuple[str, Path, dict[str, Any]]:
    """Returns the precision that is kept, its file, and the measurements of each quantization."""
    if settings.quantize == ("none",):
        return "fp32", fp32, {}
    figures: dict[str, dict[str, float]] = {}
    for method in progress.track(settings.quantize, "quantize"):
        path = scratch / f"{method}.onnx"
        quantize.quantize(fp32, path, method, settings.reduce_range, settings.unsigned)
        figures[method] = deviation(graph.Session(fp32), graph.Session(path), rows, pooling, model.task) | {
            "megabytes": path.stat().st_size / MEGABYTE,
            "milliseconds": milliseconds(graph.Session(path), model.config.vocab_size, positions(model.config)),
        }
        if figures[method].get("max_score_difference", 0.0) <= settings.tolerance and _near(figures[method]):
            break
    within = [each for each in figures if figures[each].get("max_score_difference", 0.0) <= settings.tolerance]
    kept = next((each for each in within if _near(figures[each])), None)
    kept = kept or max(figures, key=lambda each: _closeness(figures[each]))
    return f"int8, {kept}", scratch / f"{kept}.onnx", figures


def _near(figures: Mapping[str, float]) -> bool:
    return figures.get("mean_cosine", 1.0) >= LEAST_COSINE


def _closeness(figures: Mapping[str, float]) -> tuple[float, float]:
    return -figures.get("max_score_difference", 0.0), figures.get("mean_cosine", 1.0)


def deviation(
    reference: graph.Session, session: graph.Session, rows: Sequence[Row], pooling: str, task: Task
) -> dict[str, float]:
    """Returns how far a graph's scores (probabilities, uncalibrated) and embeddings are from another's."""
    gaps, cosines = [], []
    for row in rows:
        expected, found = (golden.answers(each, row, pooling) for each in (reference, session))
        for name, values in expected.items():
            if name == "embedding":
                cosines.append(float(values @ found[name]))
            else:
                gaps.append(np.abs(scores(values, task) - scores(found[name], task)))
    figures = {}
    if gaps:
        flat = np.concatenate(gaps)
        figures |= {"max_score_difference": float(flat.max()), "mean_score_difference": float(flat.mean())}
    if cosines:
        figures |= {"min_cosine": min(cosines), "mean_cosine": float(np.mean(cosines))}
    return figures


def scores(logits: np.ndarray, task: Task) -> np.ndarray:
    """Converts logits to probabilities: of exclusive classes for NLI, and of each label otherwise."""
    if task == "nli":
        powers = np.exp(logits - logits.max())
        return powers / powers.sum()
    return 1 / (1 + np.exp(-logits))


def milliseconds(session: graph.Session, vocabulary: int, positions: int, repeats: int = 9) -> float:
    """Returns the median time for one text of 128 tokens, or as many as the model reads, on one thread."""
    length = min(128, positions)
    row = Row([number % vocabulary for number in range(length)], [0] * length)
    session.run(row)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        session.run(row)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))
