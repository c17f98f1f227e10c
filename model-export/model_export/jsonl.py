"""Reads and writes JSON and JSON lines, plain or compressed. Files are written completely or not at all.

The ending .gz or .xz of a name selects the compression.
"""

import contextlib
import gzip
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from model_export.errors import InputError

OPENERS = {".gz": gzip.open, ".xz": lzma.open}
ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.xz")


def open_text(path: Path, mode: str = "rt") -> TextIO:
    """Opens a file as UTF-8 text. The ending of its name selects the compression."""
    return OPENERS.get(path.suffix, open)(path, mode, encoding="utf-8")


def beside(path: Path, ending: str) -> Path:
    """Returns the path of a file or folder with the name of this JSON-lines file and another ending."""
    return path.with_name(path.name[: path.name.index(".jsonl", 1)] + ending)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the objects of a JSON-lines file and skips blank lines.

    Raises InputError, which names the file and the line, if a line is not a JSON object.
    """
    try:
        with open_text(path) as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                except ValueError as problem:
                    raise InputError(f"{path}, line {number}: {problem}") from problem
                if not isinstance(value, dict):
                    raise InputError(f"{path}, line {number}: not a JSON object")
                yield value
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError, zlib.error) as problem:
        raise InputError(f"cannot read {path}: {problem}") from problem


def read_json(path: Path) -> Any:
    """Returns the JSON value of a file. Raises InputError if there is none."""
    try:
        with open_text(path) as text:
            return json.load(text)
    except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error) as problem:
        raise InputError(f"cannot read {path}: {problem}") from problem


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Writes to a temporary file that replaces the target at the end. Readers see the old file or the new, never a
    part.
    """
    fresh = path.with_name(f".{path.stem}.tmp{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_text(fresh, "wt") as text:
            yield text
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def line(value: object) -> str:
    """Returns a value as one line. Raises ValueError for NaN and infinity, which JSON does not have."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def write(path: Path, values: Iterable[object]) -> int:
    """Replaces a file by these values, one for each line, and returns how many there were."""
    count = 0
    with replacing(path) as text:
        for count, value in enumerate(values, start=1):  # noqa: B007 - counted for the return
            text.write(line(value))
    return count


def write_json(path: Path, value: object) -> None:
    """Replaces a file by one JSON value. Raises ValueError for NaN and infinity, which JSON does not have."""
    with replacing(path) as text:
        text.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
