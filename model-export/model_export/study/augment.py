"""Augmentation: training issues once more in other words, under Naive Bayes and under fine-tuning."""

import hashlib
from collections.abc import Callable

import numpy as np

from model_export.model import bert
from model_export.model.tokens import Tokens, vocabulary
from model_export.study import finetune, perturb
from model_export.study.adapted import masked_model
from model_export.study.context import Task
from model_export.study.data import Issue
from model_export.study.linear import naive_bayes_scorer, outcome
from model_export.study.scoring import Outcome
from model_export.study.translate import Translator, there_and_back

WAYS = ("synonyms", "insert", "substitute", "swap", "delete", "back-translation")


def augmented(task: Task, way: str) -> tuple[list[Issue], np.ndarray]:
    """The slice and its copies in other words, with the labels of the originals."""
    # Greedy translation gives the same each time, so one copy is all there is.
    count = 1 if way == "back-translation" else task.tools.copies
    issues = [*task.train, *(reworded(task, way, issue, number) for number in range(count) for issue in task.train)]
    return issues, task.data.truth(issues)


def reworded(task: Task, way: str, issue: Issue, number: int = 0) -> Issue:
    """The issue in other words, of which there are as many as numbers; the same whenever this seed asks."""
    key = (way, task.seed, issue, number)
    return task.tools.once(key, lambda: _copier(task, way)(issue, np.random.default_rng(_digits(key))))


def _digits(key: tuple) -> list[int]:
    """A seed of what is told apart by key; the same in every process."""
    return list(hashlib.sha256(repr(key).encode()).digest())


def _copier(task: Task, way: str) -> Callable[[Issue, np.random.Generator], Issue]:
    if way == "back-translation":
        there, back = task.tools.once(
            way, lambda: [Translator(folder, task.tools.device) for folder in task.tools.translator]
        )
        return lambda issue, _: there_and_back(issue, there, back)
    return lambda issue, rng: perturb.issue(issue, changes(task, way), rng)


def changes(task: Task, way: str) -> perturb.Change:
    """What changes words in this way."""
    return task.tools.once(way, lambda: _changes(task, way))


def _changes(task: Task, way: str) -> perturb.Change:
    if way in ("swap", "delete"):
        return perturb.each(perturb.swap if way == "swap" else perturb.delete)
    recipe = task.tools.recipe
    if way == "synonyms":
        encoder = bert.load(str(task.tools.base))
        pieces = vocabulary(Tokens.open(task.tools.base, recipe.max_length).tokenizer)
        return perturb.each(perturb.Synonyms(pieces, encoder.bert.embeddings.word_embeddings.weight.detach()))
    model, tokens = masked_model(task)
    return perturb.Contextual(model, tokens, insert=way == "insert")


def on_naive_bayes(way: str) -> Callable[[Task], Outcome]:
    """Naive Bayes on the slice and its copies."""
    return lambda task: outcome(task, lambda: naive_bayes_scorer(*augmented(task, way)))


def on_finetuning(way: str) -> Callable[[Task], Outcome]:
    """Fine-tuning on the slice and its copies."""

    def method(task: Task) -> Outcome:
        return outcome(task, lambda: finetune.fit(task, task.tools.base, *augmented(task, way)))

    return method
