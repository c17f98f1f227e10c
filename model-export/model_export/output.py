"""What a step leaves: a folder that is there whole or not at all, with metrics.json in it."""

import contextlib
import importlib.metadata
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model_export import jsonl, processes, settings
from model_export.errors import InputError

VERSIONS = (
    "model-export",
    "accelerate",
    "numpy",
    "onnx",
    "onnxruntime",
    "scikit-learn",
    "tokenizers",
    "torch",
    "transformers",
)
METRICS = "metrics.json"


def refuse_existing(out: Path) -> None:
    """Raises InputError when the folder is there and holds anything: results are not written over."""
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out} exists already: remove it, or choose another --out")


@contextlib.contextmanager
def folder(out: Path, resumable: bool = False) -> Iterator[Path]:
    """A folder beside out to write into, which becomes out at the end.

    When the step fails it is removed, unless it is resumable: then .NAME.part stays and is handed out again. Of several
    processes the main one makes it and puts it in its place, and the others wait for that.
    """
    refuse_existing(out)
    part = out.with_name(f".{out.name}.part")
    if not resumable:
        shutil.rmtree(part, ignore_errors=True)
    if processes.is_main():
        part.mkdir(parents=True, exist_ok=True)
    processes.wait()
    try:
        yield part
        if processes.is_main():
            if out.exists():
                out.rmdir()
            part.rename(out)
        processes.wait()
    finally:
        if not resumable:
            shutil.rmtree(part, ignore_errors=True)


def versions() -> dict[str, str]:
    """Those of Python and of the libraries that results depend on."""
    found = {"python": platform.python_version()}
    for name in VERSIONS:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def metrics(step: str, step_settings: Any, figures: dict[str, Any]) -> dict[str, Any]:
    """Figures together with how they came about: step, settings, versions."""
    return {"step": step, "settings": settings.as_json(step_settings), "versions": versions(), **figures}


def write_metrics(out: Path, step: str, step_settings: Any, figures: dict[str, Any]) -> dict[str, Any]:
    """Writes metrics.json into a folder, and gives what it wrote."""
    written = metrics(step, step_settings, figures)
    jsonl.write_json(out / METRICS, written)
    return written
