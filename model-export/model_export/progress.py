"""Progress bars on standard error; where that is no terminal, and in all processes but the main one, nothing."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from model_export import processes

T = TypeVar("T")


def bar() -> Progress:
    """A bar to add tasks to, for those who count themselves."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not (sys.stderr.isatty() and processes.is_main()),
    )


def track(values: Iterable[T], description: str, total: int | None = None) -> Iterator[T]:
    """The same values, counted on a bar."""
    with bar() as shown:
        yield from shown.track(values, total=total, description=description)
