"""A matcher's bundle: all labels of a text in one pass, each read at its marker."""

import json

import numpy as np
import pytest
from onnx import TensorProto, helper, save

from model_export.data import label_text
from model_export.errors import InputError
from model_export.model.device import Device
from model_export.study import matcher_bundle
from model_export.study.context import Task, Tools
from model_export.study.data import Data, Issue
from model_export.study.methods import METHODS
from model_export.study.training import Recipe

MATCHER = {"marker": "[CLS]", "labelLength": 3, "calibration": {"slope": 2.0, "intercept": -1.0}}


def match(path):
    """Writes a graph whose output at a token is block + 10 · position + id / 100 of the token behind it."""
    whole = {name: helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in INPUTS}
    numbers = {"ten": [10.0], "hundred": [100.0]}
    constants = [helper.make_tensor(name, TensorProto.FLOAT, [1], value) for name, value in numbers.items()]
    constants += [
        helper.make_tensor(name, TensorProto.INT64, [len(value)], value)
        for name, value in {"one": [1], "end": [2**31], "axis": [1], "pads": [0, 0, 0, 1]}.items()
    ]
    nodes = [helper.make_node("Cast", [name], [f"f_{name}"], to=TensorProto.FLOAT) for name in INPUTS]
    nodes += [
        helper.make_node("Slice", ["f_input_ids", "one", "end", "axis"], ["behind"]),
        helper.make_node("Pad", ["behind", "pads"], ["next"]),
        helper.make_node("Div", ["next", "hundred"], ["cents"]),
        helper.make_node("Mul", ["f_position_ids", "ten"], ["tens"]),
        helper.make_node("Add", ["f_block_ids", "tens"], ["both"]),
        helper.make_node("Add", ["both", "cents"], ["match"]),
    ]
    output = helper.make_tensor_value_info("match", TensorProto.FLOAT, ["rows", "tokens"])
    graph = helper.make_graph(nodes, "match", [*whole.values()], [output], constants)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), path)


INPUTS = matcher_bundle.INPUTS


@pytest.fixture
def folder(tmp_path, tiny_tokenizer):
    tiny_tokenizer.save(str(tmp_path / "tokenizer.json"))
    match(tmp_path / "model.onnx")
    (tmp_path / "bundle.json").write_text(json.dumps({"task": "matcher", "maxLength": 8, "matcher": MATCHER}))
    return tmp_path


def test_reads_each_label_at_its_marker(folder, tiny_tokenizer):
    found = matcher_bundle.open(folder).log_odds("crash on startup", ["bug", "question docs", "docs"])
    ids = [tiny_tokenizer.token_to_id(word) for word in ("bug", "question", "docs")]
    # Every marker stands at position 0 of its block, before the label's first token.
    assert found == pytest.approx([number + each / 100 for number, each in enumerate(ids, start=1)], rel=1e-6)
    assert found.dtype == np.float32


def test_lays_out_the_issue_and_a_block_a_label(folder, tiny_tokenizer):
    inputs, markers = matcher_bundle.open(folder).row("crash " * 20, ["bug", "docs option table", "docs"])
    pieces = [tiny_tokenizer.id_to_token(number) for number in inputs["input_ids"][0]]
    assert pieces[:8] == ["[CLS]", *["crash"] * 6, "[SEP]"]
    assert pieces[8:] == ["[CLS]", "bug", "[CLS]", "docs", "option", "[CLS]", "docs"]
    assert inputs["block_ids"].tolist() == [[0] * 8 + [1] * 2 + [2] * 3 + [3] * 2]
    assert inputs["position_ids"].tolist() == [[*range(8), 0, 1, 0, 1, 2, 0, 1]]
    assert markers == [8, 10, 13]
    assert all(each.dtype == np.int64 for each in inputs.values())


def test_runs_the_graph_once_and_calibrates(folder):
    bundle = matcher_bundle.open(folder)
    asked = []

    class Session:
        def run(self, outputs, inputs):
            asked.append(outputs)
            return [np.where(inputs["block_ids"] == 2, 0.5, 0.0)]

    bundle.session = Session()
    found = bundle.probabilities("crash", ["bug", "docs"])
    assert found == pytest.approx([1 / (1 + np.e), 0.5])  # 2 · 0 - 1 and 2 · 0.5 - 1
    assert asked == [["match"]]


def test_nothing_is_asked_of_no_labels(folder):
    assert matcher_bundle.open(folder).log_odds("crash", []).shape == (0,)


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ({"task": "nli", "maxLength": 8}, "Name one of task 'matcher'"),
        (
            {"task": "matcher", "maxLength": 8, "matcher": MATCHER | {"marker": "[LABEL]"}},
            r"lacks the marker '\[LABEL\]'",
        ),
    ],
)
def test_refuses_what_is_no_matcher(folder, manifest, problem):
    (folder / "bundle.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match=problem):
        matcher_bundle.open(folder)


def test_refuses_a_folder_without_a_bundle(tmp_path):
    with pytest.raises(InputError, match=r"has no bundle\.json"):
        matcher_bundle.open(tmp_path)


def test_the_study_asks_it_about_all_labels_of_each_issue(folder, tiny_base, tmp_path):
    issues = tuple(Issue("octo/cat", number, "crash", f"line {number}", ("bug",)) for number in range(6))
    data = Data(("bug", "kind/question"), issues[:2], issues[2:4], issues[4:], ())
    recipe = Recipe(max_length=32)
    tools = Tools(tiny_base, recipe, Device.choose("cpu"), tmp_path / "work", matcher=folder)
    found = METHODS["zero-shot-matcher"].run(Task(data, data.train, 0, tools))
    expected = matcher_bundle.open(folder).probabilities(issues[4].text, [label_text.meaning(n) for n in data.names])
    assert found.test[0] == pytest.approx(expected)
    assert found.test.shape == (2, 2)
    assert found.figures["sweeps"]["top_k"]
    assert not METHODS["zero-shot-matcher"].learns
