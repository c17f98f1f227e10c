"""The cross-encoder for entailment."""

import json

import numpy as np
import pytest
import torch

from model_export import jsonl
from model_export.data import spellings
from model_export.data.repositories import Repository
from model_export.export import bundle, export
from model_export.training import nli
from model_export.training.nli import CLASSES, ENTAILMENT, NOT_ENTAILED, NliSettings


@pytest.fixture(scope="module")
def human(tmp_path_factory):
    path = tmp_path_factory.mktemp("pairs") / "made.train.jsonl"
    rows = [
        {
            "premise": f"the {a} is slow",
            "hypothesis": f"the {b} is slow",
            "label": "entailment" if a == b else "neutral",
        }
        for a in ("network", "table", "button", "view")
        for b in ("network", "table", "button", "view")
    ] * 4
    jsonl.write(path, [*rows, {"premise": "a", "hypothesis": "b", "label": "-"}])
    return path


def settings(base, out, data=(), **others):
    given = {
        "issue_pairs": 700, "epochs": 4, "max_length": 40, "learning_rate": 2e-3, "head_learning_rate": 2e-3,
        "batch_rows": 16, "device": "cpu",
    } | others  # fmt: skip
    return NliSettings(tuple(data), base=str(base), out=out, **given)


@pytest.fixture(scope="module")
def trained(prepared, tiny_base, human, tmp_path_factory):
    out = tmp_path_factory.mktemp("nli") / "model"
    return out, nli.run(settings(tiny_base, out, [prepared], pairs=(human,), check=(human,)))


class TestTraining:
    def test_learns_which_labels_an_issue_entails(self, trained):
        _, figures = trained
        assert figures["results"]["label ranking on validation issues, average precision"] > 0.7  # by chance 0.61
        assert figures["by_repository"].keys() == {"octo/cat", "octo/dog"}
        assert figures["history"][-1]["loss"] < figures["history"][0]["loss"]

    def test_counts_and_names_what_it_learnt_from(self, trained):
        _, figures = trained
        assert figures["human_pairs"] == 64
        assert 700 <= figures["issue_pairs"] <= 702
        assert figures["data"][0] == "made.train.jsonl: human NLI pairs"
        assert 0 < figures["results"]["accuracy on made.train"] <= 1

    def test_becomes_an_nli_bundle_with_its_calibration(self, trained, tmp_path):
        out, _ = trained
        export.run(export.ExportSettings(str(out), tmp_path / "b", "made by a test", "Apache-2.0", max_length=40))
        entailment = bundle.read(tmp_path / "b")["entailment"]
        told = json.loads((out / "outputs.json").read_text())["entailment"]
        assert entailment == {"classes": list(CLASSES)} | told
        assert told["calibration"]["slope"] > 0

    def test_goes_on_from_a_cross_encoder(self, trained, human, tmp_path):
        out, first = trained
        still = {"learning_rate": 0.0, "head_learning_rate": 0.0, "epochs": 1}
        second = nli.run(settings(out, tmp_path / "second", pairs=(human,), check=(human,), **still))
        name = "accuracy on made.train"
        assert second["results"][name] == first["results"][name]
        assert [step["step"] for step in second["lineage"]] == ["nli"]

    def test_needs_something_to_learn_from(self, tiny_base, tmp_path):
        with pytest.raises(ValueError, match="nothing to train on"):
            settings(tiny_base, tmp_path / "out")


class TestPairs:
    @pytest.fixture
    def repository(self):
        return Repository(
            "octo/cat",
            ["one", "two"],
            [frozenset(["bug", "net"]), frozenset(["net"])],
            ["bug", "feature", "net", "ui"],
            frozenset(["bug", "feature", "net", "ui"]),
            {"bug": "", "feature": "", "net": "Sockets and HTTP", "ui": ""},
            {"bug": "bug", "feature": "feature"},
        )

    def build(self, repository, count=2000):
        given = settings("base", "out", ["data"], issue_pairs=count)
        return nli.build([repository], given, np.random.default_rng(0))

    def test_entail_what_an_issue_carries(self, repository):
        entailed = {pair.hypothesis for pair in self.build(repository) if pair.target == ENTAILMENT}
        assert "Sockets and HTTP" in entailed  # the name is hidden
        assert "This issue is about net. Sockets and HTTP" in entailed
        assert "The topic is net." in entailed
        assert not any("feature" in sentence or "ui" in sentence for sentence in entailed)

    def test_deny_a_type_only_where_another_is_known(self, repository):
        words = {word for each in spellings.SYNONYMS["feature"] for word in (each.split(": ")[0],)} | {"feature"}
        denied = [pair for pair in self.build(repository) if pair.target == NOT_ENTAILED]
        about_types = {pair.premise for pair in denied if any(word in pair.hypothesis for word in words)}
        assert about_types == {"one"}  # nobody has said what type the second one is

    def test_are_one_or_two_negatives_to_a_positive(self, repository):
        targets = [pair.target for pair in self.build(repository)]
        assert targets.count(NOT_ENTAILED) / targets.count(ENTAILMENT) == pytest.approx(1.6, abs=0.1)

    def test_are_the_same_for_the_same_seed(self, repository):
        assert self.build(repository, 50) == self.build(repository, 50)


class TestLoss:
    def test_of_denied_pairs_is_met_by_neutral_or_contradiction(self):
        denied = torch.tensor([NOT_ENTAILED])
        for logits in ([-9.0, 9.0, 0.0], [-9.0, 0.0, 9.0], [-9.0, 5.0, 5.0]):
            assert nli.entailment_loss(torch.tensor([logits]), denied) < 1e-3
        assert nli.entailment_loss(torch.tensor([[9.0, 0.0, 0.0]]), denied) > 5

    def test_of_told_pairs_is_cross_entropy(self):
        logits, targets = torch.randn(5, 3), torch.tensor([0, 1, 2, 0, 1])
        assert torch.isclose(nli.entailment_loss(logits, targets), torch.nn.functional.cross_entropy(logits, targets))


class TestJudgement:
    def test_tells_types_and_topics_apart(self, monkeypatch):
        names = ["bug", "C-docs", "net", "ui"]
        carried = [frozenset(["bug", "ui"]), frozenset(["net"])]
        repository = Repository(
            "octo/cat", ["one", "two"], carried, names, frozenset(names), dict.fromkeys(names, ""), {"bug": "bug"}
        )
        # By issue: bug is told from the rest, and C-docs as if it were carried; of the topics net stands before ui.
        odds = {"one": [9.0, 8.0, 7.0, -9.0], "two": [-9.0, -9.0, 9.0, -9.0]}

        def scores(_, rows, *__):
            each = np.array([odds[text][names.index(name)] for text, name in rows])
            return np.stack([each, np.zeros_like(each), np.full_like(each, -99.0)], axis=1)

        class Words:
            def encode_pairs(self, pairs):
                return [(text, sentence.split()[-1].strip(".").replace("docs", "C-docs")) for text, sentence in pairs]

        monkeypatch.setattr(nli, "_scores", scores)
        _, by_repository, results = nli._judge(settings("base", "out", ["data"]), None, [repository], Words(), None)
        assert by_repository["octo/cat"] == pytest.approx(
            {
                "average precision": ((1 + 2 / 4) / 2 + 1) / 2,
                "precision at 1": 1,
                "average precision of types": 1,
                "precision at 1 of types": 1,
                "average precision of topics": (1 / 2 + 1) / 2,
                "precision at 1 of topics": 1 / 2,
            }
        )
        for name, value in by_repository["octo/cat"].items():
            assert results[f"label ranking on validation issues, {name}"] == pytest.approx(value)
        # Above the threshold are bug and, of issue two, net: two of three labels are given, and no other.
        assert results["micro f1 on validation pairs"] == pytest.approx(2 * 2 / (2 + 3))
        assert results["micro f1 on validation pairs of types"] == 1
        assert results["micro f1 on validation pairs of topics"] == pytest.approx(2 * 1 / (1 + 2))


def test_log_odds_are_of_entailment_against_the_rest():
    logits = np.array([[1.0, 0.5, -2.0]])
    chance = torch.softmax(torch.tensor(logits), -1)[0, ENTAILMENT].item()
    assert nli.log_odds(logits)[0] == pytest.approx(np.log(chance / (1 - chance)))
