"""What test_processes.py starts twice at once: trains a small model, then by each step, and saves what came out.

accelerate launch … two_processes.py BASE PREPARED FOLDER
"""

import sys
from pathlib import Path

import numpy as np
import torch

from model_export import jsonl, output, processes
from model_export.errors import InputError
from model_export.model import bert
from model_export.model.device import Device
from model_export.model.tokens import Tokens
from model_export.training import adapt, embed, finetune, nli, trainer

TEXTS = ["crash on startup", "add dark mode", "how do i install", "docs typo", "memory leak", "slow network"] * 3
STAGE = trainer.Stage("one", trainer.Schedule(warmup=0.5))


class KilledError(Exception):
    pass


class Problem:
    """A model with two heads, the batches that it learns from, and their losses. The second head sees few batches."""

    def __init__(self, base, folder, device, **options):
        torch.manual_seed(5)
        self.model = bert.load(str(base), heads={"all": ["a", "b"], "few": ["c"], "none": ["d"]}, **bert.dropout(0.0))
        tokens = Tokens.open(base, 16)
        rows = tokens.encode(TEXTS)
        places = trainer.bucketed([len(row) for row in rows], np.random.default_rng(0), 64, 4)
        self.batches = [(number, tokens.pad_rows([rows[place] for place in chosen]))
                        for number, chosen in enumerate(places)]  # fmt: skip
        rates = trainer.Rates(1e-3, 1e-2)
        self.loop = trainer.Trainer(self.model, rates, device, folder, {}, seed=7, anchor=5.0, **options)
        self.seen = []

    def losses(self, batch):
        number, padded = batch
        self.seen.append(number)
        found = self.model(padded)
        parts = {"all": (found["all"] - 1).square().mean()}
        return parts | ({"few": found["few"].square().mean()} if number == 1 else {})

    def train(self, kill_at=None):
        def losses(batch):
            if kill_at == len(self.seen):
                raise KilledError
            return self.losses(batch)

        return self.loop.run(STAGE, self.batches, losses)


def train_by_steps(prepared, base, out):
    """Runs the steps that train, and gives the figures of each."""
    few = {"device": "cpu", "batch_rows": 16, "max_length": 24}
    texts = (prepared / "train.jsonl",)
    return {
        "adapt": adapt.run(adapt.AdaptSettings(texts, base=str(base), out=out / "adapt", epochs=1, device="cpu")),
        "embed": embed.run(embed.EmbedSettings((prepared,), base=str(base), out=out / "embed", steps=4, **few)),
        "nli": nli.run(nli.NliSettings((prepared,), base=str(base), out=out / "nli", issue_pairs=60, epochs=1, **few)),
        "finetune": finetune.run(
            finetune.FinetuneSettings(prepared, base=str(base), out=out / "finetune", epochs=1, **few)
        ),
    }


def main(base, prepared, folder):
    device = Device.for_training("cpu")
    place = "main" if processes.is_main() else "other"
    calls = []
    with output.folder(folder / "model", resumable=True) as out:
        problem = Problem(base, out, device)
        loop = problem.loop
        figures = problem.train()
        value = loop.once("evaluated", lambda: calls.append(1) or 42)
        loop.finish()
        if processes.is_main():
            jsonl.write_json(out / "model.json", {})
    there = (folder / "model" / "model.json").is_file()
    folders = {name: folder / name for name in ("broken", "unequal")}
    if processes.is_main():
        for each in folders.values():
            each.mkdir()
    processes.wait()
    killed = Problem(base, folders["broken"], device, every=0.0)
    try:
        killed.train(kill_at=2)
    except KilledError:
        processes.wait()
    again = Problem(base, folders["broken"], device)
    figures_again = again.train()
    resumed = all(
        torch.equal(again.model.state_dict()[name], tensor) for name, tensor in problem.model.state_dict().items()
    )
    bad = Problem(base, folders["unequal"], device)
    try:
        nan_here = torch.tensor(float("inf") if processes.is_main() else 1.0, requires_grad=True)
        bad.loop.run(STAGE, bad.batches, lambda _: {"all": nan_here})
        stopped = False
    except InputError:
        stopped = True
    told = {
        "calls": len(calls), "value": value, "seen": problem.seen, "seen_again": again.seen, "there": there,
        "resumed": resumed, "stopped": stopped, "loss": {name: figures[name] for name in ("all", "few", "steps")},
        "loss_again": {name: figures_again[name] for name in ("all", "few", "steps")},
    }  # fmt: skip
    told["steps"] = train_by_steps(prepared, base, folder / "steps")
    torch.save(problem.model.state_dict(), folder / f"{place}.pt")
    jsonl.write_json(folder / f"{place}.json", told)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*map(Path, sys.argv[1:]))
