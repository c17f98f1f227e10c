"""Prepares batches in other processes, ahead of the training."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch.utils.data import DataLoader, Dataset

B = TypeVar("B")

PREFETCHED = 4  # finished batches of each worker


class Ahead(Sequence[B]):
    """The results of a function for 0, 1, …, which workers compute before they are read.

    Workers are processes, because threads would compete with the thread that feeds the GPU. They compute the items that
    the trainer reads next. Of N processes that train together, each reads every N-th item, and takes the first items
    again if the last step has too few. Other items can be read, too, but then the workers restart from there, which
    takes seconds.

    make: must be picklable, because workers may start without a copy of this process.
    count: number of items.
    workers: number of processes that compute them. 0 computes each item when it is read.
    stride: number of processes that train together.
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
            # Without it, a seed is drawn from the trainer's random numbers, and a continued run would differ.
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
