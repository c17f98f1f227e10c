"""Batches that other processes make ahead of the training."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch.utils.data import DataLoader, Dataset

B = TypeVar("B")

PREFETCHED = 4  # batches of each worker that wait to be read


class Ahead(Sequence[B]):
    """What a function returns for 0, 1, …, made by workers before it is read.

    Workers are processes, because threads would take turns with the one that feeds the GPU. They make what is read
    next by the trainer: of N processes that train together, each reads every N-th item, and takes the first items
    again when the last step has too few. Any other item can be read too, but then the workers start again from there,
    which takes seconds.

    make: must be picklable, because workers may be started without a copy of this process.
    count: how many items there are.
    workers: how many processes make them; 0 makes each item when it is read.
    stride: how many processes train together.
    """

    def __init__(self, make: Callable[[int], B], count: int, workers: int, stride: int = 1):
        self._made_by, self._count, self._workers, self._stride = _Made(make, count), count, workers, stride
        self._places: list[int] = []
        self._items: Iterator[B] = iter(())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> B:
        if not 0 <= number < self._count:
            raise IndexError(number)
        if not self._places or self._places[-1] != number:
            self._start(number)
        self._places.pop()
        item = next(self._items)
        if not self._places:
            self._items = iter(())  # ends the workers
        return item

    def _start(self, number: int) -> None:
        end = -(-self._count // self._stride) * self._stride
        places = [place % self._count for place in range(number, end, self._stride)]
        self._items = iter(self._loader(places))
        self._places = places[::-1]

    def _loader(self, places: Sequence[int]) -> Iterable[B]:
        return DataLoader(
            self._made_by,
            batch_size=None,
            sampler=places,
            num_workers=self._workers,
            collate_fn=_unchanged,
            prefetch_factor=PREFETCHED if self._workers else None,
            # Else it would draw a seed from the trainer's randomness, and a run that is gone on with would differ.
            generator=torch.Generator(),
        )


@dataclass(frozen=True)
class _Made(Dataset, Generic[B]):
    """A function as a data set."""

    make: Callable[[int], B]
    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> B:
        return self.make(number)


def _unchanged(item: B) -> B:
    return item
