"""How the learning rate goes over a run, and the parts of a run."""

from dataclasses import dataclass


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
