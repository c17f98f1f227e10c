"""Draws the issues on which the weights of the similarity scorer are fitted.

Reads NAME.jsonl.xz and, if it exists, the catalog NAME.labels.json, and writes for each repository
NAME--OWNER--REPO.issues.jsonl and .labels.json. The draws are seeded: the same files give the same issues.

    model-export sample-similarity issues-folder work-folder
"""

import collections
import random
from dataclasses import dataclass
from pathlib import Path

from model_export import jsonl
from model_export.data.labels import is_process
from model_export.errors import InputError
from model_export.settings import argument, option

SEED = 20261123
ANY = ""  # the repository if a catalog does not name it
ISSUES = 300  # most issues of a repository
FEWEST = 30  # fewest labeled issues of a repository
COMMON = 5  # fewest uses of a label if there is no catalog


@dataclass(frozen=True)
class SampleSettings:
    """The folders to read and write."""

    data: Path = argument(help="Folder of NAME.jsonl.xz and, where known, NAME.labels.json.")
    work: Path = argument(help="Folder to write to.")
    seed: int = option(SEED, help="Seed of what is drawn.")


def read_catalogs(path: Path) -> dict[str, dict[str, str]]:
    """Returns descriptions by label name by repository. ANY is the repository if a file does not name it."""
    catalogs: dict[str, dict[str, str]] = collections.defaultdict(dict)
    if path.exists():
        for label in jsonl.read_json(path):
            catalogs[label.get("repo", ANY)][label["name"]] = label.get("description") or ""
    return catalogs


def sample(data: Path, work: Path, seed: int = SEED) -> None:
    """Draws labeled issues. Only labels that describe the text count."""
    files = [path for path in sorted(data.glob("*.jsonl.xz")) if not path.name.startswith("unlabelled")]
    if not files:
        raise InputError(f"no labeled *.jsonl.xz in {data}")
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for path in files:
        stem = path.name.removesuffix(".jsonl.xz")
        catalogs = read_catalogs(path.with_name(f"{stem}.labels.json"))
        by_repo = collections.defaultdict(list)
        for issue in jsonl.read(path):
            if issue.get("labels") is not None:
                by_repo[issue["repo"]].append(issue)
        for repo, issues in sorted(by_repo.items()):
            used = collections.Counter(name for issue in issues for name in issue["labels"])
            catalog = (
                catalogs.get(repo) or catalogs.get(ANY) or {name: "" for name, count in used.items() if count >= COMMON}
            )
            says = {name for name in catalog if not is_process(name)}
            labeled = [issue for issue in issues if says & set(issue["labels"])]
            if len(labeled) < FEWEST or len(says) < 2:
                continue
            rng.shuffle(labeled)
            name = f"{stem}--{repo.replace('/', '--')}"
            labels = [{"name": name, "description": text} for name, text in sorted(catalog.items())]
            jsonl.write_json(work / f"{name}.labels.json", labels)
            jsonl.write(work / f"{name}.issues.jsonl", labeled[:ISSUES])


def run(settings: SampleSettings) -> None:
    """Draws from the folder in the settings."""
    sample(settings.data, settings.work, settings.seed)
