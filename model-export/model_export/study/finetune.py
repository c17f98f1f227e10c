"""Fine-tuning of the base, and of the base that was adapted to the repository's language."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from model_export.study import adapted
from model_export.study.context import Task, texts
from model_export.study.data import Issue
from model_export.study.linear import Scorer, outcome
from model_export.study.scoring import Outcome
from model_export.study.training import Classifier


def validation(task: Task) -> tuple[list[str], np.ndarray]:
    """Returns the data that stops training."""
    return texts(task.data.validation), task.data.truth(task.data.validation)


def classifier(task: Task, base: Path) -> Classifier:
    """Returns a new classifier."""
    return Classifier(base, task.data.names, task.tools.recipe, task.tools.device, task.seed)


def fit(task: Task, base: Path, issues: Sequence[Issue], truth: np.ndarray) -> Scorer:
    """Trains on issues, and returns a function that scores others."""
    model = classifier(task, base)
    model.train(texts(issues), truth, validation(task), task.rng())
    return lambda those: model.scores(texts(those))


def of_base(task: Task) -> Outcome:
    return outcome(task, lambda: fit(task, task.tools.base, task.train, task.truth()))


def of_adapted(task: Task) -> Outcome:
    # Adaptation is shared by all rows. Its time is in its own metrics.
    base = adapted.folder(task)
    return outcome(task, lambda: fit(task, base, task.train, task.truth()))
