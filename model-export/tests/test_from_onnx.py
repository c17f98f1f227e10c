"""From an ONNX file to a model and its weights again."""

import json
import zipfile

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from transformers import AutoModel, AutoTokenizer

from model_export.errors import InputError
from model_export.export import graph
from model_export.export.from_onnx import FromOnnxSettings, run
from model_export.model import bert


class Plain(torch.nn.Module):
    """An encoder whose tensors are named as exporters name them."""

    def __init__(self, encoder):
        super().__init__()
        self.embeddings, self.encoder, self.config = encoder.embeddings, encoder.encoder, encoder.config
        self._whole = [encoder]  # hidden in a list, so that its tensors are not named twice

    def forward(self, mask, **inputs):
        return (self._whole[0](**inputs).last_hidden_state,)


@pytest.fixture
def encoder(tiny_base):
    return bert.load(str(tiny_base)).bert


@pytest.fixture
def onnx_file(encoder, tmp_path):
    path = tmp_path / "model.onnx"
    vocabulary = encoder.config.vocab_size
    graph.trace(Plain(encoder), graph.INPUTS, [graph.TOKEN_VECTORS], path, additive=True, vocabulary=vocabulary)
    assert not any(each.name.endswith("dense.weight") for each in onnx.load(path).graph.initializer)
    return path


def convert(onnx_file, tiny_base, tmp_path, **settings):
    return run(FromOnnxSettings(onnx_file, tmp_path / "out", tiny_base / "tokenizer.json", **settings))


def test_gives_back_every_tensor(encoder, onnx_file, tiny_base, tmp_path):
    metrics = convert(onnx_file, tiny_base, tmp_path)
    found = bert.load(str(tmp_path / "out")).bert.state_dict()
    expected = encoder.state_dict()
    assert found.keys() == expected.keys()
    assert metrics["tensors"] == len(expected)
    for name, tensor in expected.items():
        torch.testing.assert_close(found[name], tensor, rtol=0, atol=0, msg=name)


def test_finds_the_number_of_heads_and_reports_the_difference(onnx_file, tiny_base, tmp_path):
    metrics = convert(onnx_file, tiny_base, tmp_path)
    assert metrics["config"]["num_attention_heads"] == 2
    assert metrics["max_abs_difference"] < 1e-5
    assert json.loads((tmp_path / "out/metrics.json").read_text())["step"] == "from-onnx"


def test_writes_a_folder_that_transformers_reads(onnx_file, tiny_base, tmp_path):
    convert(onnx_file, tiny_base, tmp_path, pooling="cls")
    model = AutoModel.from_pretrained(tmp_path / "out")
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "out")
    assert model.config.pooling == "cls"
    assert tokenizer.mask_token == "[MASK]"
    assert tokenizer("crash")["input_ids"][0] == tokenizer.cls_token_id


def test_takes_an_archive_that_holds_both(onnx_file, tiny_base, tmp_path):
    jar = tmp_path / "encoder.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.write(onnx_file, "deep/tiny.onnx")
        archive.write(tiny_base / "tokenizer.json", "tiny-tokenizer.json")
    assert run(FromOnnxSettings(jar, tmp_path / "out"))["max_abs_difference"] < 1e-5


def test_refuses_weights_that_do_not_make_the_outputs(onnx_file, tiny_base, tmp_path):
    model = onnx.load(onnx_file)
    # A doubled intermediate layer that the weights do not tell about: the graph adds its bias twice.
    name = "encoder.layer.0.intermediate.dense.bias"
    bias = next(each for each in model.graph.initializer if each.name.endswith(name))
    node = next(node for node in model.graph.node if bias.name in node.input)
    model.graph.initializer.append(numpy_helper.from_array(np.ones(len(numpy_helper.to_array(bias)), np.float32), "x"))
    changed = onnx.helper.make_node("Add", [node.output[0] + "_before", "x"], [node.output[0]])
    node.output[0] += "_before"
    model.graph.node.insert(list(model.graph.node).index(node) + 1, changed)
    onnx.save(model, onnx_file)
    with pytest.raises(InputError, match="differ from ONNX Runtime's by"):
        convert(onnx_file, tiny_base, tmp_path)
    assert not (tmp_path / "out").exists()


def test_refuses_a_file_that_is_no_encoder(tiny_base, tmp_path):
    (tmp_path / "text.onnx").write_text("no graph")
    with pytest.raises(InputError, match="is not an ONNX file"):
        convert(tmp_path / "text.onnx", tiny_base, tmp_path)


def test_asks_for_the_tokenizer(command, onnx_file, tmp_path):
    assert "--tokenizer is missing" in command("from-onnx", onnx_file, "--out", tmp_path / "out", code=2).output
