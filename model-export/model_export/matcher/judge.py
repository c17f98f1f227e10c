"""Measures how well a matcher ranks the labels of repositories that it was not trained on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.data import label_task
from model_export.data.label_text import meaning
from model_export.matcher import network
from model_export.matcher.encoding import Encoding
from model_export.matcher.network import Arrays, Matcher
from model_export.matcher.sources import Premise, Source
from model_export.measure import measures
from model_export.model.device import Device

ROWS = 32
LABELS = 64  # in one pass
FEWER = 16  # if issue and labels share the positions
RANKED_BY = ("match", "nearness", "both")


class Judge:
    """The answers of a network."""

    def __init__(self, model: Matcher, encoding: Encoding, device: Device):
        self.model, self.encoding, self.device = model, encoding, device

    def scores(self, texts: Sequence[str], labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Returns the log-odds of match and the cosines, both [texts, labels]."""
        own = self.encoding.labels(labels)
        near = self._embeddings(labels)
        most = LABELS if self.encoding.positions is None else FEWER
        order = np.argsort([len(text) for text in texts], kind="stable")
        match, cosines = np.zeros((len(texts), len(labels))), np.zeros((len(texts), len(labels)))
        for start in range(0, len(order), ROWS):
            chosen = order[start : start + ROWS]
            ids = self.encoding.texts([texts[n] for n in chosen])
            for at in range(0, len(labels), most):
                listed = [list(range(at, min(len(labels), at + most)))] * len(ids)
                answers = self._answers(self.encoding.listed(ids, own, listed))
                match[chosen, at : at + most] = answers.match().float().cpu().numpy()
            # In blocks the embedding is independent of the labels. In a whole network it belongs to the last ones.
            cosines[chosen] = (F.normalize(answers.embedding, dim=-1) @ near.T).float().cpu().numpy()
        return match, cosines

    def types(self, texts: Sequence[str]) -> np.ndarray:
        """Returns the logits of the types' head, [texts, TYPES]."""
        found = []
        for start in range(0, len(texts), ROWS):
            arrays = self.encoding.texts_alone(texts[start : start + ROWS])
            found.append(self._answers(arrays).types.float().cpu().numpy())
        return np.concatenate(found)

    def accuracy(self, premises: Sequence[Premise]) -> float:
        """Returns the share of hypotheses whose NLI class is predicted correctly."""
        right = total = 0
        for start in range(0, len(premises), 2 * ROWS):
            chunk = premises[start : start + 2 * ROWS]
            ids = self.encoding.texts([each.text for each in chunk])
            own = self.encoding.labels([hypothesis for each in chunk for hypothesis in each.hypotheses])
            ends = np.cumsum([len(each.hypotheses) for each in chunk])
            listed = [list(range(end - len(each.hypotheses), end)) for each, end in zip(chunk, ends, strict=True)]
            classes = self._answers(self.encoding.listed(ids, own, listed)).classes.argmax(dim=-1).cpu().numpy()
            for row, each in zip(classes, chunk, strict=True):
                right += int((row[: len(each.targets)] == np.array(each.targets)).sum())
                total += len(each.targets)
        return right / max(1, total)

    def _answers(self, arrays: Arrays) -> network.Answers:
        with torch.inference_mode(), self.device.autocast():
            return self.model(network.rows_of(arrays, self.device.name))

    def _embeddings(self, labels: Sequence[str]) -> torch.Tensor:
        found = []
        for start in range(0, len(labels), 4 * ROWS):
            found.append(self._answers(self.encoding.alone(labels[start : start + 4 * ROWS])).embedding)
        return F.normalize(torch.cat(found), dim=-1)


def standardized(scores: np.ndarray) -> np.ndarray:
    """Returns each text's scores minus their mean, in standard deviations."""
    deviation = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.maximum(deviation, 1e-6)


def types_told(judge: Judge, source: Source, most: int) -> float | None:
    """Returns the share of the last texts of a known type whose likeliest type is right. None if there are none."""
    rows = [n for n in range(len(source)) if (source.types[n] == 1).any()][-most:]
    if not rows:
        return None
    told = judge.types([source.texts[n] for n in rows]).argmax(axis=1)
    return float(np.mean(source.types[rows, told] == 1))


def rankings(judge: Judge, source: Source, most: int, label_types: Path) -> dict[str, dict[str, float]]:
    """Returns the ranking figures of the last texts, with match, similarity, or both as the score.

    These are label-ranking average precision and precision at 1, also among types and among topics
    (measures.ranking_apart).
    """
    texts, truth = source.texts[-most:], source.truth[-most:] == 1
    match, cosines = judge.scores(texts, [meaning(each.name, each.description) for each in source.labels])
    descriptions = {each.name: each.description for each in source.labels}
    masks = label_task.masks(label_types, list(descriptions), descriptions)
    both, found = standardized(match) + standardized(cosines), {}
    for how, scores in zip(RANKED_BY, (match, cosines, both), strict=True):
        average, first = measures.ranking(scores, truth)
        found[how] = {"average precision": average, "precision at 1": first}
        found[how] |= measures.ranking_apart(scores, truth, masks)
    return found


def ranking_figures(judge: Judge, left_out: Sequence[Source], most: int, label_types: Path) -> dict[str, Any]:
    """Returns the rankings of the left-out repositories, as metrics.json has them, and their means as results."""
    by_repository = {each.name: rankings(judge, each, most, label_types) for each in left_out if len(each.labels) > 1}
    results: dict[str, float] = {}
    for how in RANKED_BY:
        means = measures.means({name: found[how] for name, found in by_repository.items()})
        results |= {f"label ranking on repositories left out, by {how}, {name}": mean for name, mean in means.items()}
    return {"results": results, "by_repository": by_repository}


def type_figures(judge: Judge, left_out: Sequence[Source], most: int) -> dict[str, Any]:
    """Returns how often the likeliest type is right in left-out repositories that have types."""
    told = {each.name: types_told(judge, each, most) for each in left_out}
    found = {name: share for name, share in told.items() if share is not None}
    mean = {"issue type on repositories left out, accuracy": float(np.mean(list(found.values())))} if found else {}
    return {"results": mean, "types_by_repository": found}
