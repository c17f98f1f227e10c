"""The input of a method."""

import resource
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from model_export.model.device import Device
from model_export.study.data import Data, Issue
from model_export.study.training import Recipe

T = TypeVar("T")


@dataclass(frozen=True)
class Tools:
    """Models and programs that methods use.

    base: folder of the encoder.
    nli: folder of an entailment model, of Hugging Face's layout or a bundle. None if there is none.
    translator: folders of two translation models, from English and back. None if there are none.
    matcher: folder of a matcher's bundle. None if there is none.
    long_steps: batches of the semi-supervised methods' longer training. None leaves it out.
    app: the App's command without `predict`. None if the App takes no part.
    words: further words for a label, by its name.
    work: folder for what methods share, such as the adapted encoder.
    kept: what they share in memory.
    """

    base: Path
    recipe: Recipe
    device: Device
    work: Path
    nli: Path | None = None
    translator: tuple[Path, Path] | None = None
    app: str | None = None
    words: dict[str, tuple[str, ...]] | None = None
    adapt_epochs: int = 3
    copies: int = 2
    matcher: Path | None = None
    long_steps: int | None = None
    kept: dict[Hashable, object] = field(default_factory=dict)

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Returns the result of compute, which is called once for each key."""
        if key not in self.kept:
            self.kept[key] = compute()
        return self.kept[key]


@dataclass(frozen=True)
class Task:
    """One row: the data, the slice to train on, and the seed of all random choices."""

    data: Data
    train: tuple[Issue, ...]
    seed: int
    tools: Tools

    def truth(self) -> np.ndarray:
        """Returns the truth of the slice, [issues, labels]."""
        return self.data.truth(self.train)

    def pool(self) -> list[Issue]:
        """Returns the issues whose labels the method must not know: the unlabeled and the rest of the training part."""
        inside = set(self.train)
        rest = [issue for issue in self.data.train if issue not in inside]
        return [*rest, *self.data.unlabeled]

    def rng(self) -> np.random.Generator:
        return np.random.default_rng([self.seed, len(self.train)])


def texts(issues: Sequence[Issue]) -> list[str]:
    return [issue.text for issue in issues]


def timed(compute: Callable[[], T]) -> tuple[T, float]:
    """Returns the result of compute, and the seconds of processor time over all its threads and programs.

    In contrast to clock time, other work of the machine does not count.
    """
    started = _processor_seconds()
    return compute(), _processor_seconds() - started


def _processor_seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
