"""Each method of the study on tiny data: what it is for, and what it must not do."""

import dataclasses
import json
import random
import sys

import numpy as np
import pytest
import torch

from model_export.model.device import Device
from model_export.study import adapted, augment, cascade, lookup, perturb, selftraining, setfit, uda
from model_export.study.context import Task, Tools
from model_export.study.data import Data, Issue
from model_export.study.methods import METHODS
from model_export.study.training import Recipe

TITLES = {
    "bug": ("crash on install", "error in the table view", "memory leak", "broken button on windows"),
    "docs": ("typo in the readme", "documentation example is empty", "docs of this option", "readme of the docs"),
}
CODE = "```python\nslow = crash(error)\n```"


def issues(count, start):
    rng = random.Random(start)
    found = []
    for number in range(start, start + count):
        kind = ("bug", "docs")[number % 2]
        found.append(Issue("octo/cat", number, rng.choice(TITLES[kind]), f"please add a {kind}\n{CODE}\n", (kind,)))
    return tuple(found)


@pytest.fixture(scope="module")
def task(tiny_base, tmp_path_factory):
    data = Data(("bug", "docs"), issues(24, 0), issues(12, 100), issues(12, 200), issues(10, 300))
    recipe = Recipe(60, batch=8, passes=40, max_length=32, learning_rate=2e-3, head_learning_rate=2e-2, patience=5)
    tools = Tools(tiny_base, recipe, Device.choose("cpu"), tmp_path_factory.mktemp("work"), adapt_epochs=1, copies=1)
    return Task(data, data.train[:12], 0, tools)


LEARNERS = "naive-bayes tfidf-lr lookup finetune-base finetune-adapted uda self-training setfit".split()
AUGMENTED = [f"naive-bayes+{way}" for way in augment.WAYS[:-1]] + ["finetune+swap"]


@pytest.mark.parametrize("name", [*LEARNERS, *AUGMENTED])
def test_learns_what_words_tell(task, name):
    found = METHODS[name].run(task)
    assert found.test.shape == (12, 2)
    truth = task.data.truth(task.data.test)
    # The words give the label away, so whoever has learned ranks the right one first.
    assert (found.test.argmax(axis=1) == truth.argmax(axis=1)).mean() >= 0.75


@pytest.mark.parametrize("way", augment.WAYS[:-1])
def test_augmentation_keeps_labels_and_code(task, way):
    found, truth = augment.augmented(task, way)
    originals, copies = found[:12], found[12:]
    assert [each.labels for each in copies] == [each.labels for each in originals]
    assert (truth[12:] == truth[:12]).all()
    assert all(CODE in each.body for each in copies)
    assert any((old.title, old.body) != (new.title, new.body) for old, new in zip(originals, copies, strict=True))


def test_code_within_lines_and_addresses_stay():
    text = "see `crash here` and https://host/crash now\n    indented crash\n~~~\nopen crash"
    changed = perturb.prose(text, perturb.each(lambda words, rng: ["x" for _ in words]), np.random.default_rng(0))
    assert changed == "x `crash here` x https://host/crash x\n    indented crash\n~~~\nopen crash"


def test_swaps_keep_words_and_deletion_leaves_some():
    words, rng = "one two three four five six seven eight".split(), np.random.default_rng(0)
    assert sorted(perturb.swap(words, rng)) == sorted(words)
    assert perturb.swap(words, rng) != words
    left = [word for word in perturb.delete(words, rng) if word]
    assert 0 < len(left) < len(words)
    assert perturb.delete(["one"], rng) == ["one"]


def test_synonyms_are_the_nearest_words():
    vectors = torch.tensor([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [1.0, 0.0]])
    near = perturb.Synonyms(["crash", "error", "docs", "##ash"], vectors, nearest=1)
    assert near.near("crash") == ["error"]
    assert near(["crash"], np.random.default_rng(0)) == ["error"]
    assert near(["unknown"], np.random.default_rng(0)) == ["unknown"]


def test_consistency_falls_to_nothing_for_equal_answers():
    logits = torch.tensor([[3.0, -3.0], [0.1, 4.0]])
    assert uda.consistency(logits, logits, temperature=1.0).item() == pytest.approx(0, abs=1e-6)
    assert uda.consistency(logits, -logits, temperature=1.0).item() > 1
    unsure = torch.tensor([[0.1, -0.1]])
    assert uda.consistency(unsure, -10 * unsure).item() == 0
    student = logits.clone().requires_grad_()
    teacher = logits.clone().requires_grad_()
    uda.consistency(teacher, student).backward()
    assert teacher.grad is None
    assert student.grad.abs().sum() > 0


def test_annealing_lets_go_of_what_is_known():
    logits, target = torch.tensor([[2.0, -1.0]]), torch.tensor([[1.0, 1.0]])
    wrong = torch.nn.functional.softplus(torch.tensor(1.0))
    assert uda.annealed(logits, target, done=0.0).item() == pytest.approx(wrong.item())
    assert uda.annealed(logits, target, done=1.0).item() < wrong.item()


def test_disagreement_is_none_where_all_passes_agree():
    passes = np.array([[[0.9, 0.5], [0.99, 0.1]], [[0.9, 0.5], [0.01, 0.1]]])
    first, second = selftraining.bald(passes)
    assert first == pytest.approx(0, abs=1e-9)
    assert second == pytest.approx(np.log(2) - 0.056, abs=1e-2)


def test_the_easy_ones_are_drawn_more_often():
    passes = np.stack([np.tile([0.9, 0.1], (40, 1))] * 2)
    passes[0, 20:] = [0.99, 0.1]
    passes[1, 20:] = [0.55, 0.1]
    drawn = np.concatenate([selftraining.drawn(passes, 5, np.random.default_rng(seed)) for seed in range(50)])
    assert (drawn < 20).mean() > 0.9


@pytest.mark.parametrize("name", ["self-training", "uda", "finetune-adapted"])
def test_never_sees_the_words_of_validation_and_test_in_training(task, name, monkeypatch, tmp_path):
    secret = [
        dataclasses.replace(each, body=f"secret {each.body}") for each in (*task.data.validation, *task.data.test)
    ]
    data = dataclasses.replace(task.data, validation=tuple(secret[:12]), test=tuple(secret[12:]))
    hidden = {each.text for each in secret}
    tools = dataclasses.replace(task.tools, work=tmp_path)
    seen = []
    trained = uda.Classifier.train
    monkeypatch.setattr(
        uda.Classifier,
        "train",
        lambda self, texts, *rest, **more: seen.extend(texts) or trained(self, texts, *rest, **more),
    )
    own = dataclasses.replace(task, data=data, tools=tools)
    assert not {each.text for each in own.pool()} & hidden
    assert not {each.number for each in own.pool()} & {each.number for each in own.train}
    written = []
    monkeypatch.setattr(adapted.jsonl, "write", lambda path, rows: written.extend(rows))
    if name == "finetune-adapted":
        monkeypatch.setattr(adapted.adapt, "run", lambda given: (_ for _ in ()).throw(InterruptedError))
        with pytest.raises(InterruptedError):
            METHODS[name].run(own)
        assert written
        seen += [row["text"] for row in written]
    else:
        METHODS[name].run(own)
    assert seen
    assert not set(seen) & hidden


def test_few_issues_are_not_trained_on_for_ever():
    recipe = Recipe(steps=100, batch=8, passes=6)
    assert [recipe.steps_for(issues) for issues in (8, 64, 128, 1000)] == [30, 48, 96, 100]


def test_pairs_share_a_label_or_do_not():
    truth = np.array([[1, 0], [1, 1], [0, 1]], bool)
    found = setfit.pairs(truth, 10, np.random.default_rng(0))
    assert set(found) == {(0, 1, 1.0), (1, 2, 1.0), (0, 2, 0.0)}
    assert sum(goal for *_, goal in found) == 5


def test_votes_count_labels_among_neighbours():
    vectors = np.eye(3, dtype=np.float32)
    truth = np.array([[1, 0], [1, 1], [0, 1]], bool)
    asked = np.array([[0.9, 0.4, 0.1]], np.float32)
    counted = lookup.votes(lookup.build(vectors, "flat"), asked, truth, 3)
    assert counted[:, 0].tolist() == [[1, 0], [2, 1], [2, 2]]
    rows = lookup.grid(counted, np.array([[True, False]]))
    assert len(rows) == 6
    assert lookup.best(rows)["micro"] == 1
    cells = lookup.votes(lookup.build(vectors, "ivf"), asked, truth, 3)
    assert cells[0, 0].tolist() == [1, 0]


def test_masks_are_filled_by_the_adapted_model(task):
    found = METHODS["zero-shot-mask"].run(task)
    assert found.test.sum(axis=1) == pytest.approx(np.ones(12), rel=1e-5)
    assert found.test.std() > 0
    assert found.chosen == {"template": "This issue is about {}."}


def test_entailment_chooses_its_wording_on_validation(task, monkeypatch):
    def model(pairs):
        return np.array(
            [0.9 if "topic" in asked and ("docs" in text) == ("docs" in asked) else 0.1 for text, asked in pairs]
        )

    monkeypatch.setattr("model_export.study.entailment.load", lambda *_: model)
    found = METHODS["zero-shot-nli"].run(task)
    assert found.chosen == {"template": "The topic is {}."}
    assert (found.test.argmax(axis=1) == task.data.truth(task.data.test).argmax(axis=1)).all()


def test_the_cascade_sees_only_the_labels_of_the_history(task, tmp_path):
    app = tmp_path / "app.py"
    app.write_text(
        "import json,sys\n"
        "said=dict(zip(sys.argv[2::2],sys.argv[3::2]))\n"
        "past=[json.loads(line) for line in open(said['--history'])]\n"
        "assert all(each['labels'] and each['created_at'] for each in past)\n"
        "names=[each['name'] for each in json.load(open(said['--labels']))]\n"
        "with open(said['--out'],'w') as out:\n"
        "  for line in open(said['--issues']):\n"
        "    issue=json.loads(line); assert 'labels' not in issue\n"
        "    print(json.dumps({'scores':{n:float(n in issue['body'])*len(past)/100 for n in names}}),file=out)\n"
    )
    tools = dataclasses.replace(task.tools, app=f"{sys.executable} {app}")
    found = METHODS["ladder"].run(dataclasses.replace(task, tools=tools))
    assert found.test.max(axis=1) == pytest.approx(np.full(12, 0.12))
    with pytest.raises(cascade.InputError, match="ended with"):
        cascade.predict(f"{sys.executable} -c 'raise SystemExit(1)'", ("bug",), task.train, task.train)


def test_one_command_then_resumes_and_reports(command, tiny_base, tmp_path, monkeypatch):
    rows = [
        {"repo": each.repo, "number": each.number, "title": f"{each.title} {word}", "body": "", "labels": each.labels}
        for each in issues(20, 0)
        for word in ("table", "network", "button", "linux", "install")
    ]
    file = tmp_path / "issues.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "out"
    given = [
        "study",
        "--issues",
        file,
        "--out",
        out,
        "--base",
        tiny_base,
        "--sizes",
        4,
        "--sizes",
        0,
        "--max-length",
        32,
    ]
    given += ["--methods", "naive-bayes", "--methods", "lookup", "--device", "cpu"]
    command(*given, "--seeds", 0)
    first = (out / "results.jsonl").read_text().splitlines()
    assert len(first) == 4
    (out / "results.jsonl").write_text("\n".join(first[:3]) + '\n{"method": "loo')  # as a kill leaves it
    command(*given, "--seeds", 0, "--seeds", 1)
    again = (out / "results.jsonl").read_text().splitlines()
    assert again[:3] == first[:3]
    keys = [tuple(json.loads(row)[name] for name in ("method", "size", "seed")) for row in again]
    assert len(keys) == len(set(keys)) == 8
    monkeypatch.setattr("model_export.study.command._row", lambda *_: pytest.fail("a row was run again"))
    command(*given, "--report-only")
    page = (out / "report.html").read_text()
    assert page.count("<svg") == 3
    assert "src=" not in page
    assert "Look-up with" in (out / "report.md").read_text()
    assert "crash on" not in page
    assert "micro_types" not in json.loads(first[0])["test"]  # bug and docs are both types
    assert "the labels are all of one of these tasks" in page
    command(*given, "--report-only", "--notes", "Seen <before>.")
    assert "Seen &lt;before&gt;." in (out / "report.html").read_text()
    assert command(*given[:-2], "--methods", "ladder", code=2).output.count("--ladder") == 1
    assert command(*given, "--steps", 7, code=2).output.count("other data or settings") == 1
    monkeypatch.undo()
    (tmp_path / "words.tsv").write_text("bug\tcrash\n", encoding="utf-8")
    command(*given, "--seeds", 0, "--label-words", tmp_path / "words.tsv")


def test_rows_and_report_tell_types_and_topics_apart(command, tiny_base, tmp_path):
    words = ("table", "network", "button", "linux", "install")
    rows = [
        {"repo": each.repo, "number": each.number, "title": f"{each.title} {word}", "body": "", "labels": [name]}
        for each in issues(20, 0)
        for word in words
        for name in (each.labels[0].replace("docs", "A-parser"),)
    ]
    file, out = tmp_path / "issues.jsonl", tmp_path / "out"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    given = ("--methods", "naive-bayes", "--sizes", 8, "--seeds", 0, "--device", "cpu", "--max-length", 32)
    command("study", "--issues", file, "--out", out, "--base", tiny_base, *given)
    (row,) = (json.loads(line) for line in (out / "results.jsonl").read_text().splitlines())
    # A-parser and bug are the only labels, so the figures of all are the means of those of each.
    assert row["test"]["macro"] == pytest.approx((row["test"]["micro_types"] + row["test"]["micro_topics"]) / 2)
    cell = f"| naive-bayes | {row['test']['micro_topics']:.3f} |"
    assert f"## Micro F1 of topics on test by labeled issues\n\n| method | 8 |\n| --- | ---: |\n{cell}" in (
        out / "report.md"
    ).read_text(encoding="utf-8")
