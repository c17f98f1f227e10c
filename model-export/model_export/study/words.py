"""The words of a label for models that only see its name."""

from collections.abc import Mapping
from pathlib import Path

from model_export.data.label_text import SPELLED_OUT, LabelNameWords
from model_export.errors import InputError

# Other words of labels that most repositories have.
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
    """Returns the label's phrase first, then its other words."""
    phrase = LabelNameWords.of(label).phrase()
    more = [SPELLED_OUT[word] for word in phrase.split() if word in SPELLED_OUT]
    found = (own or {}).get(label) or COMMON.get(phrase, ())
    return tuple(dict.fromkeys([phrase, *more, *found]))


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """Reads a table of a label, a tab, and its words, separated by commas."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        label, tab, words = line.partition("\t")
        if not tab or not words.strip():
            raise InputError(f"{path}, line {number}: not a label, a tab, and words separated by commas")
        found[label.strip()] = tuple(word.strip() for word in words.split(",") if word.strip())
    return found
