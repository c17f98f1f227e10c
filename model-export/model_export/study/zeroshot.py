"""Zero-shot methods: a masked model that fills in what an issue is about, an entailment model, and a matcher.

None learns from labeled issues. Wording and decision are chosen on validation.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from model_export.data import label_text
from model_export.study import entailment, matcher_bundle, words
from model_export.study.adapted import masked_model
from model_export.study.context import Task, texts, timed
from model_export.study.data import Issue
from model_export.study.fillmask import label_scores
from model_export.study.linear import outcome
from model_export.study.scoring import Outcome, decide, f1, sweeps

MASK_TEMPLATES = ("This issue is about {}.",)
NLI_TEMPLATES = ("This issue is about {}.", "The topic is {}.", "This is a {} issue.")

# Of texts and a template; gives each label's score, [texts, labels].
Asked = Callable[[Sequence[str], str], np.ndarray]


def mask(task: Task) -> Outcome:
    """Scores labels by the probability of their words in `This issue is about [MASK].`, with the adapted encoder."""
    model, tokens = masked_model(task)
    by_label = [words.of(name, task.tools.words) for name in task.data.names]
    device = task.tools.device
    return _best_wording(
        task, MASK_TEMPLATES, lambda those, template: label_scores(model, tokens, device, those, template, by_label)
    )


def nli(task: Task) -> Outcome:
    """Scores labels by whether the issue entails a template with one of their words. The best word counts."""
    model = entailment.load(task.tools.nli, task.tools.recipe.max_length, task.tools.device)
    by_label = [words.of(name, task.tools.words) for name in task.data.names]

    def asked(those: Sequence[str], template: str) -> np.ndarray:
        pairs = [(text, template.format(word)) for text in those for group in by_label for word in group]
        scores = model(pairs).reshape(len(those), -1)
        ends = np.cumsum([len(group) for group in by_label])
        return np.stack([part.max(axis=1) for part in np.split(scores, ends[:-1], axis=1)], axis=1)

    return _best_wording(task, NLI_TEMPLATES, asked)


def matcher(task: Task) -> Outcome:
    """Scores labels by the matcher's calibrated probability for their names. No wording is chosen."""
    bundle = matcher_bundle.open(task.tools.matcher, task.tools.recipe.max_length)
    labels = [label_text.meaning(name) for name in task.data.names]

    def scores(issues: Sequence[Issue]) -> np.ndarray:
        return np.stack([bundle.probabilities(text, labels) for text in texts(issues)])

    found = outcome(task, lambda: scores)
    swept = sweeps(found.validation, task.data.truth(task.data.validation))
    return replace(found, training_seconds=0.0, figures={"sweeps": swept})


def _best_wording(task: Task, templates: Sequence[str], asked: Asked) -> Outcome:
    data = task.data
    truth = data.truth(data.validation)
    found = {template: asked(texts(data.validation), template) for template in templates}

    def reached(template: str) -> float:
        _, rule = decide(found[template], truth)
        return f1(rule(found[template]), truth)["micro"]

    by_template = {template: round(reached(template), 4) for template in templates}
    chosen = max(templates, key=by_template.__getitem__)
    tested, seconds = timed(lambda: asked(texts(data.test), chosen))
    return Outcome(
        found[chosen],
        tested,
        0.0,
        1000 * seconds / max(1, len(data.test)),
        {"template": chosen},
        {"templates": by_template, "sweeps": sweeps(found[chosen], truth)},
    )
