"""A classifier that fills masks: the probability of a label is that of its words at the masks of a pattern.

The pattern and the verbalizer follow T. Schick and H. Schütze: Exploiting Cloze Questions for Few-Shot Text
Classification and Natural Language Inference, EACL 2021, https://arxiv.org/abs/2001.07676. There the verbalizer gives
each class one token, and a softmax chooses one class. Here a label has several words of several tokens, and an issue
has several labels:

- A pattern has as many masks as the longest word has tokens. A word's log-probability is the mean over its tokens, each
  at its own mask, and a label's is that of the mean probability of its words.
- Each label has an offset, which turns this log-probability into log-odds. It starts where the mean over the training
  issues is the label's share of them, and is learned with the rest. The loss is binary cross-entropy.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from model_export.model import tokens
from model_export.model.device import Device
from model_export.model.tokens import Batch, Row, Tokens
from model_export.study.fillmask import cloze_rows
from model_export.study.training import Classifier, Recipe
from model_export.training import trainer
from model_export.training.adapt import MaskedModel

# Most masks in a pattern. Further tokens of a longer word are ignored.
MOST_MASKS = 4
# Most training issues for the initial offsets.
LOOKED_AT = 64


class Filler(nn.Module):
    """A masked language model that scores the words of labels.

    words: the words of each label, each as token ids.
    """

    def __init__(self, masked: MaskedModel, mask: int, words: Sequence[Sequence[Sequence[int]]]):
        super().__init__()
        self.masked, self.mask = masked, mask
        self.offset = nn.Parameter(torch.zeros(len(words)))
        flat = [list(word[:MOST_MASKS]) for group in words for word in group]
        self.counts = [len(group) for group in words]
        self.masks = max(map(len, flat))
        pieces, share = torch.zeros(len(flat), self.masks, dtype=torch.long), torch.zeros(len(flat), self.masks)
        for number, word in enumerate(flat):
            pieces[number, : len(word)] = torch.tensor(word)
            share[number, : len(word)] = 1 / len(word)
        self.register_buffer("pieces", pieces, persistent=False)
        self.register_buffer("share", share, persistent=False)
        self.register_buffer("places", torch.arange(self.masks), persistent=False)

    def log_chances(self, batch: Batch) -> torch.Tensor:
        """Returns the log-probability of each label's words at the masks, [rows, labels]."""
        logits, _ = self.masked(batch, batch.input_ids == self.mask)
        logs = logits.float().log_softmax(-1).reshape(len(batch.input_ids), self.masks, -1)
        words = (logs[:, self.places, self.pieces] * self.share).sum(-1)
        return torch.stack([group.logsumexp(-1) - math.log(group.shape[1]) for group in words.split(self.counts, 1)], 1)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Returns the log-odds of each label, [rows, labels]."""
        return self.log_chances(batch) + self.offset


class Cloze(Classifier):
    """A classifier that is trained as the others are, with a pattern instead of a head.

    pattern: a sentence after the issue, with `{}` for the masks.
    words: of each label.
    """

    def __init__(
        self,
        masked: MaskedModel,
        row_tokens: Tokens,
        pattern: str,
        words: Sequence[Sequence[str]],
        recipe: Recipe,
        device: Device,
    ):
        self.recipe, self.device, self.tokens, self.pattern = recipe, device, row_tokens, pattern
        encode = row_tokens.tokenizer.encode
        mask, unknown = (tokens.special_id(row_tokens.tokenizer, role) for role in ("mask", "unk"))
        # A tokenizer may return no token, for example for an emoji's variation selector.
        ids = [[encode(word, add_special_tokens=False).ids or [unknown] for word in group] for group in words]
        self.model = Filler(masked, mask, ids).to(device.name)

    def rows(self, texts: Sequence[str]) -> list[Row]:
        return cloze_rows(self.tokens, texts, self.pattern, self.model.masks)

    def log_odds(self, batch: Batch) -> torch.Tensor:
        return self.model(batch)

    @torch.no_grad()
    def begin(self, rows: Sequence[Row], target: np.ndarray) -> None:
        self.model.eval()
        share = (target.sum(axis=0) + 0.5) / (len(target) + 1)
        told = self.model.log_chances(self.padded(rows[:LOOKED_AT])).mean(dim=0)
        self.model.offset.copy_(torch.from_numpy(np.log(share / (1 - share))).to(told) - told)

    def groups(self) -> list[dict[str, Any]]:
        # The masked-language-model head is trained already, so it learns at the encoder's rate.
        rate = self.recipe.head_learning_rate
        offset = {"params": [self.model.offset], "lr": rate, "peak": rate, "weight_decay": 0.0}
        rates = trainer.Rates(self.recipe.learning_rate, self.recipe.learning_rate)
        return [*rates.groups(self.model.masked), offset]
