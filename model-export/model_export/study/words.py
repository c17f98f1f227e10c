"""The words that a label goes by where a model is only told its name."""

from collections.abc import Mapping
from pathlib import Path

from model_export.data.label_text import SPELLED_OUT, LabelNameWords
from model_export.errors import InputError

# What labels of most repositories also go by.
COMMON = {
    "bug": ("error", "crash", "defect"),
    "documentation": ("docs", "readme"),
    "enhancement": ("feature", "improvement"),
    "new feature": ("feature", "request"),
    "question": ("help", "usage"),
    "performance": ("speed", "slow"),
    "speech": ("audio",),
    "vision": ("image",),
    "tokenization": ("tokenizer", "tokens"),
    "new model": ("model request",),
    "model training": ("training", "trainer"),
    "tensorflow or tf": ("tensorflow", "tf"),
    "pytorch": ("torch",),
    "examples": ("example", "script"),
}


def of(label: str, own: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """The label's phrase first, then what else it goes by."""
    phrase = LabelNameWords.of(label).phrase()
    more = [SPELLED_OUT[word] for word in phrase.split() if word in SPELLED_OUT]
    found = (own or {}).get(label) or COMMON.get(phrase, ())
    return tuple(dict.fromkeys([phrase, *more, *found]))


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """A table of a label, a tab, and its words with commas between them."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        label, tab, words = line.partition("\t")
        if not tab or not words.strip():
            raise InputError(f"{path}, line {number}: not a label, a tab, and words with commas between them")
        found[label.strip()] = tuple(word.strip() for word in words.split(",") if word.strip())
    return found
