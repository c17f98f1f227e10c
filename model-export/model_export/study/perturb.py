"""Rewords an issue and keeps its labels.

Only words change. Code, addresses and placeholders stay.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.model import inference, tokens
from model_export.model.tokens import Row, Tokens
from model_export.study.data import Issue
from model_export.training.adapt import MaskedModel

# Fenced blocks, even unclosed ones, indented blocks, code within a line, HTML, and addresses.
KEPT = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)|^(?: {4}|\t)[^\n]*$"
    r"|(?P<ticks>`+)[^`\n].*?(?P=ticks)|<[^>\n]+>|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
LINE = re.compile(r"[^\n]+")
SHARE = 0.15

# Changes the words of a line, [word, …] to [word, …]. An entry may become several words, or none.
Words = Callable[[list[str], np.random.Generator], list[str]]
# The same for all lines of a text.
Change = Callable[[list[list[str]], np.random.Generator], list[list[str]]]


def each(change: Words) -> Change:
    """Applies a change line by line, because words move only within a line."""
    return lambda lines, rng: [change(words, rng) for words in lines]


def issue(original: Issue, change: Change, rng: np.random.Generator) -> Issue:
    """Returns the reworded issue. Labels and all other fields stay."""
    return replace(original, title=prose(original.title, change, rng), body=prose(original.body, change, rng))


def prose(text: str, change: Change, rng: np.random.Generator) -> str:
    """Returns the text with the words outside of code changed."""
    lines = [line for line in _lines(text) if line]
    told = change([[word[0] for word in line] for line in lines], rng)
    parts, at = [], 0
    for line, words in zip(lines, told, strict=True):
        for place, word in zip(line, words, strict=True):
            parts += [text[at : place.start()], word]
            at = place.end()
    return "".join([*parts, text[at:]])


def _lines(text: str) -> Iterator[list[re.Match[str]]]:
    """Returns the positions of words by line. Unchanged parts split a line."""
    at = 0
    for start, end in [*(kept.span() for kept in KEPT.finditer(text)), (len(text), len(text))]:
        for line in LINE.finditer(text, at, start):
            yield list(WORD.finditer(text, *line.span()))
        at = end


def _chosen(count: int, rng: np.random.Generator) -> list[int]:
    """Returns the positions to change: a share of all, and at least one."""
    return sorted(rng.permutation(count)[: max(1, round(SHARE * count))].tolist())


def swap(words: list[str], rng: np.random.Generator) -> list[str]:
    """Swaps some words with their neighbors (EDA, Wei and Zou 2019)."""
    words = list(words)
    for place in _chosen(len(words), rng):
        if len(words) > 1:
            other = place + 1 if place + 1 < len(words) else place - 1
            words[place], words[other] = words[other], words[place]
    return words


def delete(words: list[str], rng: np.random.Generator) -> list[str]:
    """Deletes some words, but never the only word of a line."""
    if len(words) < 2:
        return words
    gone = set(_chosen(len(words), rng))
    return ["" if place in gone else word for place, word in enumerate(words)]


class Synonyms:
    """Replaces words by similar ones: the whole words of the encoder's vocabulary with the nearest embeddings.

    It needs no thesaurus, which would know few words about software.
    """

    def __init__(self, pieces: Sequence[str], vectors: torch.Tensor, nearest: int = 5):
        self.words = [piece for piece in pieces if WORD.fullmatch(piece)]
        place = {piece: number for number, piece in enumerate(pieces)}
        self.place = {word: number for number, word in enumerate(self.words)}
        self.vectors = F.normalize(vectors.float()[[place[word] for word in self.words]], dim=-1)
        self.nearest = nearest
        self.known: dict[str, list[str]] = {}

    def near(self, word: str) -> list[str]:
        """Returns the nearest other words, nearest first. Empty for a word that is not in the vocabulary."""
        if word not in self.place:
            return []
        if word not in self.known:
            closeness = self.vectors @ self.vectors[self.place[word]]
            order = closeness.argsort(descending=True)[: self.nearest + 1].tolist()
            self.known[word] = [self.words[number] for number in order if self.words[number] != word][: self.nearest]
        return self.known[word]

    def __call__(self, words: list[str], rng: np.random.Generator) -> list[str]:
        words = list(words)
        for place in _chosen(len(words), rng):
            if near := self.near(words[place].lower()):
                words[place] = str(rng.choice(near))
        return words


class Contextual:
    """Inserts or replaces words by ones that a masked language model finds likely."""

    def __init__(self, model: MaskedModel, row_tokens: Tokens, insert: bool, likeliest: int = 10):
        self.model, self.tokens, self.insert, self.likeliest = model.eval(), row_tokens, insert, likeliest
        self.mask = row_tokens.tokenizer.id_to_token(tokens.special_id(row_tokens.tokenizer, "mask"))
        pieces = tokens.vocabulary(row_tokens.tokenizer)
        self.allowed = torch.tensor([number for number, piece in enumerate(pieces) if WORD.fullmatch(piece)])
        self.pieces = pieces

    def __call__(self, lines: list[list[str]], rng: np.random.Generator) -> list[list[str]]:
        chosen = [_chosen(len(words), rng) for words in lines]
        masked = []
        for words, places in zip(lines, chosen, strict=True):
            asked = list(words)
            for place in places:
                asked[place] = f"{words[place]} {self.mask}" if self.insert else self.mask
            masked.append(" ".join(asked))
        found = []
        for words, places, told in zip(lines, chosen, self._told(masked, rng), strict=True):
            changed = list(words)
            for place, word in zip(places, told, strict=False):
                changed[place] = f"{words[place]} {word}" if self.insert else word
            found.append(changed)
        return found

    def _told(self, texts: Sequence[str], rng: np.random.Generator) -> list[list[str]]:
        """Returns for each text a likely word for each of its masks that is not cut off."""
        rows = self.tokens.encode(texts)
        told: list[list[str]] = [[] for _ in rows]
        for batch in inference.by_length([len(row) for row in rows], inference.TOKENS):
            for number, words in zip(batch, self._words([rows[number] for number in batch], rng), strict=True):
                told[number] = words
        return told

    def _words(self, rows: Sequence[Row], rng: np.random.Generator) -> list[list[str]]:
        device = next(self.model.parameters()).device
        batch = self.tokens.pad_rows(rows).to(str(device))
        asked = batch.input_ids == tokens.special_id(self.tokens.tokenizer, "mask")
        with torch.inference_mode():
            logits, _ = self.model(batch, asked)
        logits = logits.float().cpu()[:, self.allowed]
        best = logits.topk(min(self.likeliest, logits.shape[1]), dim=-1)
        chances = best.values.double().softmax(-1).numpy()
        words = iter(
            self.pieces[int(self.allowed[int(rng.choice(indices.numpy(), p=chance / chance.sum()))])]
            for indices, chance in zip(best.indices, chances, strict=True)
        )
        return [list(itertools.islice(words, count)) for count in asked.sum(dim=1).tolist()]
