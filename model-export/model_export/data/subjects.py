"""Reads a commit's message: the topic and the type at the start of its subject, and the text after them.

fix(parser)!: …    type bug, topic parser     (https://www.conventionalcommits.org)
net/http: …        topic net/http             (https://go.dev/wiki/CommitMessage)
[Python][Docs] …   topic Python, type documentation
ENH: linalg: …     type feature, topic linalg
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Spellings of each type, in lower case.
SPELLINGS = {
    "bug": "fix fixes fixed fixing bug bugs bugfix bugfixes hotfix",
    "feature": "feat feats feature features enh enhance enhancement enhancements new",
    "documentation": "doc docs documentation docstring docstrings",
    "performance": "perf performance prf optimization optimisation",
    "refactoring": "ref refac refact refactor refactors refactoring cleanup cleanups clean cln maint",
    "tests": "test tests testing tst",
    "build": "build builds bld ci ci/cd",
}
TYPES = {word: name for name, words in SPELLINGS.items() for word in words.split()}
_TWO_WORDS = {"bug fix": "bug", "bug fixes": "bug", "clean up": "refactoring", "code cleanup": "refactoring"}

# Commits without work of their own are left out.
LEFT_OUT = frozenset(
    "wip fixup! squash! amend! fixup squash amend draft tmp temp dnm rfc release releases rel rls version versions bump"
    " bumps bumped merge merged merges revert reverts reverted reapply backport backports cherry-pick changelog"
    " changelogs deps deps-dev dep dependencies dependency".split()
)
# Upkeep is not a topic, but the scope may name one.
UPKEEP = frozenset("chore chores style styles sty lint format misc minor trivial nit nits typo typos".split())
# Words that are not topics, because they say how the work was done or start a remark.
NO_TOPICS = UPKEEP | frozenset(
    "linting formatting update updates upd upgrade upgrades patch hack other all various general internal improve"
    " improvement improvements imp impr tweak tweaks change changes breaking note notes todo fixme warning warnings"
    " hint tip info important example e.g i.e re fw fwd ps p.s see cf closes close closed resolves issue author from"
    " date subject reason result solution problem question answer add added adds remove removed removes delete make"
    " use move rename skip part step phase pr mr is was are it this that the a an and or".split()
)
# Two or three words can be a topic, such as "trace viewer". If they start with one of these, they are a sentence.
_SENTENCE = re.compile(
    r"(?:fix\w*|add\w*|remov\w*|updat\w*|chang\w*|mak\w*|us\w*|mov\w*|renam\w*|delet\w*|implement\w*|improv\w*|clean\w*"
    r"|correct\w*|allow\w*|avoid\w*|support\w*|introduc\w*|creat\w*|set|get|do|don't|not?|now|if|when|while|in|on|for|with"
    r"|to|this|that|the|an?|some|more|another|it|its|we|i|you|they|there|please|also|see|breaking|reviewed|final|initial"
    r"|first|last|last-minute|bump\w*|merg\w*|revert\w*|releas\w*|prepar\w*|upgrad\w*|ci|skip) ",
    re.IGNORECASE,
)

# ABC-1234, the number of a ticket; but not UTF-8, SHA-256 or HTTP-2.
_KEY = r"(?!(?:UTF|SHA|ISO|HTTP|RFC|CVE|PEP|AES|RSA)-)[A-Z][A-Z0-9]+-\d+"
_TICKET = re.compile(rf"\[{_KEY}\]:?\s*|(?:{_KEY}\b|\(?(?:GH-?|#)\d+\)?)\s*(?::\s+|-\s+|(?=\[))")
_REFERENCE = re.compile(
    r"(?<!\s)\s*(?:\((?:close[sd]?|fix(?:es|ed)?|see|pr|gh)?[ -]?(?:#|!|GH-)\d+[^()]*\)|\[[A-Z]+-\d+\])\.?$",
    re.IGNORECASE,
)
# Gitmoji (https://gitmoji.dev), as a sign or by name.
_EMOJI = re.compile(r"(?::[a-z_]+\d*:|[\u2190-\u2bff\u3030\U0001f000-\U0001faff]\ufe0f?)\s*")
_BRACKETS = re.compile(r"\[(?P<name>[^\[\]]{1,40})\](?:\((?P<scope>[^()]{1,60})\))?!?\s*(?::\s+)?")
_COLON = re.compile(r"(?P<name>[^\s:()\[\]][^:()\[\]]{0,59}?)(?:\((?P<scope>[^()]{1,60})\))?\s?!?:\s+")
_TOPIC = re.compile(r"[\w@$.*][\w@$./*+#&'-]*(?: [\w@$./*+#&-]+){0,2}")
_SEPARATOR = re.compile(r"\s*(?:,|;|\||&| and )\s*")
_VERSION = re.compile(r"v?\d+(?:\.(?:\d+|x))*(?:[-.]?(?:rc|alpha|beta|dev|pre)[-.]?\d*)?", re.IGNORECASE)
_RELEASE = re.compile(
    r"(?:cut|prepare|publish|start|tag|begin)\b(?: for)?(?: the| a)?(?: next| new)? (?:releases?\b|version\b|v?\d)"
    r"|(?:release|version):?(?: version)? v?\d\S*$|release$|set version\b"
    r"|bump\b.*(?:\bversions?\b|\d+\.\d+|\bto v?\d+$|\bdeps\b|\bdependenc)"
    r"|(?:update|upgrade|pin|switch|roll)\b.*\b(?:from|to) v?\d+(?:\.\d+|\S*$)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"(?:fixup|squash|amend)!|wip\b", re.IGNORECASE)
_REVERT = re.compile(r"^This (?:reverts commit|reverts merge request|is a revert of)\b|^\(?This reverts ", re.MULTILINE)

# Targets of a trailer: #12, OWNER/NAME#12, GH-12, KEY-12, a commit, an address.
_POINTER = r"(?:[^\s,#]*#\d+|[a-z][a-z0-9]+-\d+|[0-9a-f]{7,40}\b|\d+\b|https?://[^\s,]+)"
_TRAILER = re.compile(
    r"(?:[a-z]+(?:-[a-z0-9.]+)*-(?:by|to|on|id|from|url|bot|result|ci|bug|status|revid)|cc|fixes|closes|resolves|link"
    r"|differential revision|reviewers|reviewed by|tested by|tested|auto-submit|trust|tags|topic|implements|authors?"
    r"|co-?author|pr-url|sem-ver|docimpact|apiimpact|upgradeimpact)\s*:(?:\s.*)?"
    rf"|(?:fix|fixed|close|closed|resolve|resolved|refs?|references?|related|see|see also|bugs?|issues?|ticket|jira|pr"
    rf"|pull request|backport)\s*:\s*(?:{_POINTER}.*)?"
    rf"|(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|refs?|see|re|part of|related to|towards|updates|for)\s+{_POINTER}"
    rf"(?:(?:,\s*|\s+and\s+|\s+){_POINTER})*[.)]?"
    r"|\(?cherry[- ]picked from .*|(?:signed[- ]off|co-?auth\w*)[- ]by\b.*|\[(?:skip ci|ci skip)\]|(?:#.*)?conflicts:?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\s)\s*<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True)
class Subject:
    """The parts of a subject.

    kind: one of SPELLINGS, or None.
    topics: as spelled.
    title: without type and topic.
    whole: without the type only, for commits whose topic turns out not to be one.
    """

    kind: str | None
    topics: tuple[str, ...]
    title: str
    whole: str


def read(subject: str) -> Subject | None:
    """Returns the parts of a subject. Returns None for a commit without work of its own, such as a release."""
    rest = _without_marks(subject)
    if _UNFINISHED.match(rest):
        return None
    kind: str | None = None
    topics: list[str] = []
    whole = rest
    in_brackets = False
    for _ in range(4):
        found = _BRACKETS.match(rest) or _COLON.match(rest)
        bracketed = found is not None and found.re is _BRACKETS
        if not found or not (parts := _parts(found, bracketed)):
            break
        if any(part.casefold() in LEFT_OUT for part in parts.words):
            return None
        # One run of brackets, or one prefix with a colon, names topics. After it only a type is still a prefix.
        if topics and parts.topics and not (in_brackets and bracketed):
            break
        if not topics and parts.topics:
            whole, in_brackets = rest, bracketed
        kind = kind or parts.kind
        topics += parts.topics
        rest = _without_marks(rest[found.end() :])
    title = _titled(rest)
    if _RELEASE.match(title) or _VERSION.fullmatch(title):
        return None
    return Subject(kind, tuple(dict.fromkeys(topics)), title, _titled(whole) if topics else title)


@dataclass(frozen=True)
class _Parts:
    """The parts of a prefix. words: all of it."""

    kind: str | None
    topics: list[str]
    words: list[str]


def _parts(found: re.Match[str], bracketed: bool) -> _Parts | None:
    """Returns the parts of a prefix, or None if it is the start of a sentence."""
    name = found["name"].strip().rstrip("!").strip()
    names, scope = _split(name), _split(found["scope"] or "")
    known = [type_of(each) for each in names]
    if not names:
        return None
    if all(known):
        return _Parts(known[0], [each for each in scope if is_topic(each)], [*names, *scope])
    if not all(_is_word(each) for each in names):
        return None
    topics = [each for each in names if not type_of(each) and is_topic(each, bracketed)]
    process = {each.casefold() for each in names} & (LEFT_OUT | NO_TOPICS)
    if not topics and not process:
        return None
    # "note: …" is part of the text, but "chore: …" and "chore(parser): …" are prefixes.
    if not topics and not scope and not bracketed and not process & (LEFT_OUT | UPKEEP):
        return None
    kinds = [each for each in known if each]
    return _Parts(kinds[0] if kinds else None, topics + [each for each in scope if is_topic(each)], [*names, *scope])


def _split(text: str) -> list[str]:
    return [part.strip().strip("`'\"") for part in _SEPARATOR.split(text) if part.strip()]


def _is_word(name: str) -> bool:
    return _TOPIC.fullmatch(name) is not None and not _SENTENCE.match(name)


def type_of(word: str) -> str | None:
    """Returns the type that a word spells, or the first of several, such as BUG/TST. Returns None for other words."""
    lower = word.casefold()
    if lower in TYPES or lower in _TWO_WORDS:
        return TYPES.get(lower) or _TWO_WORDS[lower]
    parts = re.split(r"[/+]", lower)
    return TYPES[parts[0]] if all(part in TYPES for part in parts) else None


def is_topic(word: str, bracketed: bool = False) -> bool:
    """Returns whether a prefix can be the topic of a commit.

    bracketed: [R] and [C] are languages, but the C of "C: …" is a drive.
    """
    lower = word.casefold()
    return (
        len(word) <= 40
        and (len(word) > 1 or bracketed)
        and _is_word(word)
        and any(letter.isalpha() for letter in word)
        and lower not in LEFT_OUT
        and lower not in NO_TOPICS
        and not _VERSION.fullmatch(word)
        and not re.fullmatch(_KEY, word)
        and not re.fullmatch(r"\d+(?:am|pm|st|nd|rd|th)|ci skip", lower)
    )


def _without_marks(text: str) -> str:
    """Removes emoji and ticket numbers at the start."""
    text = text.strip()
    while found := _EMOJI.match(text) or _TICKET.match(text):
        text = text[found.end() :].lstrip()
    return text


def _titled(text: str) -> str:
    """Removes references at the end and starts with a capital, as issues do."""
    text = text.strip()
    while found := _REFERENCE.search(text):
        text = text[: found.start()].rstrip()
    return text[:1].upper() + text[1:]


def is_revert(body: str) -> bool:
    """Returns whether a message says that the commit reverts another."""
    return _REVERT.search(body) is not None


def body_text(body: str) -> str:
    """Returns a message's body without trailers, sign-offs and addresses of people."""
    kept: list[str] = []
    in_trailer = False
    for line in body.replace("\r\n", "\n").split("\n"):
        # A trailer may continue in indented lines (git interpret-trailers).
        in_trailer = bool(_TRAILER.fullmatch(line.strip())) or (in_trailer and line[:1] in (" ", "\t"))
        if not in_trailer:
            kept.append(_ADDRESS.sub("", line).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def spelled_alike(topics: Sequence[str]) -> dict[str, str]:
    """Returns for each spelling the most frequent, or first, spelling that differs only in case."""
    counts: dict[str, int] = {}
    for topic in topics:
        counts[topic] = counts.get(topic, 0) + 1
    best: dict[str, str] = {}
    for topic, count in counts.items():
        key = topic.casefold()
        if key not in best or count > counts[best[key]]:
            best[key] = topic
    return {topic: best[topic.casefold()] for topic in counts}
