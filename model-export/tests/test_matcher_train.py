"""The step that trains a matcher, on a few issues, commits and pairs."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from model_export import jsonl
from model_export.errors import InputError
from model_export.matcher import judge, network, train
from model_export.matcher.encoding import Encoding
from model_export.matcher.train import MatcherSettings
from model_export.model import tokens
from model_export.model.device import Device
from model_export.training import lineage, trainer

from .conftest import KINDS

CPU = Device("cpu", False, "eager")
TOPICS = {"network": "slow network", "ui": "table view button", "os": "windows and linux", "docs": "readme typo"}


class KilledError(Exception):
    pass


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Issues of two repositories, commits of a third, pairs, and a table of types."""
    folder, rng = tmp_path_factory.mktemp("data"), random.Random(0)
    rows = []
    for number in range(90):
        kind, topic = rng.choice(sorted(KINDS)), rng.choice(sorted(TOPICS))
        labels = [] if number % 5 == 0 else [kind, topic]
        title = f"{rng.choice(KINDS[kind])} {TOPICS[topic]} {chr(97 + number % 26)}{chr(97 + number // 26)}"
        date = f"2024-01-{1 + number % 28:02}T00:00:00Z"
        repo = "octo/cat" if number % 3 else "octo/dog"
        rows.append({"repo": repo, "number": number, "title": title, "body": "", "labels": labels, "created_at": date})
    jsonl.write(folder / "issues.jsonl", rows)
    jsonl.write(folder / "commits.jsonl", [
        {"repo": "octo/ant", "title": f"{TOPICS[topic]} {chr(97 + number)}", "body": "", "labels": [topic],
         "type": kind}
        for number, (topic, kind) in enumerate(zip(sorted(TOPICS) * 6, ["bug", "feature", None] * 8, strict=True))
    ])  # fmt: skip
    jsonl.write(folder / "pairs.jsonl", [
        {"premise": TOPICS[one], "hypothesis": f"this is about {other}",
         "label": "entailment" if one == other else "contradiction"}
        for one in TOPICS for other in TOPICS
    ])  # fmt: skip
    (folder / "types.tsv").write_text("bug\tbug\nfeature\tfeature\nquestion\tquestion\n")
    return folder


def settings(data, base, out, **others):
    given = {
        "issues": (data / "issues.jsonl",), "commits": (data / "commits.jsonl",), "pairs": (data / "pairs.jsonl",),
        "steps": 30, "rows": 8, "text_length": 24, "learning_rate": 2e-3, "head_learning_rate": 5e-3, "fewest": 3,
        "fewest_commits": 3, "workers": 0, "device": "cpu",
    } | others  # fmt: skip
    return MatcherSettings(data / "types.tsv", base=str(base), out=out, **given)


@pytest.fixture(scope="module")
def trained(data, tiny_base, tmp_path_factory):
    out = tmp_path_factory.mktemp("trained") / "model"
    others = {"without": ("octo/dog",), "check": (data / "pairs.jsonl",), "steps": 80}
    return out, train.run(settings(data, tiny_base, out, **others))


@pytest.fixture(scope="module")
def teachers(data, tiny_base, tmp_path_factory):
    """A whole teacher, and one of types."""
    folder = tmp_path_factory.mktemp("teachers")
    train.run(settings(data, tiny_base, folder / "whole", whole=True, steps=3, pairs=()))
    train.run(settings(data, tiny_base, folder / "types", types_only=True, steps=3))
    return folder


class TestTraining:
    def test_lowers_the_loss(self, trained, data, tiny_base, tmp_path):
        still = {"without": ("octo/dog",), "steps": 6, "learning_rate": 0.0, "head_learning_rate": 0.0}
        before, after = (
            train.run(settings(data, base, tmp_path / name, **still))["history"][0]
            for name, base in (("before", tiny_base), ("after", trained[0]))
        )
        history = trained[1]["history"][0]
        assert history.keys() == {"match", "ranking", "contrast", "issues", "types", "nli", "seconds", "steps"}
        for name in ("match", "ranking", "contrast", "types"):
            assert after[name] < before[name]

    def test_judges_on_the_repositories_that_were_left_out(self, trained):
        _, figures = trained
        assert figures["by_repository"].keys() == figures["types_by_repository"].keys() == {"octo/dog"}
        assert figures["by_repository"]["octo/dog"].keys() == {"match", "nearness", "both"}
        results = figures["results"]
        for how in ("match", "nearness", "both"):
            for name in ("average precision", "precision at 1 of types", "average precision of topics"):
                assert 0 < results[f"label ranking on repositories left out, by {how}, {name}"] <= 1
        assert 0 < results["issue type on repositories left out, accuracy"] <= 1
        assert 0 < results["accuracy on pairs"] <= 1

    def test_writes_a_folder_that_answers_the_same(self, trained):
        out, figures = trained
        model = network.load(out, blocks=True, attention="eager")
        encoding = Encoding.of(model, tokens.read(out / tokens.FILE), settings_shape(figures))
        source = train._left_out(settings_of(figures), [])[0]
        again = judge.rankings(judge.Judge(model, encoding, CPU), source, 250, settings_of(figures).label_types)
        for how, told in figures["by_repository"]["octo/dog"].items():
            assert again[how] == pytest.approx(told)
        assert not list(out.glob("checkpoint*"))

    def test_notes_the_issues_that_it_learnt_from(self, trained):
        steps = lineage.of(trained[0])
        assert lineage.trained_repositories(steps) == [{"repo": "octo/cat", "until": "2024-01-28T00:00:00Z"}]
        assert lineage.trained_until(steps) == "2024-01-28T00:00:00Z"
        told = lineage.training_data(steps)
        assert told[0].startswith("octo/cat: ")
        assert told[1:] == ["octo/ant: 24 labelled commits", "pairs.jsonl: human NLI pairs"]

    @pytest.mark.parametrize("kill_at", [2, 5])
    def test_goes_on_where_it_was_killed(self, kill_at, data, tiny_base, tmp_path, monkeypatch):
        train.run(settings(data, tiny_base, tmp_path / "whole", steps=6))
        save, steps = trainer.Trainer.save, []

        def killed(self):
            save(self)
            steps.append(self.step)
            if len(steps) == kill_at:
                raise KilledError

        with monkeypatch.context() as patched:
            init = trainer.Trainer.__init__
            patched.setattr(trainer.Trainer, "__init__", lambda self, *a, **k: init(self, *a, **k, every=0.0))
            patched.setattr(trainer.Trainer, "save", killed)
            with pytest.raises(KilledError):
                train.run(settings(data, tiny_base, tmp_path / "broken", steps=6))
        train.run(settings(data, tiny_base, tmp_path / "broken", steps=6))
        whole, broken = (network.load(tmp_path / name, blocks=True, attention="eager") for name in ("whole", "broken"))
        for name, tensor in whole.state_dict().items():
            assert torch.equal(broken.state_dict()[name], tensor), name


def settings_of(figures):
    told = figures["settings"]
    issues, without = tuple(map(Path, told["issues"])), tuple(told["without"])
    return MatcherSettings(Path(told["label_types"]), issues, base=told["base"], out=Path(told["out"]), without=without)


def settings_shape(figures):
    return train.Shape(text_length=figures["settings"]["text_length"])


class TestTeaching:
    def test_by_a_whole_teacher_is_of_all_that_it_knows(self, teachers, data, tiny_base, tmp_path):
        figures = train.run(
            settings(data, tiny_base, tmp_path / "out", teacher=str(teachers / "whole"), unlabelled_factor=3.0, steps=8)
        )
        assert figures["history"][0].keys() >= {"taught match", "taught ranking", "taught contrast", "taught types"}
        assert figures["teacher"]["settings"]["whole"]
        assert "octo/cat: " in " ".join(figures["data"])

    def test_by_a_teacher_of_types_is_of_types(self, teachers, data, tiny_base, tmp_path):
        assert lineage.of(teachers / "types")[-1]["history"][0].keys() == {"types", "seconds", "steps"}
        figures = train.run(settings(data, tiny_base, tmp_path / "out", teacher=str(teachers / "types"), steps=6))
        taught = {name for name in figures["history"][0] if name.startswith("taught")}
        assert taught == {"taught types"}

    def test_notes_what_the_teacher_learnt_from(self, teachers, data, tiny_base, tmp_path):
        teacher = str(teachers / "whole")
        given = {"issues": (), "teacher": teacher, "steps": 2}
        figures = train.run(settings(data, tiny_base, tmp_path / "out", **given))
        assert figures["trained_repositories"] == lineage.trained_repositories(lineage.of(teachers / "whole"))
        assert [each["repo"] for each in figures["trained_repositories"]] == ["octo/cat", "octo/dog"]

    def test_is_not_judged_on_what_the_teacher_has_seen(self, teachers, data, tiny_base, tmp_path):
        with pytest.raises(InputError, match="learned the labels of octo/dog, so --without cannot judge"):
            train.run(
                settings(data, tiny_base, tmp_path / "out", teacher=str(teachers / "whole"), without=("octo/dog",))
            )

    def test_needs_a_matcher(self, data, tiny_base, tmp_path):
        with pytest.raises(InputError, match="does not say that `model-export matcher` made it"):
            train.run(settings(data, tiny_base, tmp_path / "out", teacher=str(tiny_base)))


class TestSettings:
    def test_need_something_to_train_on(self, data, tiny_base, tmp_path):
        with pytest.raises(ValueError, match="nothing to train on"):
            settings(data, tiny_base, tmp_path, issues=(), commits=())
        with pytest.raises(ValueError, match="--steps has to be at least 1"):
            settings(data, tiny_base, tmp_path, steps=0)
        with pytest.raises(ValueError, match="leave --teacher out"):
            settings(data, tiny_base, tmp_path, types_only=True, teacher="teacher")
        with pytest.raises(InputError, match="no repository has 16 labeled texts"):
            train.run(settings(data, tiny_base, tmp_path / "out", without=("*",)))

    def test_keep_texts_within_the_positions(self, data, tiny_base, tmp_path):
        with pytest.raises(InputError, match=r"--text-length 65: .* has positions for 64 tokens"):
            train.run(settings(data, tiny_base, tmp_path / "out", text_length=65))


def test_scores_are_standardized_by_text():
    found = judge.standardized(np.array([[1.0, 3.0], [5.0, 5.0]]))
    assert found.tolist() == [[-1.0, 1.0], [0.0, 0.0]]
