"""Draws batches: texts of one repository, each with a list of labels to tell apart.

All texts of a batch share their candidates, each in one wording, so that the bi-encoder can use the same batch. A
text's list has its own labels and some of the others, in random order. Wordings vary as they do among repositories:
names spelled out or not, with or without description, and types in many spellings. In some texts the words of the right
labels are dropped, so that the model learns a label's meaning and not only its letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model_export.data.repositories import TYPES, UNKNOWN
from model_export.errors import InputError
from model_export.matcher.sources import Label, Premise, Source
from model_export.matcher.wording import without_words, wording
from model_export.training.nli import ENTAILMENT

LABEL_TOKENS = 7  # of a listed label on average, including its marker
LEAST_ROWS = 4  # in a batch, however long the texts are
LENDER = 4  # fewest labels of a repository whose labels are asked about other texts


@dataclass(frozen=True)
class Shape:
    """How batches are drawn.

    tokens: most tokens in a batch, including padding, as estimated from characters.
    rows: most texts in a batch.
    text_length, label_length: longest text and label in tokens, including markers.
    fewest, most: number of labels in a list.
    candidates: number of labels that a batch's lists are drawn from, if a repository has so many.
    dropped: share of texts in which the words of the right labels are dropped.
    spelled: share of labels whose name is spelled out. The others stay unchanged.
    described: share of labels that keep their description.
    """

    tokens: int = 16_384
    rows: int = 64
    text_length: int = 256
    label_length: int = 24
    fewest: int = 6
    most: int = 24
    candidates: int = 64
    dropped: float = 0.3
    spelled: float = 0.8
    described: float = 0.7


@dataclass(frozen=True)
class Lists:
    """Texts and their lists.

    texts: the texts.
    labels: the candidates' wordings without duplicates.
    listed: for each text the indices of its list in labels, in the order of the list.
    targets: [texts, labels] of 1, 0 and UNKNOWN. For NLI, indices in CLASSES and UNKNOWN.
    types: [texts, TYPES] of 1, 0 and UNKNOWN.
    hard: whether the targets are known. If not, only a teacher's answers count.
    nli: whether the targets are classes of NLI.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    listed: Sequence[Sequence[int]]
    targets: np.ndarray
    types: np.ndarray
    hard: bool = True
    nli: bool = False

    def entailed(self) -> np.ndarray:
        """Returns which labels belong, [texts, labels] of 1, 0 and UNKNOWN."""
        if not self.nli:
            return self.targets
        return np.where(self.targets == UNKNOWN, UNKNOWN, self.targets == ENTAILMENT).astype(np.int8)


@dataclass(frozen=True)
class Mixture:
    """The sources of batches.

    chances: how often each source is drawn from. They add up to 1.
    nli_share: share of the batches that are premises, if there are any.
    foreign: share of the issue batches that get another source's labels, for a teacher to answer.
    types_only: whether lists stay empty, because only types are learned.
    """

    sources: Sequence[Source]
    chances: np.ndarray
    premises: Sequence[Premise] = ()
    nli_share: float = 0.0
    foreign: float = 0.0
    types_only: bool = False


class Drawing:
    """Draws the lists of a batch. The same number and seed give the same lists."""

    def __init__(self, mixture: Mixture, shape: Shape, seed: int):
        self.mixture, self.sources, self.shape, self.seed = mixture, mixture.sources, shape, seed
        self.frequencies = [np.sqrt(1.0 + (each.truth == 1).sum(axis=0)) for each in self.sources]
        self.lenders = [n for n, each in enumerate(self.sources) if len(each.labels) >= LENDER]
        self.by_length = [np.argsort([len(text) for text in each.texts], kind="stable") for each in self.sources]
        if not self.lenders and (mixture.foreign or not all(each.labels for each in self.sources)):
            raise InputError(
                f"no repository has {LENDER} labels to ask a teacher about texts of others: name more issues or "
                "commits, or leave out --teacher"
            )

    def draw(self, number: int) -> Lists:
        """Returns the lists of the batch with that number."""
        rng, mixture = np.random.default_rng([self.seed, number]), self.mixture
        if mixture.premises and rng.random() < mixture.nli_share:
            return self._nli(rng)
        place = int(rng.choice(len(self.sources), p=mixture.chances))
        source = self.sources[place]
        if not source.labels or (source.kind == "issues" and rng.random() < mixture.foreign):
            return self._foreign(place, rng)
        return self._types(place, rng) if mixture.types_only else self._own(place, rng)

    def _chosen(self, place: int, rng: np.random.Generator, listed: int) -> list[int]:
        """Draws some texts of similar length from a window of the sorted texts.

        listed: number of labels that each text gets.
        """
        order, shape = self.by_length[place], self.shape
        count = min(len(order), shape.rows)
        window = min(len(order), 4 * count)
        start = int(rng.integers(len(order) - window + 1))
        chosen = rng.choice(order[start : start + window], count, replace=False).tolist()
        longest = max(min(_tokens(self.sources[place].texts[n]), shape.text_length) for n in chosen)
        return chosen[: max(LEAST_ROWS, shape.tokens // (longest + LABEL_TOKENS * listed))]

    def _types(self, place: int, rng: np.random.Generator) -> Lists:
        """Returns texts without lists."""
        source, chosen = self.sources[place], self._chosen(place, rng, 0)
        nothing = np.zeros((len(chosen), 0), np.int8)
        return Lists([source.texts[n] for n in chosen], [], [[] for _ in chosen], nothing, source.types[chosen])

    def _own(self, place: int, rng: np.random.Generator) -> Lists:
        source, shape = self.sources[place], self.shape
        size = int(rng.integers(shape.fewest, shape.most + 1))
        chosen = self._chosen(place, rng, size)
        truth = source.truth[chosen]
        columns = self._candidates(place, truth, rng)
        texts = []
        for row in chosen:
            carried = [source.labels[n] for n in np.flatnonzero(source.truth[row] == 1)]
            drop = carried and rng.random() < shape.dropped
            texts.append(without_words(source.texts[row], carried) if drop else source.texts[row])
        labels, targets = _worded([source.labels[n] for n in columns], truth[:, columns], shape, rng)
        listed = [_list(row, size, rng) for row in targets]
        return Lists(texts, labels, listed, targets, source.types[chosen])

    def _candidates(self, place: int, truth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Returns columns of labels of a text, and of others drawn by the square root of their frequency."""
        carried = np.flatnonzero((truth == 1).any(axis=0))
        others = np.flatnonzero(~(truth == 1).any(axis=0) & (truth != UNKNOWN).any(axis=0))
        wanted = min(len(others), max(0, self.shape.candidates - len(carried)))
        if wanted:
            weights = self.frequencies[place][others]
            others = rng.choice(others, wanted, replace=False, p=weights / weights.sum())
        return rng.permutation(np.concatenate([carried, others[:wanted]])).astype(int)

    def _foreign(self, place: int, rng: np.random.Generator) -> Lists:
        """Returns labels of any source. Which of them belong is unknown, so only a teacher's answers count."""
        source, shape = self.sources[place], self.shape
        other = self.sources[self.lenders[int(rng.integers(len(self.lenders)))]]
        size = int(rng.integers(shape.fewest, shape.most + 1))
        chosen = self._chosen(place, rng, size)
        count = min(len(other.labels), shape.candidates)
        drawn = [other.labels[n] for n in rng.choice(len(other.labels), count, replace=False)]
        labels, targets = _worded(drawn, np.full((len(chosen), count), UNKNOWN, np.int8), shape, rng)
        listed = [rng.permutation(len(labels))[:size].tolist() for _ in chosen]
        return Lists([source.texts[n] for n in chosen], labels, listed, targets, source.types[chosen], hard=False)

    def _nli(self, rng: np.random.Generator) -> Lists:
        """Returns premises, each with its own hypotheses as its list."""
        premises, most = self.mixture.premises, self.shape.most
        count = min(len(premises), self.shape.rows)
        drawn = [premises[n] for n in rng.choice(len(premises), count, replace=False)]
        labels = [hypothesis for each in drawn for hypothesis in each.hypotheses[:most]]
        targets = np.full((count, len(labels)), UNKNOWN, np.int8)
        listed, at = [], 0
        for row, each in enumerate(drawn):
            size = min(len(each.hypotheses), most)
            targets[row, at : at + size] = each.targets[:size]
            listed.append((at + rng.permutation(size)).tolist())
            at += size
        types = np.full((count, len(TYPES)), UNKNOWN, np.int8)
        return Lists([each.text for each in drawn], labels, listed, targets, types, nli=True)


def _tokens(text: str) -> int:
    """Estimates the tokens of a text, including markers, because counting them would take longer than drawing."""
    return len(text) // 3 + 8


def _worded(
    labels: Sequence[Label], truth: np.ndarray, shape: Shape, rng: np.random.Generator
) -> tuple[list[str], np.ndarray]:
    """Returns the labels' texts and the truth of each. Labels with the same wording become one."""
    texts: dict[str, int] = {}
    columns: list[np.ndarray] = []
    for label, column in zip(labels, truth.T, strict=True):
        text = wording(label, shape.spelled, shape.described, rng)
        if text in texts:
            columns[texts[text]] = np.maximum(columns[texts[text]], column)
        else:
            texts[text] = len(columns)
            columns.append(column)
    return list(texts), np.stack(columns, axis=1)


def _list(truth: np.ndarray, size: int, rng: np.random.Generator) -> list[int]:
    """Returns a text's own labels and known negatives, at most `size`, in random order."""
    carried = rng.permutation(np.flatnonzero(truth == 1))[: size - 1]
    others = rng.permutation(np.flatnonzero(truth == 0))[: size - len(carried)]
    return rng.permutation(np.concatenate([carried, others])).astype(int).tolist()
