"""The file of results: a line a method, size and seed, there for good once it is written."""

import json
import os
from pathlib import Path
from typing import Any

from model_export import jsonl
from model_export.errors import InputError

FILE = "results.jsonl"


def key(row: dict[str, Any]) -> tuple[str, int, int]:
    """What a row stands for: method, training issues, seed."""
    return row["method"], row["size"], row["seed"]


def read(folder: Path) -> list[dict[str, Any]]:
    """The rows so far. A last line that a killed run left unfinished is taken out of the file."""
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
    """Adds a row; when this returns it is on the disk."""
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(jsonl.line(row))
        file.flush()
        os.fsync(file.fileno())


def begin(folder: Path, described: dict[str, Any]) -> None:
    """Writes what the study is made on, or checks that a study to go on with is made on the same.

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
