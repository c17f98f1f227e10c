"""Augmentation: reworded copies of training issues, for Naive Bayes and for fine-tuning."""

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
    """Returns the slice and its reworded copies with the labels of the originals."""
    # Greedy translation gives the same text each time, so there is only one copy.
    count = 1 if way == "back-translation" else task.tools.copies
    issues = [*task.train, *(reworded(task, way, issue, number) for number in range(count) for issue in task.train)]
    return issues, task.data.truth(issues)


def reworded(task: Task, way: str, issue: Issue, number: int = 0) -> Issue:
    """Returns a reworded copy of the issue. The same number and seed give the same copy."""
    key = (way, task.seed, issue, number)
    return task.tools.once(key, lambda: _copier(task, way)(issue, np.random.default_rng(_digits(key))))


def _digits(key: tuple) -> list[int]:
    """Returns a seed for a key, the same in every process."""
    return list(hashlib.sha256(repr(key).encode()).digest())


def _copier(task: Task, way: str) -> Callable[[Issue, np.random.Generator], Issue]:
    if way == "back-translation":
        there, back = task.tools.once(
            way, lambda: [Translator(folder, task.tools.device) for folder in task.tools.translator]
        )
        return lambda issue, _: there_and_back(issue, there, back)
    return lambda issue, rng: perturb.issue(issue, changes(task, way), rng)


def changes(task: Task, way: str) -> perturb.Change:
    """Returns the function that changes words in this way."""
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
    """Trains Naive Bayes on the slice and its copies."""
    return lambda task: outcome(task, lambda: naive_bayes_scorer(*augmented(task, way)))


def on_finetuning(way: str) -> Callable[[Task], Outcome]:
    """Fine-tunes on the slice and its copies."""

    def method(task: Task) -> Outcome:
        return outcome(task, lambda: finetune.fit(task, task.tools.base, *augmented(task, way)))

    return method
