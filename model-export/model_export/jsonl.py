"""JSON and JSON lines, plain or compressed, written whole or not at all.

A name that ends in .gz or .xz says how the file is compressed.
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
    """Opens a file as UTF-8 text by what its name ends in."""
    return OPENERS.get(path.suffix, open)(path, mode, encoding="utf-8")


def beside(path: Path, ending: str) -> Path:
    """A file or folder of the same name as this JSON-lines file with another ending."""
    return path.with_name(path.name[: path.name.index(".jsonl", 1)] + ending)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file; blank lines are passed over.

    Raises InputError, which names the file and the line, when a line is no JSON object.
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
    """The one JSON value of a file; InputError when there is none."""
    try:
        with open_text(path) as text:
            return json.load(text)
    except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error) as problem:
        raise InputError(f"cannot read {path}: {problem}") from problem


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Writes beside the file and puts it in its place at the end: a reader sees the old or the new, never a part."""
    fresh = path.with_name(f".{path.stem}.tmp{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_text(fresh, "wt") as text:
            yield text
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def line(value: Any) -> str:
    """A value as one line; NaN and infinity, which JSON lacks, raise ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def write(path: Path, values: Iterable[Any]) -> int:
    """Replaces a file by these values, one a line, and says how many they were."""
    count = 0
    with replacing(path) as text:
        for count, value in enumerate(values, start=1):  # noqa: B007 - counted for the return
            text.write(line(value))
    return count


def write_json(path: Path, value: Any) -> None:
    """Replaces a file by one JSON value; NaN and infinity, which JSON lacks, raise ValueError."""
    with replacing(path) as text:
        text.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
