"""Pattern-exploiting training on tiny data: a cloze per pattern, their ensemble, and what it teaches."""

import dataclasses

import numpy as np
import pytest
import torch

from model_export.measure import measures
from model_export.model.device import Device
from model_export.study import cloze, fillmask, finetune, pet
from model_export.study.context import Task, Tools, texts
from model_export.study.data import Data, Issue
from model_export.study.methods import METHODS
from model_export.study.training import Recipe

TITLES = {
    "bug": ("crash on install", "error in the table view", "memory leak", "broken button on windows"),
    "docs": ("typo in the readme", "documentation example is empty", "docs of this option", "readme of the docs"),
}


def issues(count, start):
    """Bugs and docs in turn, each with one of its label's titles."""
    found = []
    for number in range(start, start + count):
        label = ("bug", "docs")[number % 2]
        title = TITLES[label][number // 2 % len(TITLES[label])]
        found.append(Issue("octo/cat", number, title, "please look at this", (label,)))
    return tuple(found)


@pytest.fixture(scope="module")
def task(tiny_base, tmp_path_factory):
    data = Data(("bug", "docs"), issues(40, 0), issues(12, 100), issues(24, 200), ())
    recipe = Recipe(60, batch=8, passes=60, max_length=32, learning_rate=2e-3, head_learning_rate=2e-2, patience=5)
    tools = Tools(tiny_base, recipe, Device.choose("cpu"), tmp_path_factory.mktemp("work"), adapt_epochs=0)
    return Task(data, data.train[:8], 0, tools)


def ranked(scores, task):
    return measures.ranking(scores, task.data.truth(task.data.test))[0]


def test_learns_from_eight_issues_what_its_pattern_does_not_know_by_itself(task):
    model = pet.classifier(task, pet.PATTERNS[0])
    before = ranked(model.scores(texts(task.data.test)), task)
    model.train(texts(task.train), task.truth(), finetune.validation(task), task.rng())
    after = ranked(model.scores(texts(task.data.test)), task)
    assert after >= 0.95
    assert after > before + 0.1


@pytest.mark.parametrize("name", ["pet", "pet-distilled"])
def test_ranks_the_right_label_first(task, name):
    found = METHODS[name].run(task)
    assert found.test.shape == (24, 2)
    assert found.test.min() >= 0
    assert found.test.max() <= 1
    assert ranked(found.test, task) >= 0.9


def test_the_ensemble_is_the_mean_of_its_patterns_and_trained_once_for_both_methods(task, monkeypatch):
    own = dataclasses.replace(task, tools=dataclasses.replace(task.tools, kept={}))
    trained = []

    def fit(_):
        trained.append(1)
        return lambda those: np.full((len(those), 2), 0.25)

    monkeypatch.setattr(pet, "fit", fit)
    assert METHODS["pet"].run(own).test == pytest.approx(np.full((24, 2), 0.25))
    METHODS["pet-distilled"].run(own)
    assert len(trained) == 1
    monkeypatch.undo()

    class Fixed:
        def __init__(self, value):
            self.value = value

        def train(self, *_):
            pass

        def scores(self, those):
            return np.full((len(those), 2), self.value)

    values = {"first {}": 0.2, "second {}": 0.6}
    monkeypatch.setattr(pet, "classifier", lambda _, pattern: Fixed(values[pattern]))
    assert pet.fit(own, tuple(values))(own.train) == pytest.approx(np.full((8, 2), 0.4))


def test_the_student_learns_from_soft_labels_of_issues_whose_labels_it_must_not_know(task):
    assert not {issue.number for issue in pet.further(task)} & {issue.number for issue in task.train}
    asked = pet.further(task)
    # The labels of all further issues are wrong. There are more of them than of our own, so a student that learns from
    # them ranks the wrong label first.
    turned = 1 - task.data.truth(asked).astype(float)
    assert ranked(pet.fit_distilled(task, turned)(task.data.test), task) <= 0.6


def test_offsets_begin_at_the_labels_shares(task):
    model = pet.classifier(task, pet.PATTERNS[0])
    target = np.array([[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 2)
    rows = model.rows(texts(task.train))
    model.begin(rows, target)
    with torch.no_grad():
        told = model.log_odds(model.padded(rows)).mean(dim=0)
    share = np.array([6.5, 2.5]) / 9
    assert told.numpy() == pytest.approx(np.log(share / (1 - share)), abs=1e-4)


def test_a_label_scores_the_mean_chance_of_its_words_at_their_own_masks(task):
    class Told(torch.nn.Module):
        def forward(self, batch, chosen):
            return torch.log(torch.tensor([[0.5, 0.2, 0.3], [0.1, 0.1, 0.8]])), None

    model = cloze.Filler(Told(), mask=9, words=[[[0], [1]], [[1, 2]]])
    batch = dataclasses.make_dataclass("Ids", ["input_ids"])(torch.tensor([[9, 9, 1]]))
    told = model.log_chances(batch).exp()
    assert told.numpy() == pytest.approx(np.array([[(0.5 + 0.2) / 2, (0.2 * 0.8) ** 0.5]]), rel=1e-5)
    assert model(batch).tolist() == model.log_chances(batch).tolist()


def test_the_pattern_stands_whole_behind_an_issue_that_is_too_long(task):
    model = pet.classifier(task, "this is about {}")
    tokenizer = model.tokens.tokenizer
    (row,) = fillmask.cloze_rows(model.tokens, ["crash [MASK] " * 40], model.pattern, 2)
    said = [tokenizer.id_to_token(number) for number in row.ids]
    assert len(said) == 32
    assert said[-6:] == ["this", "is", "about", "[MASK]", "[MASK]", "[SEP]"]
    assert said.count("[MASK]") == 2
