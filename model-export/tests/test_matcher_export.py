"""The bundle of a matcher: the graph says what the network says, whatever stands beside a label."""

import shutil

import numpy as np
import pytest
import torch

from model_export import jsonl
from model_export.data.repositories import TYPES
from model_export.errors import InputError
from model_export.export import bundle, export, graph, matcher
from model_export.matcher import network
from model_export.matcher.encoding import Encoding
from model_export.matcher.lists import Shape
from model_export.model import bert, tokens

TEXT = "Application crashes on startup\nNullPointerException in ConfigReader"
LABELS = ("bug: something is broken", "network", "docs")


@pytest.fixture(scope="module")
def folder(tiny_base, tmp_path_factory):
    torch.manual_seed(5)
    folder = tmp_path_factory.mktemp("matcher")
    network.save(network.load(tiny_base, blocks=True, attention="eager"), folder)
    bert.save_tokenizer(tokens.read(tiny_base / tokens.FILE), folder)
    return folder


@pytest.fixture(scope="module")
def written(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("bundles") / "matcher"
    return out, export.run(settings(folder, out))


def settings(folder, out, **others):
    given = {"base_model": "tiny", "base_license": "MIT", "max_length": 48, "quantize": ("none",)} | others
    return export.ExportSettings(model=str(folder), out=out, **given)


def test_the_graph_answers_as_the_network_does(written):
    assert written[1]["fp32_max_abs_difference"] <= matcher.TOLERANCE


def test_the_manifest_is_one_that_the_app_takes(written):
    manifest = bundle.read(written[0])
    assert manifest["task"] == "matcher"
    assert manifest["matcher"] == {
        "marker": "[CLS]",
        "labelLength": 24,
        "threshold": 0.5,
        "calibration": {"slope": 1.0, "intercept": 0.0},
    }
    assert [label["name"] for label in manifest["heads"][0]["labels"]] == list(TYPES)
    assert "maxRows" not in manifest


def test_neither_order_nor_company_changes_a_score(written):
    session = graph.Session(written[0] / bundle.MODEL)
    encoding = Encoding(tokens.read(written[0] / bundle.TOKENIZER), Shape(text_length=48))
    together = matcher.answers(session, encoding, (TEXT, LABELS))
    turned = matcher.answers(session, encoding, (TEXT, LABELS[::-1]))
    alone = [matcher.answers(session, encoding, (TEXT, (label,))) for label in LABELS]
    assert np.ptp(together["match"]) > 1e-4
    np.testing.assert_allclose(turned["match"][::-1], together["match"], atol=1e-5)
    np.testing.assert_allclose([each["match"][0] for each in alone], together["match"], atol=1e-5)
    for each in (turned, *alone):
        np.testing.assert_allclose(each["embedding"], together["embedding"], atol=1e-5)


def test_golden_cases_hold_the_answers_of_the_graph(written):
    golden = jsonl.read_json(written[0] / "golden.json")
    session = graph.Session(written[0] / bundle.MODEL)
    encoding = Encoding(tokens.read(written[0] / bundle.TOKENIZER), Shape(text_length=48))
    assert golden["precision"] == "fp32"
    assert golden["model.onnx"] == bundle.sha256(written[0] / bundle.MODEL)
    assert len({len(case["labels"]) for case in golden["cases"]}) > 3
    for case in golden["cases"]:
        found = matcher.answers(session, encoding, (case["text"], case["labels"]))
        np.testing.assert_allclose(case["match"], found["match"], atol=1e-5)
        np.testing.assert_allclose(case["embedding"], found["embedding"][: matcher.SHOWN], atol=1e-5)
        np.testing.assert_allclose(case["issue-type"], found["issue-type"], atol=1e-5)


def test_a_matcher_without_types_has_neither_head_nor_output(folder, tmp_path):
    export.run(settings(folder, tmp_path / "bundle", types_head=False))
    assert "heads" not in bundle.read(tmp_path / "bundle")
    assert graph.Session(tmp_path / "bundle" / bundle.MODEL).outputs == ["embedding", "match"]
    assert all("issue-type" not in case for case in jsonl.read_json(tmp_path / "bundle" / "golden.json")["cases"])


def test_int8_answers_stay_near_and_a_row_stands_alone(folder, tmp_path):
    figures = export.run(settings(folder, tmp_path / "bundle", quantize=("dynamic",), tolerance=0.2))
    assert figures["quantized"]["dynamic"]["max_score_difference"] < 0.2
    assert bundle.read(tmp_path / "bundle")["maxRows"] == 1


def test_a_bundle_that_is_too_large_is_refused(folder, tmp_path):
    with pytest.raises(InputError, match="max-megabytes"):
        export.run(settings(folder, tmp_path / "bundle", quantize=("dynamic",), max_megabytes=0))


def test_a_length_beyond_the_positions_is_refused(folder, tmp_path):
    with pytest.raises(InputError, match="--max-length 4096"):
        export.run(settings(folder, tmp_path / "bundle", max_length=4096))


@pytest.mark.parametrize("kind", ["whole", "types_only"])
def test_a_teacher_is_refused(folder, tmp_path, kind):
    shutil.copytree(folder, tmp_path / "teacher")
    jsonl.write_json(tmp_path / "teacher" / "metrics.json", {"step": "matcher", "settings": {kind: True}})
    with pytest.raises(InputError, match="holds a teacher"):
        export.run(settings(tmp_path / "teacher", tmp_path / "bundle"))
