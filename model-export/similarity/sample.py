"""Draws the issues that the similarity rung's weights are fitted on.

    sample.py DATA WORK    draw labelled issues from DATA/*.jsonl.xz into WORK

Needs only Python. Seeded: the same files give the same issues.
"""

import argparse
import collections
import json
import random
from pathlib import Path

from inputs import PROCESS, SEED, InputError, read_json, read_lines

ISSUES = 300  # a repository, at most
FEWEST = 30  # labelled issues that a repository must have to take part
COMMON = 5  # uses from which a label counts where no catalog is known


def read_catalogs(path: Path) -> dict[str, dict[str, str]]:
    """Descriptions by label name by repository; a catalog that is not known is empty."""
    catalogs: dict[str, dict[str, str]] = collections.defaultdict(dict)
    if path.exists():
        for label in read_json(path):
            catalogs[label["repo"]][label["name"]] = label.get("description") or ""
    return catalogs


def sample(data: Path, work: Path) -> None:
    """Draws labelled issues; only labels that say something about the text count as labelled."""
    files = [path for path in sorted(data.glob("*.jsonl.xz")) if not path.name.startswith("unlabelled")]
    if not files:
        raise InputError(f"no labelled *.jsonl.xz in {data}")
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    for path in files:
        stem = path.name.removesuffix(".jsonl.xz")
        catalogs = read_catalogs(path.with_name(f"{stem}.labels.json"))
        by_repo = collections.defaultdict(list)
        for issue in read_lines(path):
            if issue.get("labels") is not None:
                by_repo[issue["repo"]].append(issue)
        for repo, issues in sorted(by_repo.items()):
            used = collections.Counter(name for issue in issues for name in issue["labels"])
            catalog = catalogs.get(repo) or {name: "" for name, count in used.items() if count >= COMMON}
            says = {name for name in catalog if not PROCESS.match(name)}
            labelled = [issue for issue in issues if says & set(issue["labels"])]
            if len(labelled) < FEWEST or len(says) < 2:
                continue
            rng.shuffle(labelled)
            name = f"{stem}--{repo.replace('/', '--')}"
            labels = [{"name": name, "description": text} for name, text in sorted(catalog.items())]
            (work / f"{name}.labels.json").write_text(json.dumps(labels), encoding="utf-8")
            drawn = "".join(json.dumps(issue) + "\n" for issue in labelled[:ISSUES])
            (work / f"{name}.issues.jsonl").write_text(drawn, encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of NAME.jsonl.xz and, where known, NAME.labels.json")
    parser.add_argument("work", type=Path, help="folder to write to")
    asked = parser.parse_args(arguments)
    try:
        sample(asked.data, asked.work)
    except InputError as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
