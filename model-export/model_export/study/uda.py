"""Unsupervised data augmentation, for several labels in an issue.

After Q. Xie et al.: Unsupervised Data Augmentation for Consistency Training, NeurIPS 2020,
https://arxiv.org/abs/1904.12848. The paper has exclusive classes. Here each label is a binary question, so divergence,
confidence and annealing are computed for each label.
"""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.study import finetune
from model_export.study.augment import reworded
from model_export.study.context import Task, texts
from model_export.study.linear import Scorer, outcome
from model_export.study.scoring import Outcome
from model_export.study.training import Classifier

CONFIDENCE, TEMPERATURE, WEIGHT = 0.8, 0.6, 1.0
MOST = 1000


def consistency(
    original: torch.Tensor, other: torch.Tensor, confidence: float = CONFIDENCE, temperature: float = TEMPERATURE
) -> torch.Tensor:
    """Returns KL(original ‖ other) of each label's yes or no, in nats, over labels with a confident original.

    Both are logits, [issues, labels]. The original's is divided by the temperature and gets no gradient. The result is
    0 if nothing is confident, and if both are equal at a temperature of 1.
    """
    with torch.no_grad():
        sure = torch.maximum(original.sigmoid(), (-original).sigmoid()) >= confidence
        sharp = original / temperature
        yes, log_yes, log_no = sharp.sigmoid(), F.logsigmoid(sharp), F.logsigmoid(-sharp)
    divergence = yes * (log_yes - F.logsigmoid(other)) + (1 - yes) * (log_no - F.logsigmoid(-other))
    return (divergence * sure).sum() / sure.sum().clamp(min=1)


def annealed(logits: torch.Tensor, target: torch.Tensor, done: float) -> torch.Tensor:
    """Returns the cross-entropy over labels that are not yet predicted better than a bound that grows from 0.5 to 1.

    This prevents overfitting on the few labeled issues while the unlabeled ones still teach.
    """
    right = torch.where(target > 0.5, logits.sigmoid(), (-logits).sigmoid()).detach()
    kept = right < 0.5 + 0.5 * done
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (loss * kept).sum() / kept.sum().clamp(min=1)


def method(task: Task) -> Outcome:
    return outcome(task, lambda: fit(task))


def fit(task: Task) -> Scorer:
    rng = task.rng()
    pool = task.pool()
    pool = [pool[place] for place in rng.permutation(len(pool))[:MOST]]
    model = finetune.classifier(task, task.tools.base)
    originals = model.rows(texts(pool))
    others = model.rows(texts([reworded(task, "synonyms", issue) for issue in pool]))
    size = task.tools.recipe.batch

    def extra(trained: Classifier, done: float, drawn: np.random.Generator) -> torch.Tensor:
        chosen = drawn.permutation(len(originals))[:size]
        with torch.no_grad():
            told = trained.logits([originals[place] for place in chosen])
        return WEIGHT * consistency(told, trained.logits([others[place] for place in chosen]))

    model.train(
        texts(task.train),
        task.truth(),
        finetune.validation(task),
        rng,
        extra=extra if originals else None,
        labeled_loss=annealed,
    )
    return lambda those: model.scores(texts(those))
