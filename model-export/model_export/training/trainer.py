"""The training loop that all steps share: batches of similar length, schedules, and checkpoints to continue from.

A run is a list of stages, such as epochs. Random numbers are seeded for each batch from the seed, the stage's name and
the batch's position. So a run that was interrupted and continued gives the same weights as an uninterrupted one.

If `accelerate launch` has started several processes, each takes its own batch at every step, and the gradients are
averaged. Only the main process evaluates and writes the checkpoint.
"""

import math
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import broadcast_object_list, gather_object
from torch import nn

from model_export import progress
from model_export.errors import InputError
from model_export.model.device import Device
from model_export.training.averaging import average_gradients, share_weights
from model_export.training.rates import Rates, in_encoder, layer_of, lower_layers
from model_export.training.schedule import Schedule, Stage, epochs

__all__ = ["Rates", "Schedule", "Stage", "Trainer", "bucketed", "epochs", "fingerprint", "layer_of", "lower_layers"]

B = TypeVar("B")
R = TypeVar("R")

CHECKPOINT = "checkpoint.pt"

# The largest share of the way back that an anchor moves weights in one step.
FURTHEST_PULL = 0.5

# Rows that are sorted by length together: enough for even batches, few enough for random ones.
WINDOW = 2048


def bucketed(
    lengths: Sequence[int], rng: np.random.Generator, max_tokens: int, max_rows: int | None = None
) -> list[list[int]]:
    """Cuts rows into batches of similar length, in random order. Each index is in one batch.

    max_tokens: the most that rows times longest row may reach. A longer row is a batch of its own.
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


class Trainer:
    """Trains a model stage by stage, and keeps a checkpoint in a folder.

    fingerprint: what a checkpoint must have been made with to be continued, such as the settings.
    clip: the largest norm of all gradients together.
    anchor: strength of L2-SP (Li et al., "Explicit inductive bias for transfer learning with convolutional networks",
        2018). After each step the encoder's weights move towards their initial values by this share for each unit of
        the learning rate. It is decoupled from the gradients, as AdamW's weight decay is. 0 turns it off.
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
        # The model is not wrapped by prepare, because a wrapper would only see calls of forward, and losses call other
        # methods, too. So the gradients are averaged here. The device decides what is computed in bfloat16.
        self.accelerator = Accelerator(mixed_precision="no")
        self.optimizer = torch.optim.AdamW(rates.groups(model), betas=(0.9, rates.beta2), fused=True)
        self.processes = self.accelerator.num_processes
        # A step has one batch of each process, so a run can only continue with the same number of processes.
        self.fingerprint = dict(fingerprint) | ({"processes": self.processes} if self.processes > 1 else {})
        self.done: dict[str, Any] = {}
        self.stage: str | None = None
        self.step = 0
        self.sums: dict[str, float] = {}
        share_weights(self.model)
        # Set before a checkpoint is read, so that a continued run has the same anchor as an uninterrupted one.
        self.begun = {name: each.detach().clone() for name, each in self._anchored()}
        self._resume()
        # All processes read the same checkpoint before the main process writes the next one.
        self.accelerator.wait_for_everyone()

    @property
    def is_main(self) -> bool:
        """Returns whether this process continues after the training: it evaluates the model and writes it."""
        return self.accelerator.is_main_process

    def once(self, name: str, compute: Callable[[], R]) -> R:
        """Returns the plain values of compute, or those from before the run was interrupted.

        It is called in the main process only. The others wait for its result.
        """
        if name not in self.done:
            self.model.eval()
            self.done[name] = broadcast_object_list([compute() if self.is_main else None])[0]
            self.save()
        return self.done[name]

    def run(
        self, stage: Stage, batches: Sequence[B], losses: Callable[[B], Mapping[str, torch.Tensor]]
    ) -> dict[str, float]:
        """Trains on each batch once. Returns the mean of each loss, and the seconds that it took.

        Of N processes, process p takes batch i N + p at step i. If the last step has too few batches, it takes the
        first ones again.

        losses: the parts of a batch's loss by name. Their sum is minimized. Called within autocast.
        """
        if stage.name in self.done:
            return self.done[stage.name]
        if self.stage != stage.name:
            self.stage, self.step, self.sums = stage.name, 0, {}
        frozen = self._freeze(stage.frozen)
        self.model.train()
        started = saved = time.monotonic()
        steps = math.ceil(len(batches) / self.processes)
        for step in progress.track(range(self.step, steps), stage.name):
            number = step * self.processes + self.accelerator.process_index
            torch.manual_seed(zlib.crc32(f"{self.seed} {stage.name} {number}".encode()))
            done = stage.begin + (stage.end - stage.begin) * (step + 1) / steps
            for group in self.optimizer.param_groups:
                group["lr"] = group["peak"] * stage.schedule.factor(done)
            self._update(losses, batches[number % len(batches)])
            self.step = step + 1
            if time.monotonic() - saved >= self.every:
                self.save()
                saved = time.monotonic()
        for parameter in frozen:
            parameter.requires_grad_(True)
        counts = {name: value / max(1, self.sums[f"#{name}"]) for name, value in self.sums.items() if name[0] != "#"}
        self.done[stage.name] = counts | {"seconds": round(time.monotonic() - started, 1), "steps": steps}
        self.stage, self.step, self.sums = None, 0, {}
        self.save()
        return self.done[stage.name]

    def _update(self, losses: Callable[[B], Mapping[str, torch.Tensor]], batch: B) -> None:
        with self.device.autocast():
            parts = losses(batch)
        told = gather_object([{name: part.item() for name, part in parts.items()}])
        if not any(told):
            return
        # Every process gets every loss, so that none keeps waiting if all have to stop.
        for total in (sum(each.values()) for each in told):
            if not math.isfinite(total):
                raise InputError(f"the loss is {total} in {self.stage}: a lower learning rate may help")
        if parts:
            self.accelerator.backward(torch.stack([part.float() for part in parts.values()]).sum())
        if self.processes > 1:
            average_gradients(self.model, self.accelerator)
        self.accelerator.clip_grad_norm_([each for each in self.model.parameters() if each.grad is not None], self.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self._pull()
        for each in told:
            for name, value in each.items():
                self.sums[name] = self.sums.get(name, 0.0) + value
                self.sums[f"#{name}"] = self.sums.get(f"#{name}", 0) + 1

    def _anchored(self) -> list[tuple[str, nn.Parameter]]:
        return [(name, each) for name, each in self.model.named_parameters() if self.anchor and in_encoder(name)]

    @torch.no_grad()
    def _pull(self) -> None:
        """Moves the encoder's weights towards their initial values."""
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
        """Replaces the checkpoint. Only the main process writes it, for all."""
        if not self.is_main:
            return
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
        self.accelerator.save(state, fresh)
        fresh.replace(self.folder / CHECKPOINT)

    def _resume(self) -> None:
        path = self.folder / CHECKPOINT
        if not path.is_file():
            return
        state = torch.load(path, map_location=self.device.name, weights_only=True)
        if state["fingerprint"] != self.fingerprint:
            raise InputError(
                f"{self.folder} holds a run with other settings, data or number of processes: remove it to start "
                "again, or give its original settings to continue"
            )
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done, self.stage, self.step, self.sums = (state[name] for name in ("done", "stage", "step", "sums"))

    def finish(self) -> None:
        """Removes the checkpoint after the run is over and its result is written."""
        if self.is_main:
            (self.folder / CHECKPOINT).unlink(missing_ok=True)


def fingerprint(settings: Mapping[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """Returns the settings without output paths, and a checksum of the data: what two runs must share to be the same
    run.
    """
    total = 0
    for text in texts:
        total = zlib.crc32(text.encode("utf-8", "surrogatepass"), total)
    kept = {name: value for name, value in settings.items() if name not in ("out", "device")}
    return {"settings": kept, "data": total}
