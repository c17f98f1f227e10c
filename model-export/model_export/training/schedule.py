"""The schedule of the learning rate, and the stages of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """The learning rate over a run: it rises from 0, and moves linearly from one factor to another.

    warmup: share of the run, 0-1, during which it rises.
    start: factor at the start, apart from the warm-up.
    end: factor at the end.
    """

    warmup: float = 0.06
    start: float = 1.0
    end: float = 0.02

    def factor(self, done: float) -> float:
        """Returns the factor of learning rates after this share of the run, 0-1."""
        rise = min(1.0, done / self.warmup) if self.warmup > 0 else 1.0
        return rise * (self.start + (self.end - self.start) * done)


@dataclass(frozen=True)
class Stage:
    """A part of a run.

    name: shown on the progress bar. Unique within a run.
    begin, end: the share of the schedule, 0-1, that the stage covers.
    frozen: name prefixes of parameters that do not change.
    """

    name: str
    schedule: Schedule
    begin: float = 0.0
    end: float = 1.0
    frozen: tuple[str, ...] = ()


def epochs(count: int, schedule: Schedule) -> list[Stage]:
    """Returns one stage for each epoch under one schedule."""
    return [Stage(f"epoch {n + 1} of {count}", schedule, n / count, (n + 1) / count) for n in range(count)]
