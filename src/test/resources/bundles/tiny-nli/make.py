"""Makes the tiny entailment bundle that the tests use: words shared by premise and hypothesis.

    pip install onnx tokenizers && python make.py

The graph embeds each token as a one-hot vector, sums premise (type 0) and hypothesis (type 1)
apart, and calls it entailment when they share words. Nothing is trained.
"""

import hashlib
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

HERE = pathlib.Path(__file__).parent
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = ["crash", "error", "docs", "install", "linux", "windows", "network", "slow"]
VOCABULARY = SPECIAL + WORDS


def tokenizer():
    made = Tokenizer(models.WordLevel({w: i for i, w in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    # Baked in on purpose: whoever loads this must override both.
    made.enable_truncation(4)
    made.enable_padding(length=64)
    made.save(str(HERE / "tokenizer.json"))


def model():
    table = np.zeros((len(VOCABULARY), len(WORDS)), np.float32)
    table[len(SPECIAL):] = np.eye(len(WORDS), dtype=np.float32)
    constants = {
        "table": table,
        "one": np.array(1, np.int64),
        "axis": np.array([1], np.int64),
        "last": np.array([-1], np.int64),
        # Logits of contradiction, entailment, neutral for the number of shared words.
        "slopes": np.array([[-4.0, 8.0, 0.0]], np.float32),
        "offsets": np.array([1.0, -3.0, 1.0], np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["tokens"]),
        helper.make_node("Sub", ["one", "token_type_ids"], ["first"]),
        helper.make_node("Mul", ["first", "attention_mask"], ["premise_mask"]),
        helper.make_node("Mul", ["token_type_ids", "attention_mask"], ["hypothesis_mask"]),
    ]
    for side in ("premise", "hypothesis"):
        nodes += [
            helper.make_node("Cast", [f"{side}_mask"], [f"{side}_float"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", [f"{side}_float", "last"], [f"{side}_column"]),
            helper.make_node("Mul", ["tokens", f"{side}_column"], [f"{side}_tokens"]),
            helper.make_node("ReduceSum", [f"{side}_tokens", "axis"], [f"{side}_words"], keepdims=0),
        ]
    nodes += [
        helper.make_node("Min", ["premise_words", "hypothesis_words"], ["shared_words"]),
        helper.make_node("ReduceSum", ["shared_words", "axis"], ["shared"], keepdims=1),
        helper.make_node("MatMul", ["shared", "slopes"], ["scaled"]),
        helper.make_node("Add", ["scaled", "offsets"], ["logits"]),
    ]
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        nodes,
        "tiny-nli",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, HERE / "model.onnx")


def bundle():
    files = ("model.onnx", "tokenizer.json")
    description = {
        "format": 1,
        "name": "tiny-nli",
        "version": "1",
        "task": "nli",
        "maxLength": 32,
        "entailment": {
            "classes": ["contradiction", "entailment", "neutral"],
            "threshold": 0.5,
            "calibration": {"slope": 1.0, "intercept": 0.0},
        },
        "base": {"model": "made by make.py", "license": "Apache-2.0"},
        "files": {f: hashlib.sha256((HERE / f).read_bytes()).hexdigest() for f in files},
    }
    (HERE / "bundle.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    tokenizer()
    model()
    bundle()
