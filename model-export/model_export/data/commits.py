"""Makes weakly labeled texts from a git history, because a commit's subject often names its topic.

The prefix of a subject is the label and is removed from the text. Topics are the prefixes of `area: …`, `area/part: …`,
`[area] …`, and the scope of `type(area): …`. The spellings of `fix`, `feat`, `docs`, `perf`, `refactor`, `test` and
`build` name the type: bug, feature, documentation, performance, refactoring, tests or build. Merges, reverts, releases,
version bumps and commits of bots are left out, and so are trailers, sign-offs and authors.

FOLDER is a clone, bare or not. The history of its HEAD is read through the `git` command. Writes NAME.jsonl with one
commit in each line, oldest first, `{"repo","number","title","body","labels","type","created_at"}`, and
NAME.metrics.json. The number is a running count. The type is null if the subject does not name one.

    git clone --bare --filter=blob:none https://github.com/OWNER/REPO
    model-export commits REPO.git --out data/OWNER.REPO.commits.jsonl.xz
"""

import collections
import datetime
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model_export import jsonl, output, progress
from model_export.data import subjects
from model_export.data.git_log import Commit, History
from model_export.errors import InputError
from model_export.settings import argument, option

REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")

# "Talbot" is a person, so "bot" must be a word of its own or start with a capital.
BOT = re.compile(
    r"\[bot\]|(?i:(?:^|[-_. +@])(?:ro)?bot(?:$|[-_. +@]))|[a-z0-9]Bot\b|(?i:robot(?:$|@))"
    r"|(?i:^(?:dependabot|renovate|greenkeeper|pyup|github[- ]actions?|snyk|imgbot|allcontributors|semantic-release"
    r"|weblate|transifex|translatewiki\.net|mergify|travis[- ]ci|jenkins|ci[- ]user|buildbot|autoroll(?:er)?)\b)"
)


@dataclass(frozen=True)
class CommitsSettings:
    """The history to read and the file to write."""

    folder: Path = argument(help="A clone of the repository, bare or not.")
    repo: str | None = option(
        None, help="OWNER/NAME to write into each row. By default that of the remote origin, or the folder's name."
    )
    out: Path | None = option(
        None, help="File to write: .jsonl, .jsonl.gz or .jsonl.xz. OWNER.NAME.commits.jsonl by default."
    )
    fewest: int = option(8, help="Fewest commits that a topic must have to be kept.")
    most: int | None = option(None, help="Number of the newest commits to read, without merges. All by default.")

    def __post_init__(self) -> None:
        if self.repo is not None and not REPOSITORY.fullmatch(self.repo):
            raise ValueError(f"--repo {self.repo!r} is not OWNER/NAME")
        if self.out is not None and not self.out.name.endswith(jsonl.ENDINGS):
            raise ValueError(f"--out {self.out}: the name has to end in .jsonl, .jsonl.gz or .jsonl.xz")
        if self.fewest < 1:
            raise ValueError("--fewest has to be at least 1")
        if self.most is not None and self.most < 1:
            raise ValueError("--most has to be at least 1")


@dataclass(frozen=True)
class Told:
    """A commit and the parts of its subject."""

    time: int
    subject: subjects.Subject
    body: str


def run(settings: CommitsSettings) -> dict[str, Any]:
    """Reads the history, writes the file, and prints the counts."""
    history = History(settings.folder)
    repo = settings.repo or history.repository()
    out = settings.out or Path(f"{repo.replace('/', '.')}.commits.jsonl")
    if out.exists():
        raise InputError(f"{out} exists already: remove it, or choose another --out")
    counts: collections.Counter[str] = collections.Counter()
    told = sorted(_tell(history.commits(settings.most), repo, counts), key=lambda each: each.time)
    rows = list(_rows(repo, told, settings.fewest, counts))
    if not rows:
        raise InputError(
            f"none of the {counts['read']} commits of {settings.folder} names a type, or a topic that"
            f" {settings.fewest} commits have: lower --fewest, or choose another repository"
        )
    topics = collections.Counter(name for row in rows for name in row["labels"])
    figures = {
        "read": counts.pop("read"),
        "rows": len(rows),
        "left_out": dict(sorted(counts.items())),
        "topics": dict(topics.most_common()),
        "types": dict(collections.Counter(row["type"] for row in rows if row["type"]).most_common()),
        "without_topic": sum(not row["labels"] for row in rows),
        "shallow": history.is_shallow(),
    }
    metrics = output.metrics("commits", settings, figures)
    jsonl.write_json(jsonl.beside(out, ".metrics.json"), metrics)
    jsonl.write(out, rows)
    _print(out, figures)
    return metrics


def _tell(commits: Iterable[Commit], repo: str, counts: collections.Counter[str]) -> Iterator[Told]:
    """Yields the commits whose subjects name a topic or a type, oldest first, because git lists the newest first."""
    kept = []
    for commit in progress.track(commits, f"commits of {repo}"):
        counts["read"] += 1
        if reason := _why_not(commit):
            counts[reason] += 1
            continue
        subject = subjects.read(commit.subject)
        if subject is None:
            counts["releases and other upkeep"] += 1
        elif not subject.title or not (subject.kind or subject.topics):
            counts["neither topic nor type"] += 1
        else:
            kept.append(Told(commit.time, subject, subjects.body_text(commit.body)))
    yield from reversed(kept)


def _why_not(commit: Commit) -> str | None:
    if BOT.search(commit.author) or BOT.search(commit.address.partition("@")[0]):
        return "bots"
    if subjects.is_revert(commit.body):
        return "reverts"
    # Later dates come from wrong clocks.
    return "no date" if commit.time is None or commit.time >= LATEST else None


LATEST = int(datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC).timestamp())


def _rows(repo: str, told: Iterable[Told], fewest: int, counts: collections.Counter[str]) -> Iterator[dict[str, Any]]:
    """Yields a row for each commit that still has a label after duplicates and rare topics are removed."""
    unique: dict[tuple[subjects.Subject, str], Told] = {}
    for each in told:
        if unique.setdefault((each.subject, each.body), each) is not each:
            counts["duplicates"] += 1
    spelled = subjects.spelled_alike([topic for each in unique.values() for topic in each.subject.topics])
    topics = [tuple(dict.fromkeys(spelled[topic] for topic in each.subject.topics)) for each in unique.values()]
    used = collections.Counter(topic for each in topics for topic in each)
    counts["rare topics"] = 0
    number = 0
    for each, found in zip(unique.values(), topics, strict=True):
        labels = [topic for topic in found if used[topic] >= fewest]
        if not labels and not each.subject.kind:
            counts["rare topics"] += 1
            continue
        number += 1
        yield {
            "repo": repo,
            "number": number,
            # A prefix that is not a topic may be the start of a sentence.
            "title": each.subject.title if labels else each.subject.whole,
            "body": each.body,
            "labels": labels,
            "type": each.subject.kind,
            "created_at": datetime.datetime.fromtimestamp(each.time, datetime.UTC).isoformat().replace("+00:00", "Z"),
        }


def _print(out: Path, figures: dict[str, Any]) -> None:
    print(
        f"{out}: {figures['rows']} of {figures['read']} commits, {len(figures['topics'])} topics, "
        f"{figures['without_topic']} with a type alone"
    )
    left = ", ".join(f"{count} {reason}" for reason, count in figures["left_out"].items() if count)
    print(f"left out: {left or 'none'}")
    if figures["shallow"]:
        print("the clone is shallow: `git fetch --unshallow` brings the older commits", file=sys.stderr)
