"""The linear model over words beside a head."""

import json
import math

import numpy as np
import pytest

from model_export.errors import InputError
from model_export.export import bundle, export
from model_export.measure import metrics
from model_export.training import finetune, ngrams
from model_export.training.ngrams import NgramsSettings, NgramTable


@pytest.fixture(scope="module")
def fitted(prepared, tmp_path_factory):
    out = tmp_path_factory.mktemp("ngrams") / "out"
    return out, ngrams.run(NgramsSettings(prepared, out, head="labels"))


class TestTable:
    def test_tells_the_labels(self, fitted):
        _, figures = fitted
        assert figures["alone"]["test"]["micro_f1"] > 0.9

    def test_is_written_as_the_app_reads_it(self, fitted):
        out, figures = fitted
        lines = [line.split("\t") for line in (out / "labels.ngrams.tsv").read_text().splitlines()]
        assert lines[0][0] == "#intercept"
        assert {len(line) for line in lines} == {2 + 3}
        assert len(lines) == figures["terms"] + 1
        assert [line[0] for line in lines if line[0].startswith("dark")] == ["dark", "dark mode"]

    def test_scores_by_tf_idf(self):
        table = NgramTable(
            ["slow", "slow linux"], np.array([3.0, 4.0]), np.array([[0.0, 1.0], [10.0, 0.0]]), np.array([0.5, -0.5])
        )
        # "slow" counts 1 + ln 2, its idf is 3; the pair counts 1, its idf is 4.
        slow = 3 * (1 + math.log(2))
        length = math.hypot(slow, 4)
        found = table.logits(["SLOW, a Linux: slow!", "unknown words"])
        np.testing.assert_allclose(found, [[0.5 + 40 / length, -0.5 + slow / length], [0.5, -0.5]])

    def test_reads_what_it_wrote(self, tmp_path):
        table = NgramTable(["slow"], np.array([3.25]), np.array([[0.5, -1.5]]), np.array([0.5, -0.5]))
        table.write(tmp_path / "t.tsv")
        again = NgramTable.read(tmp_path / "t.tsv")
        assert again.terms == ["slow"]
        np.testing.assert_array_equal(again.weights, table.weights)
        np.testing.assert_array_equal(again.intercepts, table.intercepts)

    def test_learns_nothing_of_unknown_labels(self, prepared, tmp_path):
        given = NgramsSettings(prepared, tmp_path / "out", fewest=1)
        texts = ["crash", "crash", "dark mode", "dark mode"]
        truth = np.array([[1, metrics.UNKNOWN], [1, metrics.UNKNOWN], [0, 1], [metrics.UNKNOWN, 1]])
        table = ngrams.fit(texts, truth, given)
        assert table.weights[table.terms.index("crash"), 0] > 0
        assert (table.weights[:, 1] == 0).all()

    def test_needs_words(self, prepared, tmp_path):
        with pytest.raises(InputError, match="lower --fewest"):
            ngrams.fit(["crash"], np.array([[1]]), NgramsSettings(prepared, tmp_path / "out", fewest=5))


@pytest.fixture(scope="module")
def model(prepared, tiny_base, tmp_path_factory):
    out = tmp_path_factory.mktemp("beside") / "model"
    rates = {"learning_rate": 1e-3, "head_learning_rate": 1e-2, "epochs": 2, "max_length": 24}
    finetune.run(
        finetune.FinetuneSettings(prepared, base=str(tiny_base), out=out, head="issue-type", device="cpu", **rates)
    )
    return out


class TestBesideAModel:
    def test_its_weight_may_be_given(self, model, prepared, tmp_path):
        given = NgramsSettings(prepared, tmp_path / "m", model=model, weight=0.35, max_length=24, device="cpu")
        assert ngrams.run(given)["weight"] == 0.35
        assert json.loads((tmp_path / "m/outputs.json").read_text())["heads"]["issue-type"]["ngrams"]["weight"] == 0.35

    def test_it_ships_with_the_encoder(self, model, prepared, tmp_path):
        figures = ngrams.run(NgramsSettings(prepared, tmp_path / "m", model=model, max_length=24, device="cpu"))
        by_weight = {float(w): each["validation"]["micro_f1"] for w, each in figures["by_weight"].items()}
        assert by_weight[figures["weight"]] == max(by_weight.values()) > by_weight[0.0]
        told = json.loads((tmp_path / "m/outputs.json").read_text())["heads"]["issue-type"]
        assert told["ngrams"] == {"file": "issue-type.ngrams.tsv", "weight": figures["weight"]}
        assert [step["step"] for step in figures["lineage"]] == ["finetune"]
        given = export.ExportSettings(
            str(tmp_path / "m"), tmp_path / "b", "made by a test", "Apache-2.0", max_length=24
        )
        export.run(given)
        manifest = bundle.read(tmp_path / "b")
        assert manifest["heads"][0]["ngrams"]["weight"] == figures["weight"]
        assert "issue-type.ngrams.tsv" in manifest["files"]

    def test_it_needs_that_head(self, model, prepared, tmp_path):
        with pytest.raises(InputError, match="has no head 'kind'; it has issue-type"):
            ngrams.run(NgramsSettings(prepared, tmp_path / "m", model=model, head="kind"))
