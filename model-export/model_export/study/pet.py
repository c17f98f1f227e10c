"""Pattern-exploiting training (PET): a cloze model for each pattern, their ensemble, and a classifier that learns from
it.

After T. Schick and H. Schütze: Exploiting Cloze Questions for Few-Shot Text Classification and Natural Language
Inference, EACL 2021, https://arxiv.org/abs/2001.07676. `pet` is the ensemble: a model of each pattern is trained on the
labeled issues, and their probabilities are averaged. `pet-distilled` is the second half of PET: the ensemble labels
further issues, and an ordinary classifier learns from those soft labels and from the labeled issues.

The paper's masked language model is RoBERTa large. The study's is a small sentence encoder, whose masked-language-model
head was trained on one repository's texts. It predicts few words well, so a pattern helps it less.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch

from model_export.study import adapted, finetune, words
from model_export.study.adapted import masked_model
from model_export.study.cloze import Cloze
from model_export.study.context import Task, texts, timed
from model_export.study.data import Issue
from model_export.study.linear import Scorer, outcome
from model_export.study.scoring import Outcome

PATTERNS = ("This issue is about {}.", "Label: {}.")
# Most further issues that the ensemble labels.
SOFT = 256


@dataclass(frozen=True)
class Ensemble:
    """The results of the trained patterns: their outcome, and probabilities for further issues, [issues, labels].

    seconds: time to score these further issues.
    """

    outcome: Outcome
    soft: np.ndarray
    seconds: float


def classifier(task: Task, pattern: str) -> Cloze:
    """Returns a cloze model that has not been trained."""
    torch.manual_seed(task.seed)
    masked, row_tokens = masked_model(task, task.tools.recipe.dropout)
    by_label = [words.of(name, task.tools.words) for name in task.data.names]
    return Cloze(masked, row_tokens, pattern, by_label, task.tools.recipe, task.tools.device)


def fit(task: Task, patterns: tuple[str, ...] = PATTERNS) -> Scorer:
    """Trains a model of each pattern, and returns the scorer of their mean probability."""
    models = [classifier(task, pattern) for pattern in patterns]
    for model in models:
        model.train(texts(task.train), task.truth(), finetune.validation(task), task.rng())
    return lambda those: np.mean([model.scores(texts(those)) for model in models], axis=0)


def method(task: Task) -> Outcome:
    return _ensemble(task).outcome


def distilled(task: Task) -> Outcome:
    """Distills the ensemble. The training time includes the ensemble's."""
    teachers = _ensemble(task)
    found = outcome(task, lambda: fit_distilled(task, teachers.soft))
    before = teachers.outcome.training_seconds + teachers.seconds
    return replace(found, training_seconds=before + found.training_seconds)


def fit_distilled(task: Task, soft: np.ndarray) -> Scorer:
    """Trains a classifier on the labeled issues, and on further ones with the ensemble's probabilities as labels.

    soft: of further(task), [issues, labels].
    """
    issues = [*task.train, *further(task)]
    model = finetune.classifier(task, task.tools.base)
    target = np.concatenate([task.truth().astype(float), soft])
    model.train(texts(issues), target, finetune.validation(task), task.rng())
    return lambda those: model.scores(texts(those))


def further(task: Task) -> list[Issue]:
    """Returns the issues that the ensemble labels: at most SOFT of those whose labels the method must not know."""
    pool = task.pool()
    return [pool[place] for place in task.rng().permutation(len(pool))[:SOFT]]


def _ensemble(task: Task) -> Ensemble:
    """Trains the ensemble once for a slice and a seed. Keeps only scores, because models are large."""
    return task.tools.once(("pet", task.seed, task.train), lambda: _train(task))


def _train(task: Task) -> Ensemble:
    # Adaptation is shared by all rows. Its time is in its own metrics.
    adapted.folder(task)
    scorers: list[Scorer] = []

    def trained() -> Scorer:
        scorers.append(fit(task))
        return scorers[0]

    found = outcome(task, trained)
    # np.zeros for an empty pool, of which no scorer could tell the shape.
    asked = further(task)
    soft, seconds = timed(lambda: scorers[0](asked) if asked else np.zeros((0, len(task.data.names))))
    return Ensemble(found, soft, seconds)
