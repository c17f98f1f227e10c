"""The parts of a matcher's loss."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from tokenizers import Tokenizer

from model_export import tokens
from model_export.embed import multiple_negatives, shared_label_contrast
from model_export.matcher import network
from model_export.matcher.lists import Lists, Shape, entailed
from model_export.matcher.network import Answers, Matcher, Rows
from model_export.repositories import UNKNOWN


@dataclass(frozen=True)
class Weights:
    """What each part counts.

    match: binary cross-entropy of each listed label, mean over them.
    ranking: listwise softmax: a text's own labels above the others of its list.
    contrast: multiple negatives of text and label, and half of it the other way round.
    issues: contrast of texts that share a label.
    types: binary cross-entropy of the types' head.
    nli: cross-entropy of NLI's classes.
    teacher: all that a teacher's answers teach.
    """

    match: float = 2.0
    ranking: float = 0.5
    contrast: float = 1.0
    issues: float = 0.3
    types: float = 1.0
    nli: float = 1.0
    teacher: float = 1.0


LABEL_TEMPERATURE = 0.05  # what cosines of text and label are divided by
ISSUE_TEMPERATURE = 0.07  # and those of text and text
# What a teacher's answers are divided by before its list becomes a distribution, so that more than the first counts.
TEACHER_TEMPERATURE = 1.5


class Encoding:
    """Token ids of texts and labels, kept: the same labels come again and again."""

    def __init__(self, tokenizer: Tokenizer, shape: Shape, positions: int | None = None):
        self.bare = tokens.bare(tokenizer)
        self.cutting = tokens.bare(tokenizer)
        self.cutting.enable_truncation(shape.text_length)
        self.label_length, self.text_length = shape.label_length, shape.text_length
        self.marker, self.pad = tokens.special_id(tokenizer, "cls"), tokens.special_id(tokenizer, "pad")
        self.separator = tokens.special_id(tokenizer, "sep")
        self.positions = positions
        self._labels: dict[str, list[int]] = {}

    def texts(self, texts: Sequence[str]) -> list[list[int]]:
        """With their markers, cut to the longest."""
        return [each.ids for each in self.cutting.encode_batch([text[: 12 * self.text_length] for text in texts])]

    def labels(self, labels: Sequence[str]) -> list[list[int]]:
        """Without markers, cut so that one fits before them."""
        fresh = [each for each in labels if each not in self._labels]
        for label, found in zip(fresh, self.bare.encode_batch(fresh, add_special_tokens=False), strict=True):
            self._labels[label] = found.ids
        return [self._labels[each][: self.label_length - 1] for each in labels]

    def rows(self, lists: Lists) -> tuple[np.ndarray, ...]:
        """The arrays of the texts and their lists; see network.assemble."""
        return self.listed(self.texts(lists.texts), self.labels(lists.labels), lists.listed)

    def listed(
        self, texts: Sequence[list[int]], labels: Sequence[list[int]], listed: Sequence[Sequence[int]]
    ) -> tuple[np.ndarray, ...]:
        """The same of token ids. Where positions are few, a text makes room for its labels at its end."""
        if self.positions is not None:
            fits = (self.positions - 32) // max(1, max(len(chosen) for chosen in listed)) - 1
            labels = [label[:fits] for label in labels]
            taken = [sum(1 + len(labels[n]) for n in chosen) for chosen in listed]
            room = [max(8, self.positions - each) for each in taken]
            texts = [t if len(t) <= r else [*t[: r - 1], self.separator] for t, r in zip(texts, room, strict=True)]
        return network.assemble(texts, labels, listed, self.marker, self.pad)

    def texts_alone(self, texts: Sequence[str]) -> tuple[np.ndarray, ...]:
        """The arrays of texts without lists."""
        return network.assemble(self.texts(texts), [], [[] for _ in texts], self.marker, self.pad)

    def alone(self, labels: Sequence[str]) -> tuple[np.ndarray, ...]:
        """The arrays of texts that stand alone, such as labels for the bi-encoder."""
        ids = [[self.marker, *each, self.separator] for each in self.labels(labels)]
        return network.assemble(ids, [], [[] for _ in ids], self.marker, self.pad)


@dataclass(frozen=True)
class Batch:
    """A drawn batch as arrays.

    own, teacher: the rows for the network and for its teacher. alone: the labels by themselves.
    places: [texts, labels listed], where each listed label stands in the targets' columns; 0 behind the end.
    """

    lists: Lists
    own: tuple[np.ndarray, ...]
    teacher: tuple[np.ndarray, ...] | None
    alone: tuple[np.ndarray, ...] | None
    places: np.ndarray


class Losses:
    """Makes the parts of a batch's loss."""

    def __init__(
        self, model: Matcher, teacher: Matcher | None, weights: Weights, device: str, teaches_match: bool = True
    ):
        self.model, self.teacher, self.weights, self.device = model, teacher, weights, device
        self.teaches_match = teaches_match

    def __call__(self, batch: Batch) -> dict[str, torch.Tensor]:
        lists, given = batch.lists, self.weights
        rows = network.rows_of(batch.own, self.device)
        answers = self.model(rows)
        if not lists.labels:
            known = self._tensor(lists.types)
            return {"types": given.types * _bce(answers.types, known)} if (lists.types != UNKNOWN).any() else {}
        truth = self._tensor(entailed(lists))
        listed = truth.gather(1, self._tensor(batch.places)).masked_fill(~rows.listed, UNKNOWN)
        parts: dict[str, torch.Tensor] = {}
        if lists.nli:
            classes = self._tensor(lists.targets).gather(1, self._tensor(batch.places))
            known = rows.listed & (classes != UNKNOWN)
            parts["nli"] = given.nli * F.cross_entropy(answers.classes[known], classes[known].long())
            return parts
        match = answers.match()
        if lists.hard and (listed == 1).any():
            parts["match"] = given.match * _bce(match, listed)
            parts["ranking"] = given.ranking * listwise(match, listed)
        types = self._tensor(lists.types)
        if given.types and (types != UNKNOWN).any():
            parts["types"] = given.types * _bce(answers.types, types)
        cosines = self._cosines(batch, answers)
        if cosines is not None and lists.hard and (truth == 1).any() and (truth == 0).any():
            forth, back = multiple_negatives(cosines, truth), _back(cosines, truth)
            parts["contrast"] = given.contrast * (forth + 0.5 * back)
            contrast = shared_label_contrast(answers.embedding, truth, ISSUE_TEMPERATURE)
            if contrast is not None:
                parts["issues"] = given.issues * contrast
        if self.teacher is not None:
            parts |= self._taught(batch, rows, answers, match, cosines)
        return parts

    def _cosines(self, batch: Batch, answers: Answers) -> torch.Tensor | None:
        """Of texts and labels, over the temperature, [texts, labels]."""
        if batch.alone is None:
            return None
        labels = self.model(network.rows_of(batch.alone, self.device)).embedding
        return F.normalize(answers.embedding, dim=-1) @ F.normalize(labels, dim=-1).T / LABEL_TEMPERATURE

    def _taught(
        self, batch: Batch, rows: Rows, answers: Answers, match: torch.Tensor, cosines: torch.Tensor | None
    ) -> dict[str, torch.Tensor]:
        """What the teacher's answers to the same texts teach, and to the same lists where it was trained on any."""
        with torch.no_grad():
            told = self.teacher(network.rows_of(batch.teacher, self.device))
        given, soft = self.weights, told.match().float()
        chances = torch.sigmoid(told.types.float())
        parts = {"taught types": given.types * F.binary_cross_entropy_with_logits(answers.types, chances)}
        if self.teaches_match:
            own, aims = match[rows.listed].float(), torch.sigmoid(soft)[rows.listed]
            parts["taught match"] = given.match * F.binary_cross_entropy_with_logits(own, aims)
            parts["taught ranking"] = divergence(match.float(), soft, rows.listed)
            if cosines is not None:
                near = cosines.gather(1, self._tensor(batch.places))
                parts["taught contrast"] = divergence(near.float(), soft, rows.listed)
        return {name: given.teacher * part for name, part in parts.items()}

    def _tensor(self, array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(array).to(self.device, non_blocking=True)


def _bce(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy, the mean over what is known."""
    known = truth != UNKNOWN
    return F.binary_cross_entropy_with_logits(logits[known].float(), truth[known].float())


def listwise(scores: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of a softmax over each list against its own labels in equal shares; mean over lists with both.

    scores, truth: [texts, labels listed]; truth of 1, 0 and UNKNOWN, which takes no part.
    """
    known, own = truth != UNKNOWN, truth == 1
    rows = own.any(dim=1) & (truth == 0).any(dim=1)
    if not rows.any():
        return scores.sum() * 0
    chances = F.log_softmax(scores.float().masked_fill(~known, -1e4), dim=1)
    return -((chances * own).sum(dim=1)[rows] / own.sum(dim=1)[rows]).mean()


def divergence(scores: torch.Tensor, soft: torch.Tensor, listed: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of a softmax over each list against a teacher's, less the teacher's own entropy."""
    aim = F.log_softmax((soft / TEACHER_TEMPERATURE).masked_fill(~listed, -1e4), dim=1)
    ours = F.log_softmax(scores.masked_fill(~listed, -1e4), dim=1)
    return ((aim.exp() * (aim - ours)) * listed).sum(dim=1).mean()


def _back(cosines: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """From labels to texts, of those labels that a text carries and another does not."""
    columns = (truth == 1).any(dim=0) & (truth == 0).any(dim=0)
    if not columns.any():
        return cosines.sum() * 0
    return multiple_negatives(cosines.T[columns], truth.T[columns])


def places_of(lists: Lists) -> np.ndarray:
    """Where each listed label stands in the targets' columns, [texts, labels listed]; 0 behind the end."""
    places = np.zeros((len(lists.listed), max(1, max(len(each) for each in lists.listed))), np.int64)
    for row, listed in enumerate(lists.listed):
        places[row, : len(listed)] = listed
    return places
