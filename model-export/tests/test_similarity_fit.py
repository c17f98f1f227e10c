"""What fit-similarity makes of features whose true weights are known."""

import json

import numpy as np
import pytest

from model_export.similarity import features, fit

COSINE, INTERCEPT = 3.0, -2.0


def write_repository(work, name, labels=6, issues=400, seed=0):
    """Issues that carry a label with the probability sigmoid(3 cosine - 2); noise says nothing."""
    rng = np.random.default_rng(seed)
    names = [f"topic {i}" for i in range(labels)]
    stem = f"made--{name.replace('/', '--')}"
    (work / f"{stem}.labels.json").write_text(json.dumps([{"name": n, "description": ""} for n in names]))
    cosine, noise = rng.normal(size=(2, issues, labels))
    carried = rng.random((issues, labels)) < 1 / (1 + np.exp(-COSINE * cosine - INTERCEPT))
    truths = [{"labels": [names[j] for j in np.flatnonzero(row)]} for row in carried]
    rows = [
        {"rows": [{"cosine": c, "noise": n} for c, n in zip(*pair, strict=True)]}
        for pair in zip(cosine.tolist(), noise.tolist(), strict=True)
    ]
    for kind, values in (("issues", truths), ("features", rows)):
        (work / f"{stem}.{kind}.jsonl").write_text("".join(json.dumps(value) + "\n" for value in values))


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    for seed, name in enumerate(["octo/cat", "octo/dog", "octo/owl"]):
        write_repository(folder, name, seed=seed)
    return folder


@pytest.fixture
def bundle(tmp_path):
    folder = tmp_path / "bundle"
    folder.mkdir()
    path = folder / "bundle.json"
    path.write_text('{"name": "encoder", "similarity": {"intercept": 0}}')
    return path


def fitted(work, bundle, strength=10.0):
    fit.fit(work, bundle, strength)
    return json.loads(bundle.read_text(encoding="utf-8"))


class TestWeights:
    def test_come_near_those_that_made_the_data(self, work, bundle):
        similarity = fitted(work, bundle)["similarity"]
        assert similarity["weights"]["cosine"] == pytest.approx(COSINE, abs=0.2)
        assert similarity["weights"]["noise"] == pytest.approx(0, abs=0.1)
        assert similarity["intercept"] == pytest.approx(INTERCEPT, abs=0.2)

    def test_do_not_change_because_negatives_of_a_large_catalog_are_drawn(self, work, bundle):
        write_repository(work, "octo/elk", labels=4 * fit.NEGATIVES, issues=100, seed=9)
        similarity = fitted(work, bundle)["similarity"]
        assert similarity["weights"]["cosine"] == pytest.approx(COSINE, abs=0.2)
        assert similarity["intercept"] == pytest.approx(INTERCEPT, abs=0.2)

    def test_shrink_under_a_strong_penalty(self, work, bundle):
        assert fitted(work, bundle, strength=1e-4)["similarity"]["weights"]["cosine"] < COSINE / 2

    def test_are_the_same_each_time(self, work, bundle):
        assert fitted(work, bundle) == fitted(work, bundle)

    def test_know_nothing_of_the_held_out_repository(self, work, bundle):
        before = fitted(work, bundle)
        write_repository(work, features.HELD_OUT, seed=7)
        assert fitted(work, bundle) == before


class TestBundle:
    def test_keeps_what_the_fit_does_not_own(self, work, bundle):
        assert fitted(work, bundle)["name"] == "encoder"

    def test_says_what_it_was_fitted_on_and_how_it_was_judged(self, work, bundle):
        written = fitted(work, bundle)
        assert written["trainingData"][0] == "octo/cat: 400 labelled issues (similarity weights only)"
        assert len(written["trainingData"]) == 3
        assert 0.8 < written["metrics"]["leave-one-repository-out label-ranking average precision"] < 1
        assert 0 < written["similarity"]["threshold"] < 1

    def test_adds_up_the_issues_of_a_repository_that_two_files_hold(self, work, bundle):
        for path in list(work.glob("made--octo--cat.*")):
            (work / path.name.replace("made", "other")).write_bytes(path.read_bytes())
        assert fitted(work, bundle)["trainingData"][0].startswith("octo/cat: 800 ")

    def test_is_not_needed_to_judge(self, work, command):
        assert "mean of 3: LRAP 0." in command("fit-similarity", work).stdout


class TestJudging:
    def test_finds_the_threshold_that_parts_true_from_false(self):
        threshold, f1 = fit.best_f1([np.array([[0.6, 0.3, 0.31]])], [np.array([[True, False, False]])])
        assert 0.31 < threshold <= 0.6
        assert f1 == 1

    def test_has_no_precision_where_no_label_scores_that_high(self):
        precision, recall = fit.precision_from(0.9, [np.array([[0.5]])], [np.array([[True]])])
        assert np.isnan(precision)
        assert recall == 0


class TestInput:
    @pytest.fixture
    def refusal(self, command):
        return lambda *arguments: command("fit-similarity", *arguments, code=2).stderr

    def test_refuses_a_folder_without_features(self, tmp_path, refusal):
        assert "*.features.jsonl of at least two repositories are needed" in refusal(tmp_path)

    def test_refuses_a_bundle_that_does_not_exist(self, work, tmp_path, refusal):
        assert "no such bundle" in refusal(work, tmp_path / "nowhere.json")

    def test_names_labels_that_are_missing(self, work, refusal):
        (work / "made--octo--cat.labels.json").unlink()
        assert "made--octo--cat.labels.json" in refusal(work)

    def test_refuses_features_of_other_issues(self, work, refusal):
        issues = work / "made--octo--cat.issues.jsonl"
        issues.write_text("".join(issues.read_text().splitlines(keepends=True)[:-1]))
        assert "does not fit its issues and labels" in refusal(work)
