"""How well a matcher ranks the labels of repositories that it was not trained on."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.device import Device
from model_export.label_text import LabelWords, meaning
from model_export.matcher import network
from model_export.matcher.losses import Encoding
from model_export.matcher.network import Matcher
from model_export.matcher.sources import Label, Premise, Source
from model_export.measures import ranking

ROWS = 32
LABELS = 64  # in one pass; of a network with few positions fewer
FEWER = 16


class Judge:
    """Answers of a network, and what they are worth."""

    def __init__(self, model: Matcher, encoding: Encoding, device: Device):
        self.model, self.encoding, self.device = model, encoding, device

    def scores(self, texts: Sequence[str], labels: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Log-odds of match and cosines, both [texts, labels]."""
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
            cosines[chosen] = (F.normalize(answers.embedding, dim=-1) @ near.T).float().cpu().numpy()
        return match, cosines

    def types(self, texts: Sequence[str]) -> np.ndarray:
        """The logits of the types' head, [texts, TYPES]."""
        found = []
        for start in range(0, len(texts), ROWS):
            arrays = self.encoding.texts_alone(texts[start : start + ROWS])
            found.append(self._answers(arrays).types.float().cpu().numpy())
        return np.concatenate(found)

    def entailment(self, premises: Sequence[Premise]) -> float:
        """The share of hypotheses whose class is told."""
        right = total = 0
        for start in range(0, len(premises), 2 * ROWS):
            chunk = premises[start : start + 2 * ROWS]
            labels = [hypothesis for each in chunk for hypothesis in each.hypotheses]
            ends = np.cumsum([len(each.hypotheses) for each in chunk])
            listed = [list(range(end - len(each.hypotheses), end)) for each, end in zip(chunk, ends, strict=True)]
            ids, own = self.encoding.texts([each.text for each in chunk]), self.encoding.labels(labels)
            arrays = network.assemble(ids, own, listed, self.encoding.marker, self.encoding.pad)
            classes = self._answers(arrays).classes.argmax(dim=-1).cpu().numpy()
            for row, each in zip(classes, chunk, strict=True):
                right += int((row[: len(each.targets)] == np.array(each.targets)).sum())
                total += len(each.targets)
        return right / max(1, total)

    def _answers(self, arrays: tuple[np.ndarray, ...]) -> network.Answers:
        with torch.inference_mode(), self.device.autocast():
            return self.model(network.rows_of(arrays, self.device.name))

    def _embeddings(self, labels: Sequence[str]) -> torch.Tensor:
        found = []
        for start in range(0, len(labels), 4 * ROWS):
            found.append(self._answers(self.encoding.alone(labels[start : start + 4 * ROWS])).embedding)
        return F.normalize(torch.cat(found), dim=-1)


def standardized(scores: np.ndarray) -> np.ndarray:
    """Each text's scores less their mean, in standard deviations."""
    deviation = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.maximum(deviation, 1e-6)


def types_told(judge: Judge, source: Source, most: int) -> float | None:
    """The share of the newest texts of a known type whose likeliest type is theirs; None without any."""
    rows = [n for n in range(len(source)) if (source.types[n] == 1).any()][-most:]
    if not rows:
        return None
    told = judge.types([source.texts[n] for n in rows]).argmax(axis=1)
    return float(np.mean(source.types[rows, told] == 1))


def of_source(judge: Judge, source: Source, most: int) -> dict[str, dict[str, tuple[float, float]]]:
    """Label-ranking average precision and precision at 1 of the newest texts, by what is ranked and by how."""
    texts, truth = source.texts[-most:], source.truth[-most:] == 1
    match, cosines = judge.scores(texts, [meaning(each.name, each.description) for each in source.labels])
    both = standardized(match) + standardized(cosines)
    topics = np.array([not is_type(each) for each in source.labels])
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for what, columns in (("all", np.ones_like(topics)), ("topics", topics), ("types", ~topics)):
        if columns.sum() < 2 or not truth[:, columns].any():
            continue
        found[what] = {
            how: ranking(scores[:, columns], truth[:, columns])
            for how, scores in (("match", match), ("nearness", cosines), ("both", both))
        }
    return found


def is_type(label: Label) -> bool:
    """Whether a label names a type and nothing else."""
    return label.kind is not None and len(LabelWords.of(label.name).words) == 1
