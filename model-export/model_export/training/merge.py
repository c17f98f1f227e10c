"""Averages the weights of models that descend from one base: one model as good as several, at the cost of one.

Models that were fine-tuned from the same weights, with other data or another seed, are in one basin of the loss. The
mean of their weights is often better than each of them (Wortsman et al., "Model soups", 2022). The mean of a fine-tuned
model and its base keeps more of the base's quality on other data (WiSE-FT: Wortsman et al., "Robust fine-tuning of
zero-shot models", 2022). The mean of models without a common base is useless.

    model-export merge models/first models/second models/base \\
      --weights 0.25 --weights 0.25 --weights 0.5 --out models/encoder

A head is averaged over the models that have it, so a base without heads does not weaken it. Calibrations, thresholds
and n-gram tables were fitted to one of the models and are not copied. `ngrams` fits them again. The lineage keeps the
figures of the single models as results_before_merge, because they do not apply to the mean. The mean was trained until
the newest issue of any of the models. This date is unknown if one of them does not name it.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, PretrainedConfig

from model_export import output
from model_export.errors import InputError
from model_export.model import bert, tokens
from model_export.settings import argument, option
from model_export.training import lineage

WEIGHTS = "model.safetensors"
TOKENIZER = (tokens.FILE, "tokenizer_config.json", "special_tokens_map.json")

# Fields in which two configurations must agree, so that their weights have the same meaning.
ARCHITECTURE = (
    "model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
    "max_position_embeddings", "type_vocab_size", "hidden_act", "layer_norm_eps",
)  # fmt: skip
ENCODER = ("bert.embeddings.", "bert.encoder.")
HEADS = ("heads.", "classifier.")
POOLER = "bert.pooler."  # of a classifier, which is trained together with its head


@dataclass(frozen=True)
class MergeSettings:
    models: tuple[str, ...] = argument(help="Folders of models, or OWNER/NAME@COMMIT on the Hugging Face hub.")
    out: Path = option(help="Folder to write the model to.")
    weights: tuple[float, ...] = option((), help="Weight of each model, in their order. Equal by default.")

    def __post_init__(self) -> None:
        if len(self.models) < 2:
            raise ValueError("name at least two models to average")
        if self.weights and len(self.weights) != len(self.models):
            raise ValueError(f"--weights: {len(self.weights)} for {len(self.models)} models; give one for each")
        if any(not 0 < weight < float("inf") for weight in self.weights):
            raise ValueError("--weights must be above 0. Leave out a model that should not count")

    def shares(self) -> list[float]:
        """Returns the weight of each model. The weights add up to 1."""
        weights = self.weights or (1.0,) * len(self.models)
        return [weight / sum(weights) for weight in weights]


@dataclass(frozen=True)
class Part:
    """A model that is averaged.

    encoder: tensors by their names in a model with heads, which start with one of ENCODER.
    heads: tensors of heads and of what is trained with them. Empty for a bare encoder.
    """

    folder: Path
    share: float
    config: PretrainedConfig
    encoder: dict[str, torch.Tensor]
    heads: dict[str, torch.Tensor]


def run(given: MergeSettings) -> dict[str, Any]:
    """Averages, writes the model's folder, and returns the share of each model."""
    output.refuse_existing(given.out)
    parts = [read(bert.resolve(name), share) for name, share in zip(given.models, given.shares(), strict=True)]
    require_alike(parts)
    with_heads = [part for part in parts if part.heads]
    begun = (with_heads or parts)[0]
    if hasattr(begun.config, "heads"):
        begun.config.heads = {name: labels for part in with_heads for name, labels in part.config.heads.items()}
    merged = mean([(part.share, part.encoder) for part in parts])
    merged |= mean([(part.share, part.heads) for part in with_heads])
    with output.folder(given.out) as out:
        begun.config.save_pretrained(out)
        save_file(merged, out / WEIGHTS, metadata={"format": "pt"})
        for name in TOKENIZER:
            if (begun.folder / name).is_file():
                shutil.copyfile(begun.folder / name, out / name)
        shares = [{"model": name, "share": part.share} for name, part in zip(given.models, parts, strict=True)]
        return output.write_metrics(out, "merge", given, {"shares": shares, lineage.KEY: steps(parts)})


def read(folder: Path, share: float) -> Part:
    """Reads a model's weights. Raises InputError if the folder has none that can be averaged."""
    try:
        tensors = load_file(folder / WEIGHTS)
    except (OSError, SafetensorError) as problem:
        raise InputError(f"cannot read {folder / WEIGHTS}: {problem}") from problem
    # A bare BertModel, as the hub has them, names its tensors without the prefix.
    bare = not any(name.startswith("bert.") for name in tensors)
    named = {f"bert.{name}" if bare else name: tensor for name, tensor in tensors.items() if tensor.is_floating_point()}
    heads = {name: tensor for name, tensor in named.items() if name.startswith(HEADS)}
    if heads:
        heads |= {name: tensor for name, tensor in named.items() if name.startswith(POOLER)}
    encoder = {name: tensor for name, tensor in named.items() if name.startswith(ENCODER)}
    return Part(folder, share, AutoConfig.from_pretrained(folder), encoder, heads)


def require_alike(parts: Sequence[Part]) -> None:
    """Raises InputError if a weight of one model means something else in another."""
    first = parts[0]
    vocabulary = tokens.read(first.folder / tokens.FILE).get_vocab()
    for part in parts[1:]:
        both = f"{first.folder} and {part.folder}"
        for name in ARCHITECTURE:
            ours, theirs = (getattr(each.config, name, None) for each in (first, part))
            if ours != theirs:
                raise InputError(f"{both} differ in {name}, {ours} and {theirs}: merge models of one architecture")
        if {n: t.shape for n, t in first.encoder.items()} != {n: t.shape for n, t in part.encoder.items()}:
            raise InputError(f"{both} have encoders of other tensors: merge models of one architecture")
        if tokens.read(part.folder / tokens.FILE).get_vocab() != vocabulary:
            raise InputError(f"{both} have other vocabularies: merge models that began as one")
    poolings = {part.config.pooling for part in parts if hasattr(part.config, "pooling")}
    if len(poolings) > 1:
        raise InputError(f"the models pool token vectors in other ways: {', '.join(sorted(poolings))}")
    _require_heads_alike([part for part in parts if part.heads])


def _require_heads_alike(parts: Sequence[Part]) -> None:
    outputs: dict[str, tuple[Path, list[str] | dict[int, str]]] = {}
    for part in parts:
        if part.config.architectures != parts[0].config.architectures:
            raise InputError(f"{parts[0].folder} and {part.folder} have heads of other kinds, which have no mean")
        if any(name.startswith("classifier.") for name in part.heads):
            told = {"classifier": part.config.id2label}
        else:
            told = part.config.heads
        for name, labels in told.items():
            folder, known = outputs.setdefault(name, (part.folder, labels))
            if known != labels:
                raise InputError(f"{folder} and {part.folder} have other labels in their head {name!r}: {labels}")


def mean(parts: Sequence[tuple[float, dict[str, torch.Tensor]]]) -> dict[str, torch.Tensor]:
    """Returns the weighted mean of each tensor over the parts that have it, in fp32.

    Computed in fp64, so that the order of the parts does not matter.
    """
    merged = {}
    for name in dict.fromkeys(name for _, tensors in parts for name in tensors):
        found = [(share, tensors[name].double()) for share, tensors in parts if name in tensors]
        total = sum(share for share, _ in found)
        merged[name] = sum(tensor * (share / total) for share, tensor in found).float().contiguous()
    return merged


def steps(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Returns the steps that led to the models without duplicates, and without results as those of their mean."""
    found: list[dict[str, Any]] = []
    for part in parts:
        for step in lineage.of(part.folder):
            kept = {("results_before_merge" if name == "results" else name): value for name, value in step.items()}
            if kept not in found:
                found.append(kept)
    return found
