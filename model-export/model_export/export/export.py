"""Writes a model as a bundle that the App loads.

    model-export export models/encoder --out bundles/encoder --base-model BAAI/bge-small-en-v1.5 --base-license MIT
    ./issue-tagger serve --model bundles/encoder

Takes a model folder of any step here, or any Hugging Face encoder, sequence classifier or NLI model that reads token
ids, as a folder or from the hub pinned to a commit:

    model-export export MoritzLaurer/deberta-v3-base-zeroshot-v2.0@COMMIT --quantize none --out bundles/deberta …

The fp32 graph is compared with PyTorch and refused if they differ by more than 1e-4. Then it is quantized to int8 by
each method that --quantize names, and each result is compared with fp32. The first method whose scores stay within
--tolerance is kept, or the nearest one if none does. The model card lists the measurements.

A model folder may have an outputs.json, which says how its outputs become probabilities. `finetune`, `nli` and `embed`
write it, and you may edit it:

    {"heads": {"issue-type": {"labels": [{"name": "bug", "threshold": 0.4,
                                          "calibration": {"slope": 1.1, "intercept": -0.2}}, …],
                              "ngrams": {"file": "issue-type.ngrams.tsv", "weight": 0.5}}},
     "entailment": {"threshold": 0.5, "calibration": {…}}, "similarity": {…}, "fusion": {…}, "types": {…}}
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from transformers import AutoConfig

from model_export import jsonl, output
from model_export.data import clean
from model_export.errors import InputError
from model_export.export import bundle, card, golden, graph, matcher
from model_export.export.export_settings import ExportSettings
from model_export.export.manifest import manifest_of, origin
from model_export.export.models import max_length, open_model
from model_export.export.precision import MEGABYTE, smaller, to_onnx
from model_export.model import bert
from model_export.model.tokens import Tokens
from model_export.training import lineage

__all__ = ["ExportSettings", "run"]


def run(settings: ExportSettings) -> dict[str, Any]:
    """Writes the bundle, and returns the measured figures.

    Raises InputError if the App cannot run the model, if ONNX and PyTorch disagree, or if the bundle is too large.
    """
    folder = bert.resolve(settings.model)
    if matcher.is_matcher(folder):
        return _matcher(settings, folder)
    model = open_model(folder, settings)
    pooling = settings.pooling or getattr(model.config, "pooling", "cls")
    row_tokens = Tokens.open(folder, max_length(settings.max_length, model.config))
    cases = golden.cases(pairs=model.task == "nli")
    with output.folder(settings.out) as out, tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch, "fp32.onnx")
        figures: dict[str, Any] = {"fp32_max_abs_difference": to_onnx(model, row_tokens, cases, fp32)}
        measured = golden.cases(model.task == "nli", _texts(settings.texts))
        rows = golden.rows(measured, row_tokens)
        precision, chosen, quantized = smaller(settings, model, fp32, rows, pooling, Path(scratch))
        shutil.copyfile(chosen, out / bundle.MODEL)
        row_tokens.tokenizer.save(str(out / bundle.TOKENIZER))
        figures |= {
            "precision": precision,
            "megabytes": chosen.stat().st_size / MEGABYTE,
            "measured_on": len(rows),
            "quantized": quantized,
        }
        sessions = {"fp32": graph.Session(fp32)}
        if chosen != fp32:
            sessions["int8"] = graph.Session(chosen)
            _check_size(out, settings.max_megabytes)
        golden.write(out, cases, row_tokens, sessions, pooling)
        steps = lineage.of(folder)
        manifest, files = manifest_of(settings, model, folder, pooling, row_tokens.max_length, steps, precision)
        for name in files:
            shutil.copyfile(folder / name, out / name)
        written = bundle.write(out, manifest, [bundle.MODEL, bundle.TOKENIZER, *files])
        (out / card.FILE).write_text(card.render(written, steps, figures), encoding="utf-8")
        return output.write_metrics(out, "export", settings, figures)


def _matcher(settings: ExportSettings, folder: Path) -> dict[str, Any]:
    """Writes the bundle of a matcher."""
    max_length(settings.max_length, AutoConfig.from_pretrained(folder))
    with output.folder(settings.out) as out:
        figures = matcher.write(folder, out, settings)
        if settings.quantize != ("none",):
            _check_size(out, settings.max_megabytes)
        steps = lineage.of(folder)
        fields, files = matcher.manifest(folder, settings, figures["precision"])
        for name in files:
            shutil.copyfile(folder / name, out / name)
        manifest = {
            "name": settings.name or settings.out.name, "version": settings.version, "task": "matcher",
            **fields, **origin(settings, folder, steps),
        }  # fmt: skip
        written = bundle.write(out, manifest, [bundle.MODEL, bundle.TOKENIZER, *files])
        (out / card.FILE).write_text(card.render(written, steps, figures), encoding="utf-8")
        return output.write_metrics(out, "export", settings, figures)


def _texts(path: Path | None) -> Sequence[str]:
    if path is None:
        return golden.ISSUES
    issues = [issue for issue, _ in zip(jsonl.read(path), range(200), strict=False)]
    if not issues:
        raise InputError(f"{path} holds no issue to measure on")
    return [clean.whole(issue.get("title"), issue.get("body")) for issue in issues]


def _check_size(out: Path, most: int) -> None:
    size = sum(path.stat().st_size for path in out.iterdir()) / MEGABYTE
    if size > most:
        raise InputError(
            f"the bundle has {size:.1f} MB, more than {most}: take a smaller base, or raise --max-megabytes"
        )
