"""The matcher's network, in two forms.

As it ships, in blocks: a label's tokens attend to the issue and to themselves, the issue's tokens attend to the issue
    only, and positions start at 0 in each block. So the first token's vector is the issue's embedding whatever labels
    follow, and a label's score depends neither on the other labels nor on their order.

As a teacher, whole: every token attends to every other, as in GLiClass (Stepanov et al. 2025, arXiv 2508.07662). The
    network then compares labels with each other, which is more accurate but loses the guarantees of the first form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoConfig, AutoModel, PreTrainedModel

from model_export.data.repositories import TYPES
from model_export.errors import InputError
from model_export.model import bert
from model_export.training.nli import CLASSES, ENTAILMENT

PADDING = -1  # the block of padding
HEADS = "heads.safetensors"
MODELS = ("bert", "mpnet")


class Arrays(NamedTuple):
    """Issues and their labels.

    input_ids, position_ids, block_ids: int64 [rows, tokens]. The block is 0 for the issue, k for the k-th label, and
        PADDING after the end.
    markers: int64 [rows, labels], the position of each label's marker. 0 if a row has fewer labels.
    listed: bool [rows, labels], whether the label exists.
    """

    input_ids: np.ndarray
    position_ids: np.ndarray
    block_ids: np.ndarray
    markers: np.ndarray
    listed: np.ndarray


@dataclass(frozen=True)
class Rows:
    """The same as tensors."""

    input_ids: torch.Tensor
    position_ids: torch.Tensor
    block_ids: torch.Tensor
    markers: torch.Tensor
    listed: torch.Tensor


@dataclass(frozen=True)
class Answers:
    """The outputs of the network.

    embedding: [rows, hidden], the issue's first token, in fp32, not normalized.
    classes: [rows, labels, CLASSES], logits of entailment.
    types: [rows, TYPES], logits.
    """

    embedding: torch.Tensor
    classes: torch.Tensor
    types: torch.Tensor

    def match(self) -> torch.Tensor:
        """Returns the log-odds that the issue entails what each label says, [rows, labels]."""
        return log_odds(self.classes)


def log_odds(classes: torch.Tensor) -> torch.Tensor:
    """Returns the log-odds of entailment against all other classes, from logits [..., CLASSES]."""
    others = [number for number in range(len(CLASSES)) if number != ENTAILMENT]
    return classes[..., ENTAILMENT] - torch.logsumexp(classes[..., others], dim=-1)


class Matcher(nn.Module):
    """An encoder, a head on each label's marker, and a head for types on the issue's first token."""

    def __init__(self, encoder: PreTrainedModel, blocks: bool, dropout: float = 0.0):
        super().__init__()
        self.bert, self.blocks, self.config = encoder, blocks, encoder.config
        self.dropout = nn.Dropout(dropout)
        self.match = nn.Linear(encoder.config.hidden_size, len(CLASSES))
        self.types = nn.Linear(encoder.config.hidden_size, len(TYPES))
        for head in (self.match, self.types):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, rows: Rows) -> Answers:
        hidden = self.hidden(rows.input_ids, rows.position_ids, rows.block_ids).float()
        first = hidden[:, 0]
        marked = hidden.gather(1, rows.markers.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        with torch.autocast(hidden.device.type, enabled=False):
            return Answers(first, self.match(self.dropout(marked)), self.types(self.dropout(first)))

    def hidden(self, input_ids: torch.Tensor, position_ids: torch.Tensor, block_ids: torch.Tensor) -> torch.Tensor:
        """Returns the vector of each token, [rows, tokens, hidden]."""
        if not self.blocks:
            return self.bert(input_ids=input_ids, attention_mask=(block_ids != PADDING).long()).last_hidden_state
        return self.bert(
            input_ids=input_ids,
            position_ids=position_ids,
            token_type_ids=(block_ids > 0).long(),
            attention_mask=seen(block_ids, self.config._attn_implementation == "sdpa"),
        ).last_hidden_state

    def positions(self) -> int:
        """Returns the most tokens of a text."""
        # MPNet counts positions from the one after padding's.
        return self.config.max_position_embeddings - (2 if self.config.model_type == "mpnet" else 0)


def seen(block_ids: torch.Tensor, as_bool: bool = False) -> torch.Tensor:
    """Returns the attention mask, [rows, 1, tokens, tokens]: 0 or the lowest number, or True and False."""
    sees = (block_ids[:, None, :] == 0) | (block_ids[:, None, :] == block_ids[:, :, None])
    if as_bool:
        return sees[:, None]
    return (1.0 - sees[:, None].float()) * torch.finfo(torch.float32).min


def load(base: Path, *, blocks: bool, attention: str, dropout: float = 0.0) -> Matcher:
    """Loads a matcher on an encoder's folder, or the matcher of a folder, in fp32 and evaluation mode.

    Raises InputError if the encoder does not support the form.
    """
    config = AutoConfig.from_pretrained(base)
    if config.model_type not in MODELS:
        raise InputError(f"{base} is a model of type {config.model_type!r}; a matcher can be made of {MODELS}")
    if blocks and config.model_type != "bert":
        raise InputError(f"{base} is a model of type {config.model_type!r}, which can only be trained with --whole")
    if config.model_type == "mpnet":
        attention = "eager"  # the only one in transformers with relative positions
    if attention == "sdpa":
        # cuDNN's attention compiles a plan for every new shape, about 0.3 s each, and most batches have a new shape.
        torch.backends.cuda.enable_cudnn_sdp(False)
    for name, value in bert.dropout(0.0).items():
        setattr(config, name, value)
    with bert.quiet():
        encoder = AutoModel.from_pretrained(
            base, config=config, attn_implementation=attention, dtype=torch.float32, add_pooling_layer=False
        )
    model = Matcher(encoder, blocks, dropout)
    if (base / HEADS).is_file():
        found = model.load_state_dict(load_file(base / HEADS), strict=False)
        if found.unexpected_keys or not all(name.startswith("bert.") for name in found.missing_keys):
            raise InputError(f"{base / HEADS} does not hold the heads of a matcher")
    return model.eval()


def save(model: Matcher, folder: Path) -> None:
    """Writes the encoder as Hugging Face does, and the heads beside it. The caller writes the tokenizer."""
    with bert.quiet():
        model.bert.save_pretrained(folder)
    heads = {name: each for name, each in model.state_dict().items() if not name.startswith("bert.")}
    save_file({name: each.cpu().contiguous() for name, each in heads.items()}, folder / HEADS)


def assemble(
    texts: Sequence[Sequence[int]],
    labels: Sequence[Sequence[int]],
    listed: Sequence[Sequence[int]],
    marker: int,
    pad: int,
) -> Arrays:
    """Returns the arrays of texts and their lists.

    texts: token ids of each text with its markers.
    labels: token ids of each label without markers, already cut.
    listed: for each text the indices of its labels.
    """
    lengths = [len(text) + sum(1 + len(labels[n]) for n in chosen) for text, chosen in zip(texts, listed, strict=True)]
    width, most = max(lengths), max(1, max(len(chosen) for chosen in listed))
    ids = np.full((len(texts), width), pad, np.int64)
    positions = np.zeros_like(ids)
    blocks = np.full_like(ids, PADDING)
    markers, there = np.zeros((len(texts), most), np.int64), np.zeros((len(texts), most), bool)
    for row, (text, chosen) in enumerate(zip(texts, listed, strict=True)):
        at = len(text)
        ids[row, :at], positions[row, :at], blocks[row, :at] = text, np.arange(at), 0
        for number, place in enumerate(chosen):
            end = at + 1 + len(labels[place])
            ids[row, at], ids[row, at + 1 : end] = marker, labels[place]
            positions[row, at:end], blocks[row, at:end] = np.arange(end - at), number + 1
            markers[row, number], there[row, number] = at, True
            at = end
    return Arrays(ids, positions, blocks, markers, there)


def rows_of(arrays: Arrays, device: str) -> Rows:
    """Returns the arrays as tensors on a device."""
    return Rows(*(torch.from_numpy(each).to(device, non_blocking=True) for each in arrays))
