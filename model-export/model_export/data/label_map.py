"""A table of label spellings and the labels that they mean: `label-types.tsv` of the App, or one of your own.

A line is a pattern, a tab, and a label. The label "none" drops every name that matches. A pattern is words separated by
spaces and is compared with the words of a label's name (label_text.LabelNameWords). "*" at its start or end matches any
number of words, including none. The first pattern that matches decides. Lines that start with "#" are comments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from model_export.data.label_text import LabelNameWords
from model_export.data.word_lists import words
from model_export.errors import InputError

COMMENT, ANY, NONE = "#", "*", "none"

# A label with one of these describes where work stands, whatever else it names.
PROCESS_WORDS = words("process-word")
PROCESS_GROUPS = words("process-group")


@dataclass(frozen=True)
class Pattern:
    """Words, whether others may come before and after them, and the label that they mean. None drops the name."""

    words: tuple[str, ...]
    open_start: bool
    open_end: bool
    label: str | None

    def fits(self, words: Sequence[str]) -> bool:
        spare = len(words) - len(self.words)
        if spare < 0 or (spare and not self.open_start and not self.open_end):
            return False
        first, last = (0 if self.open_end else spare), (spare if self.open_start else 0)
        return any(tuple(words[at : at + len(self.words)]) == self.words for at in range(first, last + 1))


@dataclass(frozen=True)
class LabelMap:
    """The patterns of a table in their order."""

    patterns: tuple[Pattern, ...]

    @staticmethod
    def read(path: Path) -> "LabelMap":
        """Reads a table. Raises InputError, which names the line, if a line is malformed."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise InputError(f"cannot read {path}: {problem}") from problem
        numbered = enumerate(lines, start=1)
        return LabelMap(
            tuple(_pattern(path, n, line) for n, line in numbered if line.strip() and not line.startswith(COMMENT))
        )

    def label(self, name: str) -> str | None:
        """Returns what a label's name means. Returns None if no pattern matches, or if the label describes where work
        stands.
        """
        read = LabelNameWords.of(name)
        found = None if tells_progress(read) else self.first(read.words)
        return found and found.label

    def first(self, words: Sequence[str]) -> Pattern | None:
        """Returns the first pattern that matches, or None."""
        return next((pattern for pattern in self.patterns if pattern.fits(words)), None)

    @cached_property
    def typed_words(self) -> frozenset[str]:
        """Returns all words of the patterns that mean a label."""
        return frozenset(word for pattern in self.patterns if pattern.label for word in pattern.words)


def tells_progress(read: LabelNameWords) -> bool:
    """Returns whether a label describes where work stands, whatever else it names."""
    return read.group in PROCESS_GROUPS or not PROCESS_WORDS.isdisjoint(read.words)


def _pattern(path: Path, number: int, line: str) -> Pattern:
    spelled, tab, label = line.partition("\t")
    words = spelled.lower().split()
    open_start, open_end = words[:1] == [ANY], words[1:] != [] and words[-1] == ANY
    words = words[open_start : len(words) - open_end]
    if not tab or not words or not label.strip():
        raise InputError(f"{path}, line {number}: not a pattern, a tab and a label")
    return Pattern(tuple(words), open_start, open_end, None if label.strip() == NONE else label.strip())
