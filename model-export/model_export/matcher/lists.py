"""Draws batches: texts of one repository, each with a list of labels to be told apart.

All texts of a batch share their candidates, in one wording each, so that the same batch serves the bi-encoder too. A
text's list has its own labels and some of the others, in random order. Wordings vary as repositories do: names spelled
out or as they are, with a description or without, and types in many spellings. In some texts the words of the right
labels are dropped, so that a label's meaning is learnt and not its letters alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from torch.utils.data import DataLoader, Dataset

from model_export.label_text import LabelWords, meaning
from model_export.matcher.sources import Label, Premise, Source
from model_export.nli import ENTAILMENT
from model_export.repositories import TYPES, UNKNOWN

B = TypeVar("B")

# How repositories word the labels of each type; a description follows a colon.
SPELLINGS = {
    "bug": (
        "bug", "bug: Something isn't working", "defect", "kind/bug", "Type: Bug", "C-bug", "type:bug", "bug report",
        "regression", "kind/bug: Categorizes issue or PR as related to a bug.", "confirmed bug", "broken behavior",
        "t: bug", "error", "🐛 bug", "issue/bug", "Bug: an error, crash or wrong result", "bugfix", "fix",
    ),
    "feature": (
        "enhancement", "feature request", "enhancement: New feature or request", "new feature", "feature",
        "improvement", "kind/feature", "Type: Enhancement", "C-enhancement", "type:feature", "proposal", "feat",
        "kind/feature: Categorizes issue or PR as related to a new feature.", "✨ enhancement", "request", "idea",
        "improvement: Suggestion to improve something", "t: enhancement", "wish", "proposal for new functionality",
    ),
    "question": (
        "question", "question: Further information is requested", "support", "kind/question", "Type: Question",
        "usage question", "discussion", "help: How to use something", "type:support", "kind/support", "usage",
        "❓ question", "user support", "how to", "t: question", "question: Asks how something is used",
    ),
    "documentation": (
        "documentation", "docs", "documentation: Improvements or additions to documentation", "kind/documentation",
        "Type: Documentation", "C-docs", "area/docs", "doc", "type:docs", "📝 documentation", "t: documentation",
        "documentation: the documentation is missing or wrong", "documentation improvement",
    ),
    "performance": ("performance", "perf", "performance: it is slow or takes too much memory", "I-slow", "speed"),
    "refactoring": ("refactoring", "refactor", "cleanup", "code quality", "technical debt", "tech debt"),
    "tests": ("tests", "test", "testing", "tests: missing or flaky tests", "test suite", "kind/flake"),
    "build": ("build", "ci", "continuous integration", "build and packaging", "build system", "CI: build or release"),
}  # fmt: skip

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Shape:
    """How batches are drawn.

    tokens: in a batch at most, padding included.
    rows: texts in a batch at most.
    text_length, label_length: longest text and label in tokens, markers included.
    fewest, most: labels in a list.
    candidates: labels that a batch's lists are drawn from, where a repository has so many.
    dropped: share of texts in which the words of the right labels are dropped.
    spelled: share of labels whose name is spelled out; the others stay as they are.
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
    labels: the candidates' wordings, each once.
    listed: for each text the places of its list in labels, in the order of the list.
    targets: [texts, labels] of 1, 0 and UNKNOWN; for NLI, places in CLASSES and UNKNOWN.
    types: [texts, TYPES] of 1, 0 and UNKNOWN.
    hard: whether the targets are known; without, only a teacher's answers count.
    nli: whether the targets are classes of NLI.
    """

    texts: Sequence[str]
    labels: Sequence[str]
    listed: Sequence[Sequence[int]]
    targets: np.ndarray
    types: np.ndarray
    hard: bool = True
    nli: bool = False


def wording(label: Label, shape: Shape, rng: np.random.Generator) -> str:
    """A text for a label: its own, spelled out or as it is, or another repository's for the same type."""
    spellings = SPELLINGS.get(label.kind or (label.name if not label.description else ""), ())
    if spellings and len(LabelWords.of(label.name).words) <= 2 and rng.random() < 0.5:
        name, _, description = spellings[rng.integers(len(spellings))].partition(": ")
    else:
        name, description = label.name, label.description
    if description and rng.random() >= shape.described:
        description = ""
    if rng.random() < shape.spelled:
        return meaning(name, description)
    return f"{name}: {description}" if description else name


def without_words(text: str, labels: Sequence[Label]) -> str:
    """The text without the words of some labels' names; whole where nothing would be left of its first line."""
    words = {word for label in labels for word in LabelWords.of(label.name).words if len(word) > 2}
    if not words:
        return text
    kept = _WORD.sub(lambda found: "" if found[0].lower() in words else found[0], text)
    return kept if len(kept.split("\n", 1)[0].split()) >= 2 else text


class Drawing:
    """Draws the lists of a batch, the same for the same number and seed.

    chances: how often each source is drawn from; sums to 1.
    foreign: share of the batches of issues that get another source's labels, for a teacher to answer.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        chances: np.ndarray,
        premises: Sequence[Premise],
        nli_share: float,
        foreign: float,
        length: Callable[[str], int],
        shape: Shape,
        seed: int,
        types_only: bool = False,
    ):
        self.types_only = types_only
        self.sources, self.chances, self.premises = sources, chances, premises
        self.nli_share, self.foreign, self.length, self.shape, self.seed = nli_share, foreign, length, shape, seed
        self.frequencies = [np.sqrt(1.0 + (each.truth == 1).sum(axis=0)) for each in sources]
        self.labelled = [n for n, each in enumerate(sources) if len(each.labels) >= 4]
        self.by_length = [np.argsort([len(text) for text in each.texts], kind="stable") for each in sources]

    def draw(self, number: int) -> Lists:
        """The lists of the batch with that number."""
        rng = np.random.default_rng([self.seed, number])
        if self.premises and rng.random() < self.nli_share:
            return self._nli(rng)
        place = int(rng.choice(len(self.sources), p=self.chances))
        source = self.sources[place]
        if not source.labels or (source.kind == "issues" and rng.random() < self.foreign):
            return self._foreign(place, rng)
        return self._own(place, rng)

    def _chosen(self, place: int, rng: np.random.Generator, more: int) -> list[int]:
        """Some texts of like length: a window of the sorted texts, of which some are drawn."""
        order = self.by_length[place]
        count = min(len(order), self.shape.rows)
        window = min(len(order), 4 * count)
        start = int(rng.integers(len(order) - window + 1))
        chosen = rng.choice(order[start : start + window], count, replace=False).tolist()
        longest = max(min(self.length(self.sources[place].texts[n]), self.shape.text_length) for n in chosen)
        return chosen[: max(4, self.shape.tokens // (longest + more))]

    def _own(self, place: int, rng: np.random.Generator) -> Lists:
        source, shape = self.sources[place], self.shape
        if self.types_only:
            chosen = self._chosen(place, rng, 0)
            nothing = np.zeros((len(chosen), 0), np.int8)
            return Lists([source.texts[n] for n in chosen], [], [[] for _ in chosen], nothing, source.types[chosen])
        size = int(rng.integers(shape.fewest, shape.most + 1))
        chosen = self._chosen(place, rng, size * 7)
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
        """Columns of labels that a text carries, and others, drawn by the square root of their frequency."""
        carried = np.flatnonzero((truth == 1).any(axis=0))
        others = np.flatnonzero(~(truth == 1).any(axis=0) & (truth != UNKNOWN).any(axis=0))
        wanted = min(len(others), max(0, self.shape.candidates - len(carried)))
        if wanted:
            weights = self.frequencies[place][others]
            others = rng.choice(others, wanted, replace=False, p=weights / weights.sum())
        return rng.permutation(np.concatenate([carried, others[:wanted]])).astype(int)

    def _foreign(self, place: int, rng: np.random.Generator) -> Lists:
        """The labels of another source: nobody knows which belong, so only a teacher's answers count."""
        other = self.sources[self.labelled[int(rng.integers(len(self.labelled)))]]
        size = int(rng.integers(self.shape.fewest, self.shape.most + 1))
        chosen = self._chosen(place, rng, size * 7)
        count = min(len(other.labels), self.shape.candidates)
        drawn = [other.labels[n] for n in rng.choice(len(other.labels), count, replace=False)]
        nothing = np.full((len(chosen), count), UNKNOWN, np.int8)
        labels, targets = _worded(drawn, nothing, self.shape, rng)
        listed = [rng.permutation(len(labels))[:size].tolist() for _ in chosen]
        source = self.sources[place]
        return Lists([source.texts[n] for n in chosen], labels, listed, targets, source.types[chosen], hard=False)

    def _nli(self, rng: np.random.Generator) -> Lists:
        count = min(len(self.premises), self.shape.rows)
        drawn = [self.premises[n] for n in rng.choice(len(self.premises), count, replace=False)]
        labels = [hypothesis for each in drawn for hypothesis in each.hypotheses[: self.shape.most]]
        targets = np.full((count, len(labels)), UNKNOWN, np.int8)
        listed, at = [], 0
        for row, each in enumerate(drawn):
            size = min(len(each.hypotheses), self.shape.most)
            targets[row, at : at + size] = each.targets[:size]
            listed.append((at + rng.permutation(size)).tolist())
            at += size
        types = np.full((count, len(TYPES)), UNKNOWN, np.int8)
        return Lists([each.text for each in drawn], labels, listed, targets, types, nli=True)


def _worded(
    labels: Sequence[Label], truth: np.ndarray, shape: Shape, rng: np.random.Generator
) -> tuple[list[str], np.ndarray]:
    """The labels' texts and the truth of each; labels that came to be worded alike are one."""
    texts: dict[str, int] = {}
    columns: list[np.ndarray] = []
    for label, column in zip(labels, truth.T, strict=True):
        text = wording(label, shape, rng)
        if text in texts:
            columns[texts[text]] = np.maximum(columns[texts[text]], column)
        else:
            texts[text] = len(columns)
            columns.append(column)
    return list(texts), np.stack(columns, axis=1)


def _list(truth: np.ndarray, size: int, rng: np.random.Generator) -> list[int]:
    """A text's own labels and some others that are known not to be, in random order."""
    carried = rng.permutation(np.flatnonzero(truth == 1))[: size - 1]
    others = rng.permutation(np.flatnonzero(truth == 0))[: size - len(carried)]
    return rng.permutation(np.concatenate([carried, others])).astype(int).tolist()


class Ahead(Sequence[B]):
    """What a function gives for 0, 1, …, made by other processes ahead of where it is read, in order.

    Processes, since threads would take turns with the one that feeds the GPU.
    """

    def __init__(self, make: Callable[[int], B], count: int, workers: int):
        self._make, self._count, self._workers = make, count, workers
        self._made: Iterator[B] | None = None
        self._next = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> B:
        if not 0 <= number < self._count:
            raise IndexError(number)
        if self._made is None or number != self._next:
            self._made = iter(self._loader(number))
        self._next = number + 1
        return next(self._made)

    def _loader(self, start: int) -> Iterable[B]:
        return DataLoader(
            _Made(self._make, self._count), batch_size=None, sampler=range(start, self._count), num_workers=self._workers,
            collate_fn=_as_it_is, prefetch_factor=4 if self._workers else None,
        )  # fmt: skip


@dataclass(frozen=True)
class _Made(Dataset):
    """A function as a data set."""

    make: Callable[[int], Any]
    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> Any:
        return self.make(number)


def _as_it_is(batch: B) -> B:
    return batch


def entailed(lists: Lists) -> np.ndarray:
    """Which labels belong, [texts, labels] of 1, 0 and UNKNOWN, also of NLI's classes."""
    if not lists.nli:
        return lists.targets
    return np.where(lists.targets == UNKNOWN, UNKNOWN, lists.targets == ENTAILMENT).astype(np.int8)
