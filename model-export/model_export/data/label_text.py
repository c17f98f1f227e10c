"""Describes what a label means, in words that a model understands.

The texts are the same as those of the App's ``text.LabelNameWords`` and ``scoring.Hypotheses``, so that a model is
trained on the label texts that it will see. Tests check both against the vectors in
src/test/resources/label-text.jsonl.
"""

import re
from dataclasses import dataclass

from model_export.data.clean import JAVA_WHITESPACE, code_units, from_code_units, head
from model_export.data.word_lists import meanings, words

DESCRIPTION_LIMIT = 200  # UTF-16 code units, because some descriptions are long

_EMOJI_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_LETTER_GROUP = re.compile(r"([A-Z]{1,2})-(?=[A-Za-z0-9])")
_NAMED_GROUP = re.compile(r"([A-Za-z][A-Za-z ]{0,18}?)(?:\s*[/:]\s*|\s+-\s+)(?=\S)", re.ASCII)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_NOT_A_WORD = re.compile(r"(?:[^\w+#']|_)+")

# Prefixes that sort labels into groups but say nothing about an issue.
EMPTY_GROUPS = words("empty-group")

SPELLED_OUT = meanings("abbreviation")


@dataclass(frozen=True)
class LabelNameWords:
    """The words of a label's name.

    group: the prefix that sorts labels into groups, in lower case: kind of kind/bug, a of A-diagnostics.
    words: the other words, in lower case. A name without any word, such as one emoji, is its own only word.
    """

    group: str | None
    words: tuple[str, ...]

    @staticmethod
    def of(name: str) -> "LabelNameWords":
        """Reads a label's name."""
        text = _strip(_EMOJI_CODE.sub(" ", name))
        group = None
        if prefix := _LETTER_GROUP.match(text) or _NAMED_GROUP.match(text):
            group = _strip(prefix[1]).lower()
            text = text[prefix.end() :]
        words = split(text)
        if group is not None and group not in EMPTY_GROUPS:
            words.insert(0, group)
        return LabelNameWords(group, tuple(words) or (_strip(name),))

    def phrase(self) -> str:
        """Returns the words, separated by spaces."""
        return " ".join(self.words)

    def spelled_out(self) -> str:
        """Returns the phrase and, in parentheses, what its abbreviations stand for."""
        meanings = [SPELLED_OUT[word] for word in self.words if word in SPELLED_OUT]
        return f"{self.phrase()} ({', '.join(meanings)})" if meanings else self.phrase()


def split(text: str) -> list[str]:
    """Returns the words of a text in lower case."""
    return _NOT_A_WORD.sub(" ", _HUMP.sub(" ", text)).lower().split()


def hypothesis(name: str, description: str = "", own: str | None = None) -> str:
    """Returns the sentence to test for entailment, or the maintainers' own sentence if they wrote one."""
    if own is not None:
        return own
    sentence = f"This issue is about {LabelNameWords.of(name).phrase()}."
    short = _shortened(description)
    return f"{sentence} {short}" if short else sentence


def meaning(name: str, description: str = "", own: str | None = None) -> str:
    """Returns the text whose embedding represents the label."""
    if own is not None:
        return own
    words = LabelNameWords.of(name).spelled_out()
    short = _shortened(description)
    return f"{words}: {short}" if short else words


def _shortened(description: str) -> str:
    return from_code_units(head(code_units(_strip(description)), DESCRIPTION_LIMIT))


def _strip(text: str) -> str:
    return text.strip(JAVA_WHITESPACE)
