"""What fit-fusion makes of features whose true weights are known."""

import json

import numpy as np
import pytest

from model_export.similarity import features, fusion
from model_export.similarity.fit import Weights, sigmoid

ASKED = 4  # of the labels below, those with the highest cosine
LABELS, ISSUES = 6, 300


def write_repository(work, name, seed, answer="entailment"):
    """Issues that carry a label by its cosine and, as strongly, by what a model answers about it."""
    rng = np.random.default_rng(seed)
    names = [f"topic {i}" for i in range(LABELS)]
    stem = f"made--{name.replace('/', '--')}"
    (work / f"{stem}.labels.json").write_text(json.dumps([{"name": n, "description": ""} for n in names]))
    cosine, entailment = rng.normal(size=(2, ISSUES, LABELS))
    carried = rng.random((ISSUES, LABELS)) < sigmoid(2 * cosine + 2 * entailment - 2)
    issues, lines = [], []
    for number in range(ISSUES):
        issues.append({"labels": [names[label] for label in np.flatnonzero(carried[number])]})
        asked = np.argsort(-cosine[number])[:ASKED]
        lines.append(
            {
                "rows": [{"cosine": float(value)} for value in cosine[number]],
                # What the dump has as similarity has seen the repository; the fit must not use it.
                "asked": {
                    str(label): {
                        answer: float(entailment[number, label]),
                        "similarity": float(carried[number, label]),
                    }
                    for label in asked
                },
            }
        )
    for kind, rows in (("issues", issues), ("features", lines)):
        (work / f"{stem}.{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    for seed, name in enumerate(["octo/cat", "octo/dog", "octo/owl"]):
        write_repository(folder, name, seed)
    return folder


@pytest.fixture
def bundles(tmp_path):
    """An nli and an encoder bundle's description."""
    nli, encoder = tmp_path / "nli.json", tmp_path / "encoder.json"
    nli.write_text('{"name": "nli", "trainingData": ["pairs"], "metrics": {"accuracy": 0.8}}')
    encoder.write_text('{"name": "near", "version": "2"}')
    return nli, encoder


def fitted(work, bundles, strength=10.0):
    nli, encoder = bundles
    evaluation = fusion.fit_fusion(fusion.FusionSettings(work, nli, encoder, strength, strength))
    return evaluation, json.loads(nli.read_text(encoding="utf-8"))


class TestWeights:
    def test_come_near_those_that_made_the_data(self, work, bundles):
        written = fitted(work, bundles)[1]["fusion"]
        # Similarity is itself a multiple of the cosine; what counts is what a unit of cosine weighs in all.
        assert written["weights"]["entailment"] == pytest.approx(2, abs=0.3)
        assert written["weights"]["similarity"] < 3, "the dump's similarity knows the truth"

    def test_are_calibrated_whatever_the_penalty(self, work, bundles):
        weak, strong = (fitted(work, bundles, strength)[1]["fusion"]["weights"] for strength in (10.0, 1e-3))
        assert strong["entailment"] == pytest.approx(weak["entailment"], rel=0.25)

    def test_are_the_same_each_time(self, work, bundles):
        assert fitted(work, bundles) == fitted(work, bundles)

    def test_know_nothing_of_the_held_out_repository(self, work, bundles):
        before = fitted(work, bundles)[1]
        write_repository(work, features.HELD_OUT, seed=7)
        assert fitted(work, bundles)[1] == before


class TestMatcher:
    @pytest.fixture
    def matcher(self, tmp_path):
        path = tmp_path / "matcher.json"
        path.write_text('{"name": "matcher", "task": "matcher", "similarity": {"intercept": 1}}')
        return path

    @pytest.fixture
    def matched(self, tmp_path):
        folder = tmp_path / "matched"
        folder.mkdir()
        for seed, name in enumerate(["octo/cat", "octo/dog", "octo/owl"]):
            write_repository(folder, name, seed, "match")
        return folder

    def test_is_fitted_on_its_own_answers_and_names_no_encoder(self, matched, matcher):
        evaluation = fusion.fit_fusion(fusion.FusionSettings(matched, matcher, None, 10.0, 10.0))
        written = json.loads(matcher.read_text(encoding="utf-8"))
        assert written["fusion"]["weights"]["match"] == pytest.approx(2, abs=0.3)
        assert "encoder" not in written["fusion"]
        assert written["similarity"] == {"intercept": 1}
        assert evaluation.ranked["fusion"][0] > max(evaluation.ranked["similarity"][0], evaluation.ranked["match"][0])

    def test_is_not_fitted_on_another_models_answers(self, work, matcher, matched, bundles, command):
        assert (
            "dump the features of this work folder with --matcher"
            in command("fit-fusion", work, matcher, code=2).stderr
        )
        nli, encoder = bundles
        assert "with --nli" in command("fit-fusion", matched, nli, "--encoder", encoder, code=2).stderr


class TestJudgement:
    def test_ranks_better_than_either_alone(self, work, bundles):
        ranked = fitted(work, bundles)[0].ranked
        assert ranked["fusion"][0] > max(ranked["similarity"][0], ranked["entailment"][0]) + 0.02

    def test_finds_the_probabilities_true(self, work, bundles):
        evaluation = fitted(work, bundles)[0]
        assert evaluation.calibration_error < 0.05
        assert 0.2 < evaluation.threshold < 0.6

    def test_needs_no_bundle(self, work, command):
        assert "mean of 3:" in command("fit-fusion", work).stdout


class TestBundle:
    def test_names_the_encoder_and_keeps_what_the_fit_does_not_own(self, work, bundles):
        fitted(work, bundles)
        written = fitted(work, bundles)[1]
        assert written["fusion"]["encoder"] == "near 2"
        assert written["trainingData"][0] == "pairs"
        assert written["trainingData"][1] == "octo/cat: 300 labelled issues (fusion weights only)"
        assert len(written["trainingData"]) == 4
        assert written["metrics"]["accuracy"] == 0.8
        assert 0 < written["metrics"]["fusion, leave-one-repository-out precision at 1"] <= 1


class TestCalibration:
    def test_does_not_change_the_order(self):
        rng = np.random.default_rng(3)
        logits = rng.normal(size=2000)
        truth = rng.random(2000) < sigmoid(3 * logits - 1)
        stretched = fusion.calibrated(Weights(np.array([0.5]), 0.25), logits, truth)
        assert stretched.coefficients[0] == pytest.approx(1.5, abs=0.2)
        assert stretched.intercept == pytest.approx(3 * 0.25 - 1, abs=0.2)

    def test_refuses_scores_that_say_the_opposite(self):
        with pytest.raises(fusion.InputError, match="do not tell"):
            fusion.calibrated(Weights(np.ones(1), 0.0), np.array([1.0, 2, -1, -2]), np.array([0, 0, 1, 1]))


class TestInput:
    @pytest.fixture
    def refusal(self, command):
        return lambda *arguments: command("fit-fusion", *arguments, code=2).stderr

    def test_refuses_features_for_which_no_model_was_asked(self, work, refusal):
        path = work / "made--octo--cat.features.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        path.write_text("".join(json.dumps({"rows": line["rows"]}) + "\n" for line in lines))
        assert "dump the features with --nli" in refusal(work)

    def test_wants_the_encoder_named(self, work, bundles, refusal):
        assert "--encoder" in refusal(work, bundles[0])

    def test_refuses_a_bundle_that_does_not_exist(self, work, tmp_path, refusal):
        assert "no such bundle" in refusal(work, tmp_path / "nowhere.json")
