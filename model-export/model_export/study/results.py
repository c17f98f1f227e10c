"""The file of results: a line for each method, size and seed. Written lines are permanent."""

import json
import os
from pathlib import Path
from typing import Any

from model_export import jsonl
from model_export.errors import InputError

FILE = "results.jsonl"


def key(row: dict[str, Any]) -> tuple[str, int, int]:
    """Returns the identity of a row: method, training issues, seed."""
    return row["method"], row["size"], row["seed"]


def read(folder: Path) -> list[dict[str, Any]]:
    """Returns the rows so far. Removes an incomplete last line of a killed run from the file."""
    path = folder / FILE
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    return list(jsonl.read(path))


def append(folder: Path, row: dict[str, Any]) -> None:
    """Adds a row. The row is on the disk when this returns."""
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(jsonl.line(row))
        file.flush()
        os.fsync(file.fileno())


def begin(folder: Path, described: dict[str, Any]) -> None:
    """Writes what the study is made on, or checks that a continued study has the same data and settings.

    A setting that was not given, such as a model that only some methods need, may be given later.
    """
    path = folder / "data.json"
    folder.mkdir(parents=True, exist_ok=True)
    described = json.loads(json.dumps(described))
    if path.exists():
        before = jsonl.read_json(path)
        given = {name: value for name, value in before["settings"].items() if value not in (None, [])}
        if before | {"settings": described["settings"] | given} != described:
            raise InputError(f"{folder} holds a study of other data or settings: remove it, or choose another --out")
    jsonl.write_json(path, described)
