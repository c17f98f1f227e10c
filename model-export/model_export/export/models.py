"""Opens a PyTorch model of any supported kind for export."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import AutoConfig, AutoModelForSequenceClassification, PretrainedConfig

from model_export.errors import InputError
from model_export.export import graph
from model_export.export.export_settings import ExportSettings, Task
from model_export.model import bert

# The heads that finetune and nli write, and the task of a model that has only this head.
TASK_OF_HEAD = {"labels": "multi-label", "nli": "nli"}


@dataclass(frozen=True)
class Model:
    """A PyTorch model for export.

    module: called with `mask` and the inputs. Returns a tuple of the outputs.
    classes: the names of a classifier's outputs. Empty for an encoder.
    """

    module: nn.Module
    task: Task
    inputs: tuple[str, ...]
    outputs: tuple[graph.Output, ...]
    classes: tuple[str, ...]
    config: PretrainedConfig


class Encoding(nn.Module):
    """Computes token vectors, and the logits of each head."""

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
    """Computes the logits of a sequence classifier."""

    def __init__(self, model: nn.Module, only_head: str | None = None):
        super().__init__()
        self.model, self.only_head = model, only_head

    def forward(self, mask: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor]:
        if self.only_head is None:
            return (self.model(**inputs).logits,)
        hidden = self.model.bert(**inputs).last_hidden_state
        return (self.model.score(bert.pool(hidden, mask, self.model.config.pooling), self.only_head),)


def open_model(folder: Path, settings: ExportSettings) -> Model:
    """Opens the model of a folder. Settings override what its configuration says."""
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
    """Returns the name of a head's output in the graph: issue_type for issue-type."""
    return head.replace("-", "_")


def positions(config: PretrainedConfig) -> int:
    """Returns the most tokens that a model can read. Models without a table of positions read any number."""
    positions = getattr(config, "max_position_embeddings", None)
    if not positions or getattr(config, "position_buckets", 0) > 0:
        return 1_000_000
    # RoBERTa and similar models count positions from the padding's id.
    shifted = config.model_type in ("camembert", "mpnet", "roberta", "xlm-roberta")
    return positions - (config.pad_token_id + 1 if shifted else 0)


def max_length(wanted: int, config: PretrainedConfig) -> int:
    if wanted > positions(config):
        raise InputError(f"--max-length {wanted}: the model takes {positions(config)} tokens at most")
    return wanted
