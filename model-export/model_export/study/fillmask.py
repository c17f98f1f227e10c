"""Scores labels by the probability of their words at a mask in a sentence after the issue."""

import collections
from collections.abc import Sequence

import numpy as np
import torch

from model_export.model import inference, tokens
from model_export.model.device import Device
from model_export.model.tokens import Batch, Row, Tokens
from model_export.training.adapt import MaskedModel


def label_scores(
    model: MaskedModel,
    row_tokens: Tokens,
    device: Device,
    texts: Sequence[str],
    template: str,
    words: Sequence[Sequence[str]],
) -> np.ndarray:
    """Returns the probability of each label, [texts, labels]. Each row adds up to 1.

    words: of each label. A word of several pieces has as many masks, and the mean of their log-probabilities counts. A
        label's score is the mean probability of its words.
    """
    pieces = {
        word: row_tokens.tokenizer.encode(word, add_special_tokens=False).ids for group in words for word in group
    }
    by_count = collections.defaultdict(list)
    for word, ids in pieces.items():
        by_count[len(ids)].append(word)
    chance = {}
    for count, group in by_count.items():
        logs = _log_chances(model, row_tokens, device, texts, template, count)
        for word in group:
            chance[word] = np.exp(logs[:, range(count), pieces[word]].mean(axis=1))
    scores = np.stack([np.mean([chance[word] for word in group], axis=0) for group in words], axis=1)
    return scores / np.maximum(scores.sum(axis=1, keepdims=True), 1e-30)


def _log_chances(
    model: MaskedModel, row_tokens: Tokens, device: Device, texts: Sequence[str], template: str, count: int
) -> np.ndarray:
    """Returns the log-probability of each vocabulary entry at each mask, [texts, masks, vocabulary]."""
    mask = tokens.special_id(row_tokens.tokenizer, "mask")
    rows = cloze_rows(row_tokens, texts, template, count)

    def told(batch: Batch) -> torch.Tensor:
        logits, _ = model(batch, batch.input_ids == mask)
        return logits.float().log_softmax(-1).reshape(len(batch.input_ids), count, -1)

    return inference.over_rows(told, rows, row_tokens, device)


def cloze_rows(row_tokens: Tokens, texts: Sequence[str], template: str, count: int) -> list[Row]:
    """Returns a row for each text, cut to fit, followed by the template with `count` masks in its `{}`."""
    tokenizer = row_tokens.tokenizer
    mask, cls, sep = (tokens.special_id(tokenizer, role) for role in ("mask", "cls", "sep"))
    spelled = " ".join([tokenizer.id_to_token(mask)] * count)
    tail = [*tokenizer.encode(template.format(spelled), add_special_tokens=False).ids, sep]
    room = max(1, row_tokens.max_length - len(tail) - 1)
    rows = []
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        # A mask in the issue's own text must not be filled.
        ids = [cls, *(number for number in encoding.ids if number != mask)][: room + 1] + tail
        rows.append(Row(ids, [0] * len(ids)))
    return rows
