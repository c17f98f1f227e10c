"""Words a label and a text for a batch."""

import re
from collections.abc import Sequence

import numpy as np

from model_export.data.label_text import LabelNameWords, meaning
from model_export.data.spellings import SPELLINGS
from model_export.matcher.sources import Label

_WORD = re.compile(r"\w+")


def wording(label: Label, spelled: float, described: float, rng: np.random.Generator) -> str:
    """Returns a text for a label.

    Half of the labels that name little more than a type get another repository's wording of that type. So do labels
    without a description whose whole name is a type, such as the types of commits.

    spelled: the share of labels whose name is spelled out as the App does. The others keep the name.
    described: the share of labels that keep their description.
    """
    spellings = SPELLINGS.get(label.kind or (label.name if not label.description else ""), ())
    if spellings and len(LabelNameWords.of(label.name).words) <= 2 and rng.random() < 0.5:
        name, _, description = spellings[rng.integers(len(spellings))].partition(": ")
    else:
        name, description = label.name, label.description
    if description and rng.random() >= described:
        description = ""
    if rng.random() < spelled:
        return meaning(name, description)
    return f"{name}: {description}" if description else name


def without_words(text: str, labels: Sequence[Label]) -> str:
    """Returns the text without the words of the labels' names. Words of one or two letters stay.

    Returns the whole text if its first line would keep fewer than two words.
    """
    words = {word for label in labels for word in LabelNameWords.of(label.name).words if len(word) > 2}
    if not words:
        return text
    kept = _WORD.sub(lambda found: "" if found[0].lower() in words else found[0], text)
    return kept if len(kept.split("\n", 1)[0].split()) >= 2 else text
