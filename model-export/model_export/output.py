"""Writes the output folder of a step, completely or not at all, with metrics.json in it."""

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
    """Raises InputError if the folder exists and is not empty, because results are never overwritten."""
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out} exists already: remove it, or choose another --out")


@contextlib.contextmanager
def folder(out: Path, resumable: bool = False) -> Iterator[Path]:
    """Yields a temporary folder beside out, which is renamed to out at the end.

    If the step fails, the temporary folder is removed. If the step is resumable, the folder .NAME.part stays and is
    yielded again. With several processes, the main process creates and renames the folder, and the others wait.
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
    """Returns the versions of Python and of the libraries that results depend on."""
    found = {"python": platform.python_version()}
    for name in VERSIONS:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def metrics(step: str, step_settings: object, figures: dict[str, Any]) -> dict[str, Any]:
    """Returns figures together with the step, settings and versions that produced them."""
    return {"step": step, "settings": settings.as_json(step_settings), "versions": versions(), **figures}


def write_metrics(out: Path, step: str, step_settings: object, figures: dict[str, Any]) -> dict[str, Any]:
    """Writes metrics.json into a folder and returns its content."""
    written = metrics(step, step_settings, figures)
    jsonl.write_json(out / METRICS, written)
    return written
