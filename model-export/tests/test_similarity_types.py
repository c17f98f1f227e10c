"""What fit-types makes of features whose true weights are known."""

import json

import numpy as np
import pytest

from model_export.errors import InputError
from model_export.similarity import features, types
from model_export.similarity.fit import sigmoid

ISSUES = 300
LABELS = ["C-bug", "dataset bug", "question"]


def write_repository(work, name, seed, model=True, match=False):
    """Issues that carry C-bug by what the model says, and question where a phrase stands.

    match: a matcher was asked about all labels but on the first ten issues, and says of C-bug what the model says.
    """
    rng = np.random.default_rng(seed)
    stem = f"made--{name.replace('/', '--')}"
    (work / f"{stem}.labels.json").write_text(json.dumps([{"name": n, "description": ""} for n in LABELS]))
    says, phrase = rng.normal(size=ISSUES) * 2, rng.integers(0, 2, ISSUES)
    bug = rng.random(ISSUES) < sigmoid(1.5 * says - 1)
    question = rng.random(ISSUES) < sigmoid(3.0 * phrase - 2)
    issues, lines = [], []
    for number in range(ISSUES):
        carried = [bug[number], rng.random() < 0.5, question[number]]
        issues.append({"labels": [label for label, yes in zip(LABELS, carried, strict=True) if yes]})
        rows = []
        for kind, qualified in (("bug", False), ("bug", True), ("question", False)):
            row = {f"is.{kind}": 1.0, "catalog": 1.1, f"{kind}|title.question": float(phrase[number])}
            row |= {"qualified": 1.0} if qualified else {"bare": 1.0, f"{kind}|siblings": 0.0}
            row |= {f"{kind}|type.bug": float(says[number]), "cosine.title": float(carried[0])} if model else {}
            rows.append(row)
        line = {"rows": rows}
        if match:
            answers = {"0": {"bug|match": float(says[number]), "match.gap": 0.0}, "2": {"question|match": 0.0}}
            line["asked"] = answers if number >= 10 else {}
        lines.append(line)
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
def bundle(tmp_path):
    path = tmp_path / "bundle.json"
    path.write_text('{"name": "issue-type", "trainingData": ["issues"], "metrics": {"accuracy": 0.8}}')
    return path


def fitted(work, bundle, strength=10.0):
    evaluations = types.run(types.TypesSettings(work, bundle, strength))
    return evaluations, json.loads(bundle.read_text(encoding="utf-8"))


class TestMatch:
    @pytest.fixture
    def matched(self, tmp_path):
        folder = tmp_path / "matched"
        folder.mkdir()
        for seed, name in enumerate(["octo/cat", "octo/dog", "octo/owl"]):
            write_repository(folder, name, seed, match=True)
        return folder

    def test_is_weighed_by_a_regression_of_its_own(self, matched, bundle):
        types.run(types.TypesSettings(matched, bundle, 10.0, match=True))
        written = json.loads(bundle.read_text(encoding="utf-8"))["types"]
        assert written.keys() == {"bug", "question", "bug|match", "question|match"}
        assert written["bug"]["weights"]["bug|type.bug"] == pytest.approx(1.5, abs=0.25)
        both = written["bug|match"]["weights"]
        assert both["bug|match"] + both["bug|type.bug"] == pytest.approx(1.5, abs=0.25)
        assert both["bug|match"] == pytest.approx(both["bug|type.bug"], abs=0.05), "they say the same"

    def test_is_not_weighed_unless_asked_for(self, matched, bundle):
        assert fitted(matched, bundle)[1]["types"].keys() == {"bug", "question"}

    def test_needs_a_matchers_answers(self, work, bundle):
        with pytest.raises(InputError, match="dump them again with --matcher"):
            types.run(types.TypesSettings(work, bundle, match=True))


class TestWeights:
    def test_come_near_those_that_made_the_data(self, work, bundle):
        written = fitted(work, bundle)[1]["types"]
        assert written.keys() == {"bug", "question"}
        assert written["bug"]["weights"]["bug|type.bug"] == pytest.approx(1.5, abs=0.25)
        assert written["question"]["weights"]["question|title.question"] == pytest.approx(3, abs=0.5)

    def test_are_of_the_kind_alone_and_of_nothing_that_an_encoder_measured(self, work, bundle):
        for kind, score in fitted(work, bundle)[1]["types"].items():
            for name in score["weights"]:
                assert name == "catalog" or name.startswith(f"{kind}|")

    def test_are_calibrated_whatever_the_penalty(self, work, bundle):
        weak, strong = (fitted(work, bundle, strength)[1]["types"]["bug"]["weights"] for strength in (10.0, 1e-3))
        assert strong["bug|type.bug"] == pytest.approx(weak["bug|type.bug"], rel=0.25)

    def test_are_the_same_each_time(self, work, bundle):
        assert fitted(work, bundle) == fitted(work, bundle)

    def test_know_nothing_of_the_held_out_repository(self, work, bundle):
        before = fitted(work, bundle)[1]
        write_repository(work, features.HELD_OUT, seed=7)
        assert fitted(work, bundle)[1] == before


class TestEmphasis:
    def test_lets_a_sample_count_more(self, work, bundle, monkeypatch):
        factors = {}
        of = types.Cells.of
        monkeypatch.setattr(types.Cells, "of", lambda repo, kind, names, factor, match: (
            factors.setdefault(repo.name, factor), of(repo, kind, names, factor, match))[1])  # fmt: skip
        types.run(types.TypesSettings(work, emphasis=("*cat=3", "*c*=2")))
        assert factors == {"octo/cat": 6, "octo/dog": 2, "octo/owl": 2}

    def test_multiplies_the_weight_of_each_issue(self, work):
        repo = features.read_all(work)[0]
        plain, heavy = (types.Cells.of(repo, "bug", ["catalog"], factor) for factor in (1, 3))
        np.testing.assert_allclose(heavy.weights, 3 * plain.weights)

    def test_names_a_rule_that_is_none(self, work):
        with pytest.raises(InputError, match="not GLOB=FACTOR"):
            types.run(types.TypesSettings(work, emphasis=("made",)))


class TestJudgement:
    def test_finds_the_probabilities_true(self, work, bundle):
        bug, question = fitted(work, bundle)[0]
        assert (bug.kind, bug.repositories) == ("bug", 3)
        assert bug.area > 0.85 > question.area > 0.7
        assert bug.calibration_error < 0.05
        assert 0.2 < bug.threshold < 0.6
        assert bug.f1 > 0.7

    def test_is_written_beside_what_the_fit_does_not_own(self, work, bundle):
        fitted(work, bundle)
        written = fitted(work, bundle)[1]
        assert written["trainingData"][:2] == ["issues", "octo/cat: 300 labelled issues (weights of types only)"]
        assert len(written["trainingData"]) == 4
        assert written["metrics"]["accuracy"] == 0.8
        assert written["metrics"]["types, leave-one-repository-out, bug, area under ROC"] > 0.85

    def test_needs_no_bundle(self, work, command):
        assert "area under ROC" in command("fit-types", work).stdout


class TestRefusal:
    def test_of_features_without_a_model(self, tmp_path):
        for seed, name in enumerate(["octo/cat", "octo/dog"]):
            write_repository(tmp_path, name, seed, model=False)
        with pytest.raises(InputError, match="dump them again with --issue-type"):
            types.run(types.TypesSettings(tmp_path))

    def test_of_a_bundle_that_is_not_there(self, work, tmp_path):
        with pytest.raises(InputError, match="no such bundle"):
            types.run(types.TypesSettings(work, tmp_path / "none.json"))
