"""Batches as arrays of token ids, for the network and for its teacher."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from model_export.matcher import network
from model_export.matcher.lists import Drawing, Lists, Shape
from model_export.matcher.network import Arrays, Matcher
from model_export.model import tokens

Ids = Sequence[int]

# In a whole network issue and labels share the positions: BERT's except two.
POSITIONS = 510
MARGIN = 32  # fewest positions that labels leave to the issue
SHORTEST = 8  # fewest tokens of an issue, whatever its labels need


class Encoding:
    """Converts texts and labels to token ids. Ids of labels are cached, because the same labels come again.

    positions: most tokens of issue and labels together. None if each block has its own positions.
    """

    def __init__(self, tokenizer: Tokenizer, shape: Shape, positions: int | None = None):
        self._tokens = tokens.Tokens(tokenizer, shape.text_length)
        self.bare, self.pad = self._tokens.tokenizer, self._tokens.pad
        self.marker, self.separator = (tokens.special_id(tokenizer, role) for role in ("cls", "sep"))
        self.label_length, self.positions = shape.label_length, positions
        self._labels: dict[str, list[int]] = {}

    @staticmethod
    def of(model: Matcher, tokenizer: Tokenizer, shape: Shape) -> "Encoding":
        """Returns the encoding for the form of a network."""
        return Encoding(tokenizer, shape, None if model.blocks else min(POSITIONS, model.positions()))

    def texts(self, texts: Sequence[str]) -> list[Ids]:
        """Returns the ids of texts with their markers, cut to the longest length."""
        return [row.ids for row in self._tokens.encode(texts)]

    def labels(self, labels: Sequence[str]) -> list[Ids]:
        """Returns the ids of labels without markers, cut so that there is room for one."""
        fresh = [each for each in labels if each not in self._labels]
        for label, found in zip(fresh, self.bare.encode_batch(fresh, add_special_tokens=False), strict=True):
            self._labels[label] = found.ids
        return [self._labels[each][: self.label_length - 1] for each in labels]

    def rows(self, lists: Lists) -> Arrays:
        """Returns the arrays of the texts and their lists."""
        return self.listed(self.texts(lists.texts), self.labels(lists.labels), lists.listed)

    def listed(self, texts: Sequence[Ids], labels: Sequence[Ids], listed: Sequence[Sequence[int]]) -> Arrays:
        """Returns the arrays of token ids. If positions are few, labels and then texts are cut at their ends."""
        if self.positions is not None:
            fits = max(0, (self.positions - MARGIN) // max(1, max(len(chosen) for chosen in listed)) - 1)
            labels = [label[:fits] for label in labels]
            taken = [sum(1 + len(labels[n]) for n in chosen) for chosen in listed]
            room = [max(SHORTEST, self.positions - each) for each in taken]
            texts = [t if len(t) <= r else [*t[: r - 1], self.separator] for t, r in zip(texts, room, strict=True)]
        return network.assemble(texts, labels, listed, self.marker, self.pad)

    def texts_alone(self, texts: Sequence[str]) -> Arrays:
        """Returns the arrays of texts without lists."""
        return network.assemble(self.texts(texts), [], [[] for _ in texts], self.marker, self.pad)

    def alone(self, labels: Sequence[str]) -> Arrays:
        """Returns the arrays of labels as separate texts, for the bi-encoder."""
        ids = [[self.marker, *each, self.separator] for each in self.labels(labels)]
        return network.assemble(ids, [], [[] for _ in ids], self.marker, self.pad)


@dataclass(frozen=True)
class Batch:
    """A drawn batch as arrays.

    own, teacher: the rows for the network and for its teacher. The teacher's are texts without lists if it only knows
        types.
    alone: the labels as separate texts. None for NLI and without labels.
    places: [texts, listed labels], the column of each listed label in the targets. 0 after the end.
    """

    lists: Lists
    own: Arrays
    teacher: Arrays | None
    alone: Arrays | None
    places: np.ndarray


@dataclass(frozen=True)
class BatchMaker:
    """Makes the batch with a number.

    theirs: the teacher's encoding. None without a teacher.
    teaches_match: whether the teacher also answers about the lists.
    """

    drawing: Drawing
    own: Encoding
    theirs: Encoding | None = None
    teaches_match: bool = True

    def __call__(self, number: int) -> Batch:
        lists, teacher = self.drawing.draw(number), None
        if self.theirs and not lists.nli:
            teacher = self.theirs.rows(lists) if self.teaches_match else self.theirs.texts_alone(lists.texts)
        alone = self.own.alone(lists.labels) if lists.labels and not lists.nli else None
        return Batch(lists, self.own.rows(lists), teacher, alone, places_of(lists))


def places_of(lists: Lists) -> np.ndarray:
    """Returns the column of each listed label in the targets, [texts, listed labels]. 0 after the end."""
    places = np.zeros((len(lists.listed), max(1, max(len(each) for each in lists.listed))), np.int64)
    for row, listed in enumerate(lists.listed):
        places[row, : len(listed)] = listed
    return places
