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

LABEL_TEMPERATURE = 0.05  # divisor of the cosines of text and label
ISSUE_TEMPERATURE = 0.07  # divisor of the cosines of text and text
# Divisor of a teacher's log-odds before the softmax over its list, so that more than the first label counts.
TEACHER_TEMPERATURE = 1.5
LEAST = -1e4  # represents minus infinity, and is finite in bfloat16, too


@dataclass(frozen=True)
class Weights:
    """The weight of each part.

    match: binary cross-entropy of each listed label, averaged.
    ranking: listwise softmax of a text's own labels against the others of its list.
    contrast: multiple negatives of text and label, and half of the reverse.
    issues: contrast of texts that share a label.
    types: binary cross-entropy of the types' head.
    nli: cross-entropy of NLI's classes.
    hard: factor of the parts that labels teach, all except nli.
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
    """Computes the parts of a batch's loss by name. Empty if the batch teaches nothing."""

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
        """Returns the cosines of texts and labels divided by the temperature, [texts, labels]."""
        labels = self.model(network.rows_of(batch.alone, self.device)).embedding
        return F.normalize(answers.embedding, dim=-1) @ F.normalize(labels, dim=-1).T / LABEL_TEMPERATURE

    def _taught(
        self, batch: Batch, rows: Rows, answers: Answers, match: torch.Tensor, cosines: torch.Tensor
    ) -> dict[str, torch.Tensor]:
        """Returns the losses from the teacher's answers to the texts, and to the lists if it was trained on any."""
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
    """Returns the mean binary cross-entropy over known cells. truth: 1, 0 and UNKNOWN."""
    known = truth != UNKNOWN
    return F.binary_cross_entropy_with_logits(logits[known].float(), truth[known].float())


def soft_bce(logits: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """Returns the mean binary cross-entropy against the probabilities of a teacher's logits."""
    return F.binary_cross_entropy_with_logits(logits.float(), torch.sigmoid(theirs.float()))


def listwise(scores: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Returns the cross-entropy of a softmax over each list against its own labels in equal shares.

    The mean is over lists with own and other labels.
    scores, truth: [texts, listed labels]. truth is 1, 0 or UNKNOWN, which is ignored.
    """
    known, own = truth != UNKNOWN, truth == 1
    rows = own.any(dim=1) & (truth == 0).any(dim=1)
    if not rows.any():
        return scores.sum() * 0
    chances = F.log_softmax(scores.float().masked_fill(~known, LEAST), dim=1)
    return -((chances * own).sum(dim=1)[rows] / own.sum(dim=1)[rows]).mean()


def divergence(scores: torch.Tensor, soft: torch.Tensor, listed: torch.Tensor) -> torch.Tensor:
    """Returns the mean Kullback-Leibler divergence of a softmax over each list from a teacher's.

    scores, soft: ours and the teacher's, [texts, listed labels].
    listed: which of them exist.
    """
    aim = F.log_softmax((soft.float() / TEACHER_TEMPERATURE).masked_fill(~listed, LEAST), dim=1)
    ours = F.log_softmax(scores.float().masked_fill(~listed, LEAST), dim=1)
    return ((aim.exp() * (aim - ours)) * listed).sum(dim=1).mean()


def _back(cosines: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Returns the loss from labels to texts, for labels that some texts have and others lack."""
    columns = (truth == 1).any(dim=0) & (truth == 0).any(dim=0)
    if not columns.any():
        return cosines.sum() * 0
    return multiple_negatives(cosines.T[columns], truth.T[columns])
