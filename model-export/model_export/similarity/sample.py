"""Draws the issues on which the weights of the similarity scorer are fitted.

Reads NAME.jsonl.xz and, where it is known, the catalog NAME.labels.json, and writes for each repository
NAME--OWNER--REPO.issues.jsonl and .labels.json. Seeded: the same files give the same issues.

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
ANY = ""  # stands for the repository where a catalog does not name it
ISSUES = 300  # a repository, at most
FEWEST = 30  # labelled issues that a repository must have to take part
COMMON = 5  # uses from which a label counts where no catalog is known


@dataclass(frozen=True)
class SampleSettings:
    """From where to where."""

    data: Path = argument(help="Folder of NAME.jsonl.xz and, where known, NAME.labels.json.")
    work: Path = argument(help="Folder to write to.")
    seed: int = option(SEED, help="Seed of what is drawn.")


def read_catalogs(path: Path) -> dict[str, dict[str, str]]:
    """Descriptions by label name by repository; ANY where a file of one repository does not name it."""
    catalogs: dict[str, dict[str, str]] = collections.defaultdict(dict)
    if path.exists():
        for label in jsonl.read_json(path):
            catalogs[label.get("repo", ANY)][label["name"]] = label.get("description") or ""
    return catalogs


def sample(data: Path, work: Path, seed: int = SEED) -> None:
    """Draws labelled issues; only labels that say something about the text count as labelled."""
    files = [path for path in sorted(data.glob("*.jsonl.xz")) if not path.name.startswith("unlabelled")]
    if not files:
        raise InputError(f"no labelled *.jsonl.xz in {data}")
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
            labelled = [issue for issue in issues if says & set(issue["labels"])]
            if len(labelled) < FEWEST or len(says) < 2:
                continue
            rng.shuffle(labelled)
            name = f"{stem}--{repo.replace('/', '--')}"
            labels = [{"name": name, "description": text} for name, text in sorted(catalog.items())]
            jsonl.write_json(work / f"{name}.labels.json", labels)
            jsonl.write(work / f"{name}.issues.jsonl", labelled[:ISSUES])


def run(settings: SampleSettings) -> None:
    """Draws from the folder that the settings name."""
    sample(settings.data, settings.work, settings.seed)
