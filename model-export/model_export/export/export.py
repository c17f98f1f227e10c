"""Writes a model as a bundle that the App loads.

    model-export export models/encoder --out bundles/encoder --base-model BAAI/bge-small-en-v1.5 --base-license MIT
    ./issue-tagger serve --model bundles/encoder

Takes a model folder of any step here, or any Hugging Face encoder, sequence classifier or NLI model that reads token
ids, as a folder or from the hub pinned to a commit:

    model-export export MoritzLaurer/deberta-v3-base-zeroshot-v2.0@COMMIT --quantize none --out bundles/deberta …

The fp32 graph is compared with PyTorch and refused when they differ by more than 1e-4. Then it is quantized to int8 in
each of the ways that --quantize names, and each is measured against fp32. Kept is the first whose scores stay
within --tolerance, or the nearest where none does; the model card lists what was measured.

A model folder may hold an outputs.json, which says how its outputs become probabilities; `finetune`, `nli` and
`embed` write it, and it may be edited:

    {"heads": {"issue-type": {"labels": [{"name": "bug", "threshold": 0.4,
                                          "calibration": {"slope": 1.1, "intercept": -0.2}}, …],
                              "ngrams": {"file": "issue-type.ngrams.tsv", "weight": 0.5}}},
     "entailment": {"threshold": 0.5, "calibration": {…}}, "similarity": {…}, "fusion": {…}, "types": {…}}
"""

import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import torch
from torch import nn
from transformers import AutoConfig, AutoModelForSequenceClassification, PretrainedConfig

from model_export import jsonl, output, progress
from model_export.data import clean
from model_export.errors import InputError
from model_export.export import bundle, card, golden, graph, quantize
from model_export.export.bundle import OUTPUTS
from model_export.matcher import export as matcher
from model_export.model import bert
from model_export.model.tokens import Row, Tokens
from model_export.settings import argument, option
from model_export.training import lineage

TOLERANCE = 1e-4
MEGABYTE = 1_000_000

Task = Literal["encoder", "multi-label", "nli"]


@dataclass(frozen=True)
class ExportSettings:
    model: str = argument(help="Model's folder, or OWNER/NAME@COMMIT on the Hugging Face hub.")
    out: Path = option(help="Folder of the bundle.")
    base_model: str = option(help="Public name of the base model, for the bundle and its card.")
    base_license: str = option(help="Its licence, as an SPDX identifier where there is one.")
    name: str | None = option(None, help="Name of the bundle; by default that of --out.")
    version: str = option("1", help="Version of the bundle.")
    task: Task | None = option(None, help="What the model computes; by default what its configuration says.")
    classes: tuple[str, ...] = option((), help="Names of an NLI model's outputs in order, where it does not name them.")
    max_length: int = option(256, help="Longest input in tokens.")
    pooling: Literal["mean", "cls"] | None = option(None, help="Of an encoder; by default what its folder says.")
    quantize: tuple[str, ...] = option(
        get_args(quantize.Method), help="Ways to try, best liked first: dynamic, mixed, weight-only; none keeps fp32."
    )
    reduce_range: bool = option(False, help="Weights in 7 bits, for x86 CPUs without VNNI.")
    unsigned: bool = option(False, help="Weights as uint8, for the same; slower, and 8 bits.")
    tolerance: float = option(0.05, help="How far a quantized score, 0-1, may be from fp32's.")
    max_megabytes: int = option(40, help="A larger bundle in int8 is refused.")
    types_head: bool = option(True, help="Of a matcher: keep the head that tells issue types.")
    texts: Path | None = option(None, help="JSON lines of issues to measure on, 200 at most; else the golden texts.")
    training_data: tuple[str, ...] = option((), help="What it was trained on, where the folder does not say.")

    def __post_init__(self) -> None:
        if self.quantize != ("none",) and (unknown := set(self.quantize) - set(get_args(quantize.Method))):
            raise ValueError(
                f"--quantize {', '.join(sorted(unknown))}: give {', '.join(get_args(quantize.Method))}, or none alone"
            )
        if self.reduce_range and self.unsigned:
            raise ValueError("--reduce-range and --unsigned exclude each other: both are against the same overflow")


@dataclass(frozen=True)
class Model:
    """A PyTorch model as export needs it.

    module: called with `mask` and the inputs, gives a tuple of the outputs.
    classes: the names of a classifier's outputs; empty for an encoder.
    """

    module: nn.Module
    task: Task
    inputs: tuple[str, ...]
    outputs: tuple[graph.Output, ...]
    classes: tuple[str, ...]
    config: PretrainedConfig


class Encoding(nn.Module):
    """Token vectors, and the logits of each head."""

    def __init__(self, model: nn.Module, heads: bert.BertWithHeads | None, pooling: bert.Pooling):
        super().__init__()
        self.model, self.heads, self.pooling = model, heads, pooling

    def forward(self, mask: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        hidden = self.model(**inputs).last_hidden_state
        if self.heads is None:
            return (hidden,)
        pooled = bert.pool(hidden, mask, self.pooling)
        return hidden, *(self.heads.score(pooled, name) for name in self.heads.heads)


class Classifying(nn.Module):
    """The logits of a sequence classifier."""

    def __init__(self, model: nn.Module, only_head: str | None = None):
        super().__init__()
        self.model, self.only_head = model, only_head

    def forward(self, mask: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor]:
        if self.only_head is None:
            return (self.model(**inputs).logits,)
        hidden = self.model.bert(**inputs).last_hidden_state
        return (self.model.score(bert.pool(hidden, mask, self.model.config.pooling), self.only_head),)


def run(settings: ExportSettings) -> dict[str, Any]:
    """Writes the bundle; gives what it measured.

    Raises InputError when the model is of no kind that the App can run, when ONNX and PyTorch disagree, or when the
    bundle is too large.
    """
    folder = bert.resolve(settings.model)
    if matcher.is_matcher(folder):
        return _matcher(settings, folder)
    model = open_model(folder, settings)
    pooling = settings.pooling or getattr(model.config, "pooling", "cls")
    row_tokens = Tokens.open(folder, _max_length(settings.max_length, model.config))
    cases = golden.cases(pairs=model.task == "nli")
    with output.folder(settings.out) as out, tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch, "fp32.onnx")
        figures: dict[str, Any] = {"fp32_max_abs_difference": to_onnx(model, row_tokens, cases, fp32)}
        measured = golden.cases(model.task == "nli", _texts(settings.texts))
        rows = golden.rows(measured, row_tokens)
        precision, chosen, quantized = _smaller(settings, model, fp32, rows, pooling, Path(scratch))
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
        manifest, files = _manifest(settings, model, folder, pooling, row_tokens.max_length, steps, precision)
        for name in files:
            shutil.copyfile(folder / name, out / name)
        written = bundle.write(out, manifest, [bundle.MODEL, bundle.TOKENIZER, *files])
        (out / card.FILE).write_text(card.render(written, steps, figures), encoding="utf-8")
        return output.write_metrics(out, "export", settings, figures)


def _matcher(settings: ExportSettings, folder: Path) -> dict[str, Any]:
    """Writes the bundle of a matcher."""
    _max_length(settings.max_length, AutoConfig.from_pretrained(folder))
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
            **fields, **_origin(settings, folder, steps),
        }  # fmt: skip
        written = bundle.write(out, manifest, [bundle.MODEL, bundle.TOKENIZER, *files])
        (out / card.FILE).write_text(card.render(written, steps, figures), encoding="utf-8")
        return output.write_metrics(out, "export", settings, figures)


def open_model(folder: Path, settings: ExportSettings) -> Model:
    """The model of a folder, taken for what it is or for what the settings say."""
    config = AutoConfig.from_pretrained(folder)
    architecture = (getattr(config, "architectures", None) or [""])[0]
    if architecture == bert.BertWithHeads.__name__:
        return _ours(folder, settings)
    if architecture.endswith("ForSequenceClassification"):
        return _classifier(folder, config, settings)
    if settings.task in (None, "encoder"):
        model = bert.load_encoder(str(folder))
        pooling = settings.pooling or getattr(config, "pooling", "cls")
        module = Encoding(model, None, pooling).eval()
        return Model(module, "encoder", graph.accepted(model), (graph.TOKEN_VECTORS,), (), model.config)
    raise InputError(f"{folder} holds {architecture or 'an encoder'}, which cannot be exported as {settings.task}")


def _ours(folder: Path, settings: ExportSettings) -> Model:
    model = bert.load(str(folder))
    names = list(model.heads)
    heads = getattr(model.config, "heads", {})
    task = settings.task or ("encoder" if len(names) != 1 else TASK_OF_HEAD.get(names[0], "encoder"))
    if task == "encoder":
        outputs = (graph.TOKEN_VECTORS, *(graph.logits(output_name(name)) for name in names))
        pooling = settings.pooling or model.config.pooling
        module = Encoding(model.bert, model if names else None, pooling)
        return Model(module.eval(), task, graph.INPUTS, outputs, (), model.config)
    if len(names) != 1:
        raise InputError(f"{folder} has {len(names)} heads ({', '.join(names)}); a {task} model has one")
    module = Classifying(model, names[0]).eval()
    return Model(module, task, graph.INPUTS, (graph.logits(),), tuple(heads[names[0]]), model.config)


# The heads that finetune and nli write, and the task that a model with such a head alone is for.
TASK_OF_HEAD = {"labels": "multi-label", "nli": "nli"}


def _classifier(folder: Path, config: PretrainedConfig, settings: ExportSettings) -> Model:
    with bert.quiet():
        model = AutoModelForSequenceClassification.from_pretrained(
            folder, attn_implementation="eager", dtype=torch.float32
        ).eval()
    classes = settings.classes or tuple(config.id2label[number] for number in sorted(config.id2label))
    if len(classes) != config.num_labels:
        raise InputError(f"--classes names {len(classes)} outputs; {folder} has {config.num_labels}")
    lower = tuple(name.lower() for name in classes)
    task = settings.task or ("nli" if "entailment" in lower else "multi-label")
    if task == "nli" and ("entailment" not in lower or len(lower) > 3):
        raise InputError(
            f"{folder} names its outputs {', '.join(classes)}: none of two or three is 'entailment'; "
            "name them in order with --classes, for example contradiction entailment neutral"
        )
    if all(name.startswith("label_") for name in lower):
        raise InputError(f"{folder} does not say what its outputs are; name them in order with --classes")
    classes = lower if task == "nli" else classes
    return Model(Classifying(model).eval(), task, graph.accepted(model), (graph.logits(),), classes, model.config)


def output_name(head: str) -> str:
    """The name of a head's output in the graph: issue_type for issue-type."""
    return head.replace("-", "_")


def to_onnx(model: Model, row_tokens: Tokens, cases: Sequence[golden.Case], path: Path) -> float:
    """Writes the fp32 graph; gives its largest absolute difference from PyTorch. InputError when that is too large."""
    rows = golden.rows(cases, row_tokens)
    nearest, problem = float("inf"), None
    # transformers' own masks bake the traced shape into some graphs, and some models take no other.
    for additive in (True, False):
        try:
            vocabulary = model.config.vocab_size
            graph.trace(model.module, model.inputs, model.outputs, path, additive=additive, vocabulary=vocabulary)
            found = graph.difference(graph.Session(path), model.module, model.inputs, model.outputs, row_tokens, rows)
        except Exception as failure:  # the tracer, the checker and the runtime each have errors of their own
            problem = failure
            continue
        if found <= TOLERANCE:
            return found
        nearest = min(nearest, found)
    if nearest < float("inf"):
        raise InputError(f"the ONNX graph differs from PyTorch by {nearest:.2g}, more than {TOLERANCE}: not exported")
    raise InputError(f"cannot write this model as ONNX: {problem}") from problem


def _smaller(
    settings: ExportSettings, model: Model, fp32: Path, rows: Sequence[Row], pooling: str, scratch: Path
) -> tuple[str, Path, dict[str, Any]]:
    """The precision that is kept, its file, and what was measured of each way to quantize."""
    if settings.quantize == ("none",):
        return "fp32", fp32, {}
    figures: dict[str, dict[str, float]] = {}
    for method in progress.track(settings.quantize, "quantize"):
        path = scratch / f"{method}.onnx"
        quantize.quantize(fp32, path, method, settings.reduce_range, settings.unsigned)
        figures[method] = deviation(graph.Session(fp32), graph.Session(path), rows, pooling, model.task) | {
            "megabytes": path.stat().st_size / MEGABYTE,
            "milliseconds": milliseconds(graph.Session(path), model.config.vocab_size, _positions(model.config)),
        }
        if figures[method].get("max_score_difference", 0.0) <= settings.tolerance and _near(figures[method]):
            break
    within = [each for each in figures if figures[each].get("max_score_difference", 0.0) <= settings.tolerance]
    kept = next((each for each in within if _near(figures[each])), None)
    kept = kept or max(figures, key=lambda each: _closeness(figures[each]))
    return f"int8, {kept}", scratch / f"{kept}.onnx", figures


# Mean cosine of the embeddings; below, one neighbour in ten is another.
LEAST_COSINE = 0.99


def _near(figures: Mapping[str, float]) -> bool:
    return figures.get("mean_cosine", 1.0) >= LEAST_COSINE


def _closeness(figures: Mapping[str, float]) -> tuple[float, float]:
    return -figures.get("max_score_difference", 0.0), figures.get("mean_cosine", 1.0)


def deviation(
    reference: graph.Session, session: graph.Session, rows: Sequence[Row], pooling: str, task: Task
) -> dict[str, float]:
    """How far a graph's scores (probabilities, uncalibrated) and embeddings are from another's."""
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
    """Logits as probabilities: of classes that exclude each other for NLI, else of each label."""
    if task == "nli":
        powers = np.exp(logits - logits.max())
        return powers / powers.sum()
    return 1 / (1 + np.exp(-logits))


def milliseconds(session: graph.Session, vocabulary: int, positions: int, repeats: int = 9) -> float:
    """The median time of one text of 128 tokens, or as many as the model takes, on one thread."""
    length = min(128, positions)
    row = Row([number % vocabulary for number in range(length)], [0] * length)
    session.run(row)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        session.run(row)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))


def _positions(config: PretrainedConfig) -> int:
    """The most tokens that a model can take; those without a table of positions take any number."""
    positions = getattr(config, "max_position_embeddings", None)
    if not positions or getattr(config, "position_buckets", 0) > 0:
        return 1_000_000
    # RoBERTa and its kin count from behind the padding's id.
    shifted = config.model_type in ("camembert", "mpnet", "roberta", "xlm-roberta")
    return positions - (config.pad_token_id + 1 if shifted else 0)


def _max_length(wanted: int, config: PretrainedConfig) -> int:
    if wanted > _positions(config):
        raise InputError(f"--max-length {wanted}: the model takes {_positions(config)} tokens at most")
    return wanted


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


def _manifest(
    settings: ExportSettings,
    model: Model,
    folder: Path,
    pooling: str,
    max_length: int,
    steps: list[dict[str, Any]],
    precision: str,
) -> tuple[dict[str, Any], list[str]]:
    """bundle.json without its files' hashes, and the names of further files of the model's folder."""
    told = jsonl.read_json(folder / OUTPUTS) if (folder / OUTPUTS).is_file() else {}
    manifest: dict[str, Any] = {
        "name": settings.name or settings.out.name,
        "version": settings.version,
        "task": model.task,
        "maxLength": max_length,
    }
    files: list[str] = []
    if precision in ("int8, dynamic", "int8, mixed"):
        manifest["maxRows"] = 1
    if model.task == "encoder":
        manifest |= {"pooling": pooling, "normalize": True}
        if heads := _heads(getattr(model.config, "heads", {}), told.get("heads", {})):
            manifest["heads"] = heads
            files = [head["ngrams"]["file"] for head in heads if "ngrams" in head]
    elif model.task == "multi-label":
        (labels,) = told.get("heads", {"labels": {}}).values()
        manifest["labels"] = _labels(model.classes, labels)
        if "ngrams" in labels:
            manifest["ngrams"] = labels["ngrams"]
            files = [labels["ngrams"]["file"]]
    else:
        known = told.get("entailment", {})
        calibration = known.get("calibration", {"slope": 1.0, "intercept": 0.0})
        manifest["entailment"] = {
            "classes": list(model.classes),
            "threshold": known.get("threshold", 0.5),
            "calibration": calibration,
        }
    return manifest | _origin(settings, folder, steps), files


def _origin(settings: ExportSettings, folder: Path, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """What every bundle says of its weights for other rungs, and of how it was made."""
    told = jsonl.read_json(folder / OUTPUTS) if (folder / OUTPUTS).is_file() else {}
    origin: dict[str, Any] = {name: told[name] for name in ("similarity", "fusion", "types") if name in told}
    origin |= {
        "base": {"model": settings.base_model, "license": settings.base_license},
        "trainingData": list(settings.training_data) or lineage.training_data(steps),
        "metrics": lineage.results(steps),
    }
    if until := lineage.trained_until(steps):
        origin[lineage.UNTIL] = until
    if trained := lineage.trained_repositories(steps):
        origin[lineage.REPOSITORIES] = trained
    return origin


def _heads(heads: Mapping[str, list[str]], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    written = []
    for name, labels in heads.items():
        known = told.get(name, {})
        head = {"name": name, "output": output_name(name), "labels": _labels(labels, known)}
        if "ngrams" in known:
            head["ngrams"] = known["ngrams"]
        written.append(head)
    return written


def _labels(names: Sequence[str], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The labels in the order of the outputs, with what is told of each."""
    known = {each["name"]: each for each in told.get("labels", [])}
    if unknown := known.keys() - set(names):
        raise InputError(f"{OUTPUTS} tells of labels that the model does not have: {', '.join(sorted(unknown))}")
    return [known.get(name, bundle.label(name)) for name in names]
