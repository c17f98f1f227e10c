"""What is known of labels by their names alone."""

import re

# Labels that tell about the work on an issue, which its text cannot.
PROCESS = re.compile(
    r"^(b|e|p|s|priority|status|lifecycle|triage|needs|size|do-not-merge|cncf-cla|release-note)"
    r"([-/: ]|$)|^(approved|lgtm|duplicate|invalid|wontfix|stale|confirmed|easy|moderate|hard|blocker"
    r"|help wanted|good (first|second) issue|hacktoberfest|metabug|parked|in progress|relnotes"
    r"|final-comment-period|beta-|disposition-|regression-from|ok-to-test|editor ready|pr pending"
    r"|new pr needed|chair action|propose-close|pending-close|on-hold|discuss|has-pr|ready-)",
    re.IGNORECASE,
)


def is_process(name: str) -> bool:
    """Whether a label tells about the work on an issue rather than about what it says."""
    return PROCESS.match(name) is not None
