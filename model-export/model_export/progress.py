"""Progress bars on standard error. Nothing is shown without a terminal, or in other than the main process."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from model_export import processes

T = TypeVar("T")


def bar() -> Progress:
    """Returns a bar to which callers add their own tasks."""
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
    """Yields the same values and counts them on a bar."""
    with bar() as shown:
        yield from shown.track(values, total=total, description=description)
