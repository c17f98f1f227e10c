"""Writes and checks model bundles: the folders that the App loads (``model.bundle.BundleParser``)."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from model_export import jsonl
from model_export.errors import InputError

FORMAT = 1
MANIFEST, MODEL, TOKENIZER = "bundle.json", "model.onnx", "tokenizer.json"
TASKS = ("encoder", "multi-label", "nli", "matcher")

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def sha256(path: Path) -> str:
    """Returns the SHA-256 of a file in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, manifest: Mapping[str, Any], files: Iterable[str]) -> dict[str, Any]:
    """Writes bundle.json with the SHA-256 of the named files in the folder. Returns its content."""
    complete = {"format": FORMAT} | dict(manifest) | {"files": {name: sha256(folder / name) for name in files}}
    check(complete)
    jsonl.write_json(folder / MANIFEST, complete)
    return complete


def read(folder: Path) -> dict[str, Any]:
    """Returns the manifest of a bundle with complete files. Raises InputError if the App would refuse the bundle."""
    manifest = jsonl.read_json(folder / MANIFEST)
    check(manifest)
    for name, expected in manifest["files"].items():
        if not (folder / name).is_file():
            raise InputError(f"bundle {folder} lacks {name}")
        if sha256(folder / name) != expected:
            raise InputError(
                f"bundle {folder}: {name} is not the file that {MANIFEST} was written for. Export it again"
            )
    return manifest


def check(manifest: Mapping[str, Any]) -> None:
    """Raises InputError, which lists all problems, if the App would refuse a manifest."""
    problems = list(_problems(manifest))
    if problems:
        raise InputError("\n".join(f"{MANIFEST}: {problem}" for problem in problems))


def _problems(manifest: Mapping[str, Any]) -> Iterable[str]:
    if manifest.get("format") != FORMAT:
        yield f"'format' must be {FORMAT}"
    task = manifest.get("task")
    if task not in TASKS:
        yield f"task {task!r} is not one of {', '.join(TASKS)}"
    if not NAME.fullmatch(str(manifest.get("name", ""))):
        yield f"'name' must match {NAME.pattern}"
    for field in ("maxLength", *({"maxRows"} & manifest.keys())):
        if not isinstance(manifest.get(field), int) or manifest[field] <= 0:
            yield f"'{field}' must be a positive whole number"
    if manifest.get("pooling", "cls") not in ("cls", "mean"):
        yield "'pooling' must be cls or mean"
    for field in ("version", "base.model", "base.license"):
        value: object = manifest
        for part in field.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if not isinstance(value, str) or not value.strip():
            yield f"'{field}' must be a text"
    if "trained_until" in manifest and not _instant(manifest["trained_until"]):
        yield "'trained_until' must be an instant such as 2024-05-01T12:00:00Z"
    yield from _repository_problems(manifest.get("trained_repositories", []))
    if task == "multi-label" and not manifest.get("labels"):
        yield "a multi-label bundle needs 'labels'"
    for head in [manifest, *manifest.get("heads", [])]:
        yield from _label_problems(head.get("labels", []))
        if "ngrams" in head and head["ngrams"]["file"] not in manifest.get("files", {}):
            yield f"'files' lacks the SHA-256 of {head['ngrams']['file']}"
    if task == "nli":
        yield from _entailment_problems(manifest.get("entailment"))
    if task == "matcher":
        yield from _matcher_problems(manifest.get("matcher"))
    for name in {MODEL, TOKENIZER} - manifest.get("files", {}).keys():
        yield f"'files' lacks the SHA-256 of {name}"
    for name in manifest.get("files", {}):
        if not FILE_NAME.fullmatch(name):
            yield f"{name!r} is not a plain file name"


def _instant(value: object) -> bool:
    try:
        return isinstance(value, str) and "T" in value and datetime.datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _repository_problems(repositories: object) -> Iterable[str]:
    if not isinstance(repositories, list) or not all(isinstance(entry, Mapping) for entry in repositories):
        yield """'trained_repositories' must be a list of {"repo": "owner/name", "until": "2024-05-01T12:00:00Z"}"""
        return
    seen = set()
    for entry in repositories:
        repo = entry.get("repo")
        if not isinstance(repo, str) or not REPOSITORY.fullmatch(repo):
            yield f"each entry of 'trained_repositories' needs a 'repo' such as owner/name, but one has {repo!r}"
            continue
        if repo.lower() in seen:  # GitHub holds names that differ only in case for the same repository
            yield f"'trained_repositories' names {repo} twice"
        seen.add(repo.lower())
        if "until" in entry and not _instant(entry["until"]):
            yield f"'until' must be an instant such as 2024-05-01T12:00:00Z ('trained_repositories', {repo})"


def _label_problems(labels: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    seen = set()
    for each in labels:
        if each["name"].lower() in seen:  # GitHub holds names that differ only in case for the same label
            yield f"label {each['name']!r} is named twice"
        seen.add(each["name"].lower())
        if not 0 <= each["threshold"] <= 1:
            yield f"the threshold of {each['name']!r} is not in 0-1"


def _entailment_problems(entailment: Mapping[str, Any] | None) -> Iterable[str]:
    if entailment is None:
        yield "an nli bundle needs 'entailment' with its classes"
        return
    classes = [name.lower() for name in entailment["classes"]]
    if len(classes) not in (2, 3) or "entailment" not in classes:
        yield f"an entailment model has two or three classes, one of them 'entailment': {classes}"
    if not 0 <= entailment["threshold"] <= 1:
        yield "the threshold of 'entailment' is not in 0-1"


def _matcher_problems(matcher: Mapping[str, Any] | None) -> Iterable[str]:
    if matcher is None:
        yield "a matcher bundle needs 'matcher' with its marker and labelLength"
        return
    if not isinstance(matcher.get("marker"), str) or not matcher["marker"].strip():
        yield "'marker' must be a text"
    length = matcher.get("labelLength")
    if not isinstance(length, int) or isinstance(length, bool) or length <= 0:
        yield "'labelLength' must be a positive whole number"
    threshold = matcher.get("threshold")
    if not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        yield "the threshold of 'matcher' is not in 0-1"
