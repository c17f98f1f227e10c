"""Recognizes labels about the work on an issue by their names."""

import re

# Labels about the work on an issue, which no model could tell from its text.
PROCESS = re.compile(
    r"^(b|e|p|s|priority|status|lifecycle|triage|needs|size|do-not-merge|cncf-cla|release-note)"
    r"([-/: ]|$)|^(approved|lgtm|duplicate|invalid|wontfix|stale|confirmed|easy|moderate|hard|blocker"
    r"|help wanted|good (first|second) issue|hacktoberfest|metabug|parked|in progress|relnotes"
    r"|final-comment-period|beta-|disposition-|regression-from|ok-to-test|editor ready|pr pending"
    r"|new pr needed|chair action|propose-close|pending-close|on-hold|discuss|has-pr|ready-)",
    re.IGNORECASE,
)


def is_process(name: str) -> bool:
    """Returns whether a label describes the work on an issue rather than its content."""
    return PROCESS.match(name) is not None
