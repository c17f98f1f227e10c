"""Fine-tuning that all trained methods share: a head on an encoder, with early stopping on validation."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.measure import measures
from model_export.model import bert, inference
from model_export.model.device import Device
from model_export.model.tokens import Batch, Row, Tokens
from model_export.training import finetune, trainer

HEAD = "labels"
# Evaluations on validation during training.
LOOKS = 3
# With fewer batches, few issues would hardly change the encoder.
LEAST = 30


@dataclass(frozen=True)
class Recipe:
    """How encoders are trained.

    steps: most batches.
    batch: issues in a batch.
    passes: most passes over the issues, apart from the minimum of batches.
    patience: evaluations on validation without gain before training ends.
    """

    steps: int = 100
    batch: int = 8
    passes: int = 6
    max_length: int = 96
    learning_rate: float = 1.5e-4
    head_learning_rate: float = 3e-3
    dropout: float = 0.1
    patience: int = 2
    looked_at: int = 200
    least: int = LEAST

    def steps_for(self, issues: int) -> int:
        """Returns the number of batches for so many issues."""
        return min(self.steps, max(self.least, self.passes * issues // self.batch))


# A further part of the loss: a function of the model, the finished share of training, and a generator.
Extra = Callable[["Classifier", float, np.random.Generator], torch.Tensor]


class Classifier:
    """An encoder with a linear head that predicts the probability of each label."""

    def __init__(self, base: Path, labels: Sequence[str], recipe: Recipe, device: Device, seed: int):
        self.recipe, self.device = recipe, device
        torch.manual_seed(seed)
        options = bert.dropout(recipe.dropout) | {"head_dropout": recipe.dropout}
        self.model = bert.load(str(base), device.attention, heads={HEAD: list(labels)}, **options).to(device.name)
        self.tokens = Tokens.open(base, min(recipe.max_length, self.model.config.max_position_embeddings))

    def rows(self, texts: Sequence[str]) -> list[Row]:
        return self.tokens.encode(texts)

    def padded(self, rows: Sequence[Row]) -> Batch:
        return self.tokens.pad_rows(rows).to(self.device.name)

    def logits(self, rows: Sequence[Row]) -> torch.Tensor:
        """Returns logits, [rows, labels], with a gradient and, in training, with dropout."""
        return self.log_odds(self.padded(rows))

    def log_odds(self, batch: Batch) -> torch.Tensor:
        """Returns the log-odds of each label, [rows, labels]."""
        return self.model(batch)[HEAD].float()

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """Returns probabilities, [texts, labels]."""
        self.model.eval()
        return inference.over_rows(
            lambda batch: self.log_odds(batch).sigmoid(), self.rows(texts), self.tokens, self.device
        )

    def begin(self, rows: Sequence[Row], target: np.ndarray) -> None:
        """Makes the model predict each label's share of the training issues before training.

        target: 0-1, [rows, labels].
        """
        finetune.begin_at_shares(self.model.heads[HEAD], (target > 0.5).astype(int))

    def groups(self) -> list[dict[str, Any]]:
        """Returns the parameters for AdamW. The schedule scales the learning rate `peak`."""
        return trainer.Rates(self.recipe.learning_rate, self.recipe.head_learning_rate).groups(self.model)

    def train(
        self,
        texts: Sequence[str],
        target: np.ndarray,
        validation: tuple[Sequence[str], np.ndarray],
        rng: np.random.Generator,
        *,
        weight: np.ndarray | None = None,
        extra: Extra | None = None,
        labeled_loss: Callable[[torch.Tensor, torch.Tensor, float], torch.Tensor] | None = None,
    ) -> list[dict[str, float]]:
        """Trains a new head and keeps the weights that rank the labels of validation issues best.

        target: 0-1, [texts, labels].
        weight: of each cell, likewise.
        labeled_loss: another loss of logits, target and the finished share of training.
        Returns the figures of each evaluation on validation.
        """
        recipe, steps = self.recipe, self.recipe.steps_for(len(texts))
        rows, goal = self.rows(texts), torch.tensor(target, dtype=torch.float32, device=self.device.name)
        self.begin(rows, target)
        optimizer = torch.optim.AdamW(self.groups(), fused=True)
        schedule = trainer.Schedule(warmup=0.1)
        weights = torch.ones_like(goal) if weight is None else torch.tensor(weight).to(goal)
        looked = rng.permutation(len(validation[0]))[: recipe.looked_at]
        seen, best, kept, bad = [], -1.0, None, 0
        for step, chosen in enumerate(batches(len(rows), recipe.batch, steps, rng), start=1):
            done = step / steps
            self.model.train()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule.factor(done)
            with self.device.autocast():
                logits = self.logits([rows[place] for place in chosen])
                if labeled_loss:
                    loss = labeled_loss(logits, goal[chosen], done)
                else:
                    loss = F.binary_cross_entropy_with_logits(logits, goal[chosen], weight=weights[chosen])
                if extra:
                    loss = loss + extra(self, done, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step % max(1, steps // LOOKS) == 0 or step == steps:
                found = self.scores([validation[0][place] for place in looked])
                average, _ = measures.ranking(found, validation[1][looked])
                seen.append({"step": step, "loss": loss.item(), "average_precision": average})
                if average > best:
                    best, bad, kept = average, 0, copy.deepcopy(self.model.state_dict())
                else:
                    bad += 1
                    if bad >= recipe.patience:
                        break
        if kept is not None:
            self.model.load_state_dict(kept)
        self.model.eval()
        return seen


def batches(count: int, size: int, steps: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Returns one batch for each step. Each pass over the rows has a new order."""
    waiting: list[int] = []
    for _ in range(steps):
        while len(waiting) < min(size, count):
            waiting += rng.permutation(count).tolist()
        yield waiting[:size]
        waiting = waiting[size:]
