"""Uncertainty-aware self-training, for several labels in an issue.

After S. Mukherjee and A. H. Awadallah: Uncertainty-aware Self-training for Few-shot Text Classification, NeurIPS 2020,
https://arxiv.org/abs/2006.15315. A teacher labels unlabeled issues several times with dropout. A student learns from
the issues of which the teacher is sure, with more weight if the teacher varies less.
"""

from collections.abc import Sequence

import numpy as np
import torch

from model_export.model import inference
from model_export.study import finetune
from model_export.study.context import Task, texts
from model_export.study.data import Issue
from model_export.study.linear import Scorer, outcome
from model_export.study.scoring import Outcome
from model_export.study.training import Classifier

PASSES, DRAWN, LOOKED_AT = 4, 256, 200


def bald(passes: np.ndarray) -> np.ndarray:
    """Returns how much the dropout passes disagree on an issue, in nats: H(mean) - mean H of each label, summed over
    labels.

    passes: probabilities, [passes, issues, labels]. After N. Houlsby et al.: Bayesian Active Learning, 2011,
        https://arxiv.org/abs/1112.5745.
    """
    return (_entropy(passes.mean(axis=0)) - _entropy(passes).mean(axis=0)).sum(axis=-1)


def _entropy(chance: np.ndarray) -> np.ndarray:
    chance = np.clip(chance, 1e-7, 1 - 1e-7)
    return -(chance * np.log(chance) + (1 - chance) * np.log(1 - chance))


def drawn(passes: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Returns indices of issues to learn from: easy ones more often, and some of each likeliest label."""
    disagreement = bald(passes)
    easy = 1 - disagreement / max(disagreement.max(), 1e-9) + 1e-6
    likeliest = passes.mean(axis=0).argmax(axis=1)
    labels = np.unique(likeliest)
    # Each label's issues have the same total weight. Otherwise the student would only learn the most frequent label.
    share = easy / np.array([easy[likeliest == label].sum() for label in labels])[np.searchsorted(labels, likeliest)]
    return np.sort(rng.choice(len(share), min(most, len(share)), replace=False, p=share / share.sum()))


def monte_carlo(model: Classifier, issues: Sequence[Issue], seed: int) -> np.ndarray:
    """Returns probabilities with dropout, [passes, issues, labels]."""
    rows = model.rows(texts(issues))
    model.model.eval()
    for module in model.model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.train()
    torch.manual_seed(seed)
    try:
        return np.stack(
            [
                inference.over_rows(
                    lambda batch: model.model(batch)["labels"].float().sigmoid(), rows, model.tokens, model.device
                )
                for _ in range(PASSES)
            ]
        )
    finally:
        model.model.eval()


def method(task: Task) -> Outcome:
    return outcome(task, lambda: fit(task))


def fit(task: Task) -> Scorer:
    rng = task.rng()
    teacher = finetune.classifier(task, task.tools.base)
    teacher.train(texts(task.train), task.truth(), finetune.validation(task), rng)
    pool = task.pool()
    pool = [pool[place] for place in rng.permutation(len(pool))[:LOOKED_AT]]
    issues, target = list(task.train), task.truth().astype(float)
    weight = np.ones_like(target)
    if pool:
        passes = monte_carlo(teacher, pool, task.seed)
        chosen = drawn(passes, DRAWN, rng)
        mean, variance = passes.mean(axis=0)[chosen], passes.var(axis=0)[chosen]
        issues += [pool[place] for place in chosen]
        target = np.concatenate([target, mean])
        # A probability's variance is at most 1/4. The labeled issues weigh as much as all others together.
        sure = (1 - 4 * variance) * min(1.0, len(task.train) / len(chosen))
        weight = np.concatenate([weight, sure])
    student = finetune.classifier(task, task.tools.base)
    student.train(texts(issues), target, finetune.validation(task), rng, weight=weight)
    return lambda those: student.scores(texts(those))
