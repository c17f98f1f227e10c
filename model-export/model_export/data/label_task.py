"""Sorts labels by what they are for: naming an issue's type, or naming its topic. These are different tasks, so every
step that measures also reports its figures for each of them.

Implements the same rules as the App's ``text.LabelKindClassifier.task``. Tests check both against the vectors in
src/test/resources/label-task.jsonl.

A label is a type if its name is a spelling of a type in the table of spellings and says nothing more: C-bug,
kind/feature and regression are types, but "metric bug" is a topic. If its name is not in the table, a label is a type
when its description says so. Labels that describe where work stands are neither type nor topic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model_export.data.label_map import LabelMap, tells_progress
from model_export.data.label_text import LabelNameWords, split
from model_export.data.word_lists import resource, words

TYPE, TOPIC, PROCESS = "type", "topic", "process"
# How figures name the labels of a task.
TYPES, TOPICS = "types", "topics"
GROUPS = {TYPES: TYPE, TOPICS: TOPIC}

DEFAULT = resource("label-types.tsv")
# In the folder of the table of spellings.
DESCRIPTIONS = "label-type-descriptions.tsv"

# Words with which a label describes where work stands, unless it names a type.
PROCESS_ALONE = words("process-word-alone")
# Prefixes of labels whose description may name a type. Labels with other prefixes are topics.
TYPE_GROUPS = words("type-group")
# Words that add nothing to a type.
EMPTY_WORDS = words("empty-word")

# Which labels are in a group, [labels] of bool, by the name of the group.
Masks = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class LabelTasks:
    """The tables that sort labels into tasks.

    names: spellings of types.
    descriptions: phrases in descriptions of types.
    """

    names: LabelMap
    descriptions: LabelMap

    @staticmethod
    def read(table: Path | None = None) -> "LabelTasks | None":
        """Reads a table of spellings, and label-type-descriptions.tsv if it is in the same folder.

        table: the App's own table by default. Returns None if that is missing.
        Raises InputError if a table is malformed.
        """
        if table is None and not DEFAULT.is_file():
            return None
        path = table or DEFAULT
        beside = path.with_name(DESCRIPTIONS)
        return LabelTasks(LabelMap.read(path), LabelMap.read(beside) if beside.is_file() else LabelMap(()))

    def of(self, name: str, description: str = "") -> str:
        """Returns TYPE, TOPIC or PROCESS."""
        read = LabelNameWords.of(name)
        if tells_progress(read):
            return PROCESS
        if named := self.names.first(read.words):
            return TYPE if named.label and not self._says_more(read.words) else TOPIC
        if not PROCESS_ALONE.isdisjoint(read.words):
            return PROCESS
        described = self.descriptions.first(split(description)) if read.group in (None, *TYPE_GROUPS) else None
        return TYPE if described and described.label else TOPIC

    def masks(self, names: Sequence[str], descriptions: Mapping[str, str] | None = None) -> dict[str, np.ndarray]:
        """Returns which of the labels are types and which are topics, as arrays of bool [labels].

        descriptions: by name, as far as they are known. A group without a label is left out.
        """
        tasks = np.array([self.of(name, (descriptions or {}).get(name, "")) for name in names])
        found = {group: tasks == task for group, task in GROUPS.items()}
        return {group: mask for group, mask in found.items() if mask.any()}

    def _says_more(self, words: Sequence[str]) -> bool:
        known = self.names.typed_words | EMPTY_WORDS | PROCESS_ALONE
        return any(word not in known and not word.isdecimal() for word in words)


def masks(
    table: Path | None, names: Sequence[str], descriptions: Mapping[str, str] | None = None
) -> dict[str, np.ndarray]:
    """Returns LabelTasks.masks if there is a table of spellings, or an empty mapping."""
    tasks = LabelTasks.read(table)
    return tasks.masks(names, descriptions) if tasks else {}


def both(found: Masks) -> Masks:
    """Returns the masks if there are types and topics, or an empty mapping, because one group repeats the overall
    figures.
    """
    return found if len(found) == len(GROUPS) else {}
