"""The loop that all training steps share: batches of like length, schedules, checkpoints that can be gone on from.

A run is a list of stages, such as epochs. Randomness is drawn anew for each batch, from the seed, the stage's name and
the batch's place; so a run that was killed and gone on with gives the same weights as one that was not.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn

from model_export import progress
from model_export.device import Device
from model_export.errors import InputError

B = TypeVar("B")
R = TypeVar("R")

CHECKPOINT = "checkpoint.pt"

# The most of the way back to where they began that an anchor moves weights in one step.
FURTHEST_PULL = 0.5

# How many rows are sorted by length together: enough for even batches, few enough for a fresh mixture.
WINDOW = 2048


@dataclass(frozen=True)
class Schedule:
    """How the learning rate goes over a run: up from 0, and straight from one factor to another.

    warmup: share of the run, 0-1, over which it rises.
    start: factor at the beginning, were it not for the warm-up.
    end: factor at the end.
    """

    warmup: float = 0.06
    start: float = 1.0
    end: float = 0.02

    def factor(self, done: float) -> float:
        """What learning rates are multiplied by when this share of the run, 0-1, is done."""
        rise = min(1.0, done / self.warmup) if self.warmup > 0 else 1.0
        return rise * (self.start + (self.end - self.start) * done)


@dataclass(frozen=True)
class Stage:
    """A part of a run.

    name: told on the progress bar; each of a run has another.
    begin, end: the share of the schedule, 0-1, that it covers.
    frozen: names of parameters begin with one of these, and stand still.
    """

    name: str
    schedule: Schedule
    begin: float = 0.0
    end: float = 1.0
    frozen: tuple[str, ...] = ()


def epochs(count: int, schedule: Schedule) -> list[Stage]:
    """A stage an epoch under one schedule."""
    return [Stage(f"epoch {n + 1} of {count}", schedule, n / count, (n + 1) / count) for n in range(count)]


def bucketed(
    lengths: Sequence[int], rng: np.random.Generator, max_tokens: int, max_rows: int | None = None
) -> list[list[int]]:
    """Cuts rows into batches of like length, in a random order; each index is in one batch.

    max_tokens: the most that rows times longest row may reach; a longer row is a batch of its own.
    """
    order = rng.permutation(len(lengths))
    batches: list[list[int]] = []
    for start in range(0, len(order), WINDOW):
        batch: list[int] = []
        for index in sorted(order[start : start + WINDOW].tolist(), key=lambda row: lengths[row]):
            if batch and ((len(batch) + 1) * lengths[index] > max_tokens or len(batch) == max_rows):
                batches.append(batch)
                batch = []
            batch.append(index)
        batches.append(batch)
    return [batches[place] for place in rng.permutation(len(batches))]


@dataclass(frozen=True)
class Rates:
    """What AdamW is told of parameters.

    encoder: learning rate of the encoder's last layer.
    heads: that of all else.
    weight_decay: of matrices; biases and norms have none.
    layer_decay: factor of the learning rate from a layer to the one below it; 1 for the same in all.
    beta2: of AdamW.
    """

    encoder: float
    heads: float
    weight_decay: float = 0.01
    layer_decay: float = 1.0
    beta2: float = 0.999

    def groups(self, model: nn.Module) -> list[dict[str, Any]]:
        """The model's parameters in AdamW's groups, with the learning rate that the schedule scales as `peak`."""
        layers = model.config.num_hidden_layers
        groups: dict[tuple[float, float], list[nn.Parameter]] = {}
        for name, parameter in model.named_parameters():
            rate = self.heads if ".heads." in f".{name}" or not _in_encoder(name) else self.encoder
            if _in_encoder(name):
                rate *= self.layer_decay ** (layers - 1 - layer_of(name))
            decay = self.weight_decay if parameter.ndim >= 2 and _in_encoder(name) else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
        return [
            {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ]


def _in_encoder(name: str) -> bool:
    return "embeddings." in name or "encoder.layer." in name


def layer_of(name: str) -> int:
    """The layer that a parameter of BERT belongs to; the embeddings are -1."""
    _, found, rest = name.partition("encoder.layer.")
    return int(rest.split(".")[0]) if found else -1


def lower_layers(count: int) -> tuple[str, ...]:
    """What the names of the embeddings' and the lowest layers' parameters begin with; nothing for 0."""
    return ("bert.embeddings.", *(f"bert.encoder.layer.{n}." for n in range(count))) if count else ()


class Trainer:
    """Trains a model stage by stage, and keeps a checkpoint in a folder.

    fingerprint: what a checkpoint must have been made with to be gone on from, such as the settings.
    clip: the largest norm of all gradients together.
    anchor: strength of L2-SP (Li et al., "Explicit inductive bias for transfer learning with convolutional networks",
        2018): after each step the encoder's weights are moved towards where they began, by this share for each unit
        of the learning rate. It is decoupled from the gradients, as AdamW's weight decay is. 0 for none.
    every: seconds between checkpoints.
    """

    def __init__(
        self,
        model: nn.Module,
        rates: Rates,
        device: Device,
        folder: Path,
        fingerprint: Mapping[str, Any],
        *,
        seed: int,
        clip: float = 1.0,
        anchor: float = 0.0,
        every: float = 300.0,
    ):
        self.model, self.device, self.folder = model.to(device.name), device, folder
        self.seed, self.clip, self.anchor, self.every = seed, clip, anchor, every
        self.optimizer = torch.optim.AdamW(rates.groups(model), betas=(0.9, rates.beta2), fused=True)
        self.fingerprint = dict(fingerprint)
        self.done: dict[str, Any] = {}
        self.stage: str | None = None
        self.step = 0
        self.sums: dict[str, float] = {}
        # Before a checkpoint is read: a run that is gone on with has the same anchor as one that was not broken off.
        self.begun = {name: each.detach().clone() for name, each in self._anchored()}
        self._resume()

    def once(self, name: str, compute: Callable[[], R]) -> R:
        """What compute gives, or gave before the run was broken off; of plain values."""
        if name not in self.done:
            self.model.eval()
            self.done[name] = compute()
            self.save()
        return self.done[name]

    def run(
        self, stage: Stage, batches: Sequence[B], losses: Callable[[B], Mapping[str, torch.Tensor]]
    ) -> dict[str, float]:
        """Trains on each batch once. Gives the mean of each loss, and the seconds that it took.

        losses: the parts of a batch's loss by name, whose sum is minimized; called within autocast.
        """
        if stage.name in self.done:
            return self.done[stage.name]
        if self.stage != stage.name:
            self.stage, self.step, self.sums = stage.name, 0, {}
        frozen = self._freeze(stage.frozen)
        self.model.train()
        started = saved = time.monotonic()
        for number in progress.track(range(self.step, len(batches)), stage.name):
            torch.manual_seed(zlib.crc32(f"{self.seed} {stage.name} {number}".encode()))
            done = stage.begin + (stage.end - stage.begin) * (number + 1) / len(batches)
            for group in self.optimizer.param_groups:
                group["lr"] = group["peak"] * stage.schedule.factor(done)
            self._update(losses, batches[number])
            self.step = number + 1
            if time.monotonic() - saved >= self.every:
                self.save()
                saved = time.monotonic()
        for parameter in frozen:
            parameter.requires_grad_(True)
        counts = {name: value / max(1, self.sums[f"#{name}"]) for name, value in self.sums.items() if name[0] != "#"}
        self.done[stage.name] = counts | {"seconds": round(time.monotonic() - started, 1), "steps": len(batches)}
        self.stage, self.step, self.sums = None, 0, {}
        self.save()
        return self.done[stage.name]

    def _update(self, losses: Callable[[B], Mapping[str, torch.Tensor]], batch: B) -> None:
        with self.device.autocast():
            parts = losses(batch)
        if not parts:
            return
        total = torch.stack([part.float() for part in parts.values()]).sum()
        if not torch.isfinite(total):
            raise InputError(f"the loss is {total.item()} in {self.stage}: a lower learning rate may help")
        total.backward()
        nn.utils.clip_grad_norm_([each for each in self.model.parameters() if each.grad is not None], self.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._pull()
        for name, part in parts.items():
            self.sums[name] = self.sums.get(name, 0.0) + part.item()
            self.sums[f"#{name}"] = self.sums.get(f"#{name}", 0) + 1

    def _anchored(self) -> list[tuple[str, nn.Parameter]]:
        return [(name, each) for name, each in self.model.named_parameters() if self.anchor and _in_encoder(name)]

    @torch.no_grad()
    def _pull(self) -> None:
        """Moves the encoder's weights towards where they began."""
        rates = {id(each): group["lr"] for group in self.optimizer.param_groups for each in group["params"]}
        for name, each in self._anchored():
            if each.requires_grad:
                each.lerp_(self.begun[name], min(FURTHEST_PULL, rates[id(each)] * self.anchor))

    def _freeze(self, prefixes: tuple[str, ...]) -> list[nn.Parameter]:
        named = self.model.named_parameters()
        frozen = [each for name, each in named if prefixes and name.startswith(prefixes) and each.requires_grad]
        for parameter in frozen:
            parameter.requires_grad_(False)
        return frozen

    def save(self) -> None:
        """Writes the checkpoint, in place of the one before."""
        state = {
            "fingerprint": self.fingerprint,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "done": self.done,
            "stage": self.stage,
            "step": self.step,
            "sums": self.sums,
        }
        fresh = self.folder / f"{CHECKPOINT}.tmp"
        torch.save(state, fresh)
        fresh.replace(self.folder / CHECKPOINT)

    def _resume(self) -> None:
        path = self.folder / CHECKPOINT
        if not path.is_file():
            return
        state = torch.load(path, map_location=self.device.name, weights_only=True)
        if state["fingerprint"] != self.fingerprint:
            raise InputError(
                f"{self.folder} holds a run with other settings or data: remove it to begin anew, "
                "or give the settings that it was begun with to go on"
            )
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done, self.stage, self.step, self.sums = (state[name] for name in ("done", "stage", "step", "sums"))

    def finish(self) -> None:
        """Removes the checkpoint: the run is over and its result is written."""
        (self.folder / CHECKPOINT).unlink(missing_ok=True)


def fingerprint(settings: Mapping[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """The settings, without where results go, and a sum of the data: what two runs must share to be one."""
    total = 0
    for text in texts:
        total = zlib.crc32(text.encode("utf-8", "surrogatepass"), total)
    kept = {name: value for name, value in settings.items() if name not in ("out", "device")}
    return {"settings": kept, "data": total}
