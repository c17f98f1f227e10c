"""The parts of a matcher's loss."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.data.repositories import UNKNOWN
from model_export.matcher import network
from model_export.matcher.encoding import Batch
from model_export.matcher.network import Answers, Matcher, Rows
from model_export.matcher.teacher import Teacher
from model_export.training.embed import multiple_negatives, shared_label_contrast

LABEL_TEMPERATURE = 0.05  # what cosines of text and label are divided by
ISSUE_TEMPERATURE = 0.07  # and those of text and text
# What a teacher's log-odds are divided by before its list becomes a distribution, so that more than the first counts.
TEACHER_TEMPERATURE = 1.5
LEAST = -1e4  # stands for minus infinity, and is a number in bfloat16 too


@dataclass(frozen=True)
class Weights:
    """What each part counts.

    match: binary cross-entropy of each listed label, mean over them.
    ranking: listwise softmax: a text's own labels above the others of its list.
    contrast: multiple negatives of text and label, and half of it the other way round.
    issues: contrast of texts that share a label.
    types: binary cross-entropy of the types' head.
    nli: cross-entropy of NLI's classes.
    hard: factor of the parts that labels teach, all but nli.
    teacher: factor of the parts that a teacher's answers teach.
    """

    match: float = 2.0
    ranking: float = 0.5
    contrast: float = 1.0
    issues: float = 0.3
    types: float = 1.0
    nli: float = 1.0
    hard: float = 1.0
    teacher: float = 1.0


class Losses:
    """Computes the parts of a batch's loss by name; empty if the batch teaches nothing."""

    def __init__(self, model: Matcher, weights: Weights, device: str, teacher: Teacher | None = None):
        self.model, self.weights, self.device, self.teacher = model, weights, device, teacher

    def __call__(self, batch: Batch) -> dict[str, torch.Tensor]:
        lists, given = batch.lists, self.weights
        rows = network.rows_of(batch.own, self.device)
        answers = self.model(rows)
        if lists.nli:
            classes = self._tensor(lists.targets).gather(1, self._tensor(batch.places))
            known = rows.listed & (classes != UNKNOWN)
            return {"nli": given.nli * F.cross_entropy(answers.classes[known], classes[known].long())}
        parts: dict[str, torch.Tensor] = {}
        types = self._tensor(lists.types)
        if (types != UNKNOWN).any():
            parts["types"] = given.types * bce(answers.types, types)
        if not lists.labels:
            return self._hard(parts)
        truth, match = self._tensor(lists.targets), answers.match()
        listed = truth.gather(1, self._tensor(batch.places)).masked_fill(~rows.listed, UNKNOWN)
        if lists.hard and (listed == 1).any():
            parts["match"] = given.match * bce(match, listed)
            parts["ranking"] = given.ranking * listwise(match, listed)
        cosines = self._cosines(batch, answers)
        if lists.hard and (truth == 1).any() and (truth == 0).any():
            forth, back = multiple_negatives(cosines, truth), _back(cosines, truth)
            parts["contrast"] = given.contrast * (forth + 0.5 * back)
            contrast = shared_label_contrast(answers.embedding, truth, ISSUE_TEMPERATURE)
            if contrast is not None:
                parts["issues"] = given.issues * contrast
        return self._hard(parts) | self._taught(batch, rows, answers, match, cosines)

    def _hard(self, parts: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        return {name: self.weights.hard * part for name, part in parts.items()}

    def _cosines(self, batch: Batch, answers: Answers) -> torch.Tensor:
        """Of texts and labels, over the temperature, [texts, labels]."""
        labels = self.model(network.rows_of(batch.alone, self.device)).embedding
        return F.normalize(answers.embedding, dim=-1) @ F.normalize(labels, dim=-1).T / LABEL_TEMPERATURE

    def _taught(
        self, batch: Batch, rows: Rows, answers: Answers, match: torch.Tensor, cosines: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        """What the teacher's answers to the same texts teach, and to the same lists if it was trained on any."""
        if self.teacher is None:
            return {}
        with torch.no_grad():
            told = self.teacher.model(network.rows_of(batch.teacher, self.device))
        given = self.weights
        parts = {"taught types": given.types * soft_bce(answers.types, told.types)}
        if self.teacher.teaches_match:
            soft, near = told.match().float(), cosines.gather(1, self._tensor(batch.places))
            parts["taught match"] = given.match * soft_bce(match[rows.listed], soft[rows.listed])
            parts["taught ranking"] = divergence(match, soft, rows.listed)
            parts["taught contrast"] = divergence(near, soft, rows.listed)
        return {name: given.teacher * part for name, part in parts.items()}

    def _tensor(self, array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(array).to(self.device, non_blocking=True)


def bce(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy, the mean over what is known. truth: 1, 0 and UNKNOWN."""
    known = truth != UNKNOWN
    return F.binary_cross_entropy_with_logits(logits[known].float(), truth[known].float())


def soft_bce(logits: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy against the probabilities of a teacher's logits, the mean over all."""
    return F.binary_cross_entropy_with_logits(logits.float(), torch.sigmoid(theirs.float()))


def listwise(scores: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of a softmax over each list against its own labels in equal shares; mean over lists with both.

    scores, truth: [texts, labels listed]; truth of 1, 0 and UNKNOWN, which takes no part.
    """
    known, own = truth != UNKNOWN, truth == 1
    rows = own.any(dim=1) & (truth == 0).any(dim=1)
    if not rows.any():
        return scores.sum() * 0
    chances = F.log_softmax(scores.float().masked_fill(~known, LEAST), dim=1)
    return -((chances * own).sum(dim=1)[rows] / own.sum(dim=1)[rows]).mean()


def divergence(scores: torch.Tensor, soft: torch.Tensor, listed: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence of a softmax over each list from a teacher's, the mean over lists.

    scores, soft: ours and the teacher's, [texts, labels listed]. listed: which of them there are.
    """
    aim = F.log_softmax((soft.float() / TEACHER_TEMPERATURE).masked_fill(~listed, LEAST), dim=1)
    ours = F.log_softmax(scores.float().masked_fill(~listed, LEAST), dim=1)
    return ((aim.exp() * (aim - ours)) * listed).sum(dim=1).mean()


def _back(cosines: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """From labels to texts, of those labels that a text carries and another does not."""
    columns = (truth == 1).any(dim=0) & (truth == 0).any(dim=0)
    if not columns.any():
        return cosines.sum() * 0
    return multiple_negatives(cosines.T[columns], truth.T[columns])
