"""Fills in bundle.json for a model that is exported."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from model_export import jsonl
from model_export.errors import InputError
from model_export.export.export_settings import ExportSettings
from model_export.export.models import Model, output_name
from model_export.model import outputs
from model_export.model.outputs import OUTPUTS
from model_export.training import lineage


def manifest_of(
    settings: ExportSettings,
    model: Model,
    folder: Path,
    pooling: str,
    max_length: int,
    steps: list[dict[str, Any]],
    precision: str,
) -> tuple[dict[str, Any], list[str]]:
    """Returns bundle.json without its files' hashes, and the names of further files in the model's folder."""
    told = jsonl.read_json(folder / OUTPUTS) if (folder / OUTPUTS).is_file() else {}
    manifest: dict[str, Any] = {
        "name": settings.name or settings.out.name,
        "version": settings.version,
        "task": model.task,
        "maxLength": max_length,
    }
    files: list[str] = []
    if precision in ("int8, dynamic", "int8, mixed"):
        manifest["maxRows"] = 1
    if model.task == "encoder":
        manifest |= {"pooling": pooling, "normalize": True}
        if heads := _heads(getattr(model.config, "heads", {}), told.get("heads", {})):
            manifest["heads"] = heads
            files = [head["ngrams"]["file"] for head in heads if "ngrams" in head]
    elif model.task == "multi-label":
        (labels,) = told.get("heads", {"labels": {}}).values()
        manifest["labels"] = _labels(model.classes, labels)
        if "ngrams" in labels:
            manifest["ngrams"] = labels["ngrams"]
            files = [labels["ngrams"]["file"]]
    else:
        known = told.get("entailment", {})
        calibration = known.get("calibration", {"slope": 1.0, "intercept": 0.0})
        manifest["entailment"] = {
            "classes": list(model.classes),
            "threshold": known.get("threshold", 0.5),
            "calibration": calibration,
        }
    return manifest | origin(settings, folder, steps), files


def origin(settings: ExportSettings, folder: Path, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns the fields that every bundle has: weights for other scorers, and how the model was made."""
    told = jsonl.read_json(folder / OUTPUTS) if (folder / OUTPUTS).is_file() else {}
    origin: dict[str, Any] = {name: told[name] for name in ("similarity", "fusion", "types") if name in told}
    origin |= {
        "base": {"model": settings.base_model, "license": settings.base_license},
        "trainingData": list(settings.training_data) or lineage.training_data(steps),
        "metrics": lineage.results(steps),
    }
    if until := lineage.trained_until(steps):
        origin[lineage.UNTIL] = until
    if trained := lineage.trained_repositories(steps):
        origin[lineage.REPOSITORIES] = trained
    return origin


def _heads(heads: Mapping[str, list[str]], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    written = []
    for name, labels in heads.items():
        known = told.get(name, {})
        head = {"name": name, "output": output_name(name), "labels": _labels(labels, known)}
        if "ngrams" in known:
            head["ngrams"] = known["ngrams"]
        written.append(head)
    return written


def _labels(names: Sequence[str], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the labels in the order of the outputs, with their thresholds and calibrations."""
    known = {each["name"]: each for each in told.get("labels", [])}
    if unknown := known.keys() - set(names):
        raise InputError(f"{OUTPUTS} has labels that the model does not have: {', '.join(sorted(unknown))}")
    return [known.get(name, outputs.label(name)) for name in names]
