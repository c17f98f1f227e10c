"""What both steps of the similarity fit read, and how they tell what is wrong with it."""

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

SEED = 20261123

# Labels that tell about the work on an issue, which its text cannot.
PROCESS = re.compile(
    r"^(b|e|p|s|priority|status|lifecycle|triage|needs|size|do-not-merge|cncf-cla|release-note)"
    r"([-/: ]|$)|^(approved|lgtm|duplicate|invalid|wontfix|stale|confirmed|easy|moderate|hard|blocker"
    r"|help wanted|good (first|second) issue|hacktoberfest|metabug|parked|in progress|relnotes"
    r"|final-comment-period|beta-|disposition-|regression-from|ok-to-test|editor ready|pr pending"
    r"|new pr needed|chair action|propose-close|pending-close|on-hold|discuss|has-pr|ready-)",
    re.IGNORECASE,
)


class InputError(Exception):
    """Something is missing or unreadable in what the script was given."""


def read_json(path: Path) -> list[dict]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise InputError(f"cannot read {path}: {problem}") from problem


def read_lines(path: Path) -> Iterator[dict]:
    """The JSON objects of a plain or .xz file, one a line."""
    try:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield json.loads(line)
                except ValueError as problem:
                    raise InputError(f"{path}, line {number}: {problem}") from problem
    except (OSError, EOFError, lzma.LZMAError) as problem:
        raise InputError(f"cannot read {path}: {problem}") from problem
