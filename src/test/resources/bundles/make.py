"""Makes the tiny bundles that the tests use, one a task. Nothing in them is trained.

    pip install onnx onnxruntime tokenizers && python make.py

Each graph embeds a token as a one-hot vector. tiny-nli sums premise (type 0) and hypothesis (type 1)
apart, and calls it entailment when they share words. tiny-encoder hands the vectors out, and has a
head for the type of an issue, with an n-gram model beside it. tiny-multi-label knows two labels. Each has golden cases in
the form of `model-export export`.
"""

import hashlib
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

HERE = pathlib.Path(__file__).parent
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = ["crash", "error", "docs", "install", "linux", "windows", "network", "slow"]
VOCABULARY = SPECIAL + WORDS


def tokenizer(folder):
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
    made.save(str(folder / "tokenizer.json"))


def table():
    """One row a token, one column a word; the special tokens are zero."""
    rows = np.zeros((len(VOCABULARY), len(WORDS)), np.float32)
    rows[len(SPECIAL):] = np.eye(len(WORDS), dtype=np.float32)
    return rows


def weights(labels):
    """Words x labels, from each label's words and what they weigh."""
    columns = np.zeros((len(WORDS), len(labels)), np.float32)
    for column, label in enumerate(labels):
        for word, weight in label.items():
            columns[WORDS.index(word), column] = weight
    return columns


def save(folder, nodes, constants, outputs):
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        nodes,
        folder.name,
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name, dims in outputs],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, folder / "model.onnx")


def describe(folder, task, more, files=()):
    files = ("model.onnx", "tokenizer.json", *files)
    description = {
        "format": 1,
        "name": folder.name,
        "version": "1",
        "task": task,
        "maxLength": 32,
        **more,
        "base": {"model": "made by make.py", "license": "Apache-2.0"},
        "files": {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in files},
    }
    (folder / "bundle.json").write_text(json.dumps(description, indent=2) + "\n")


def golden(folder, cases):
    """Token ids, and what the graph answers; a case is a text, or a premise and a hypothesis."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(32, strategy="only_first")
    session = onnxruntime.InferenceSession(folder / "model.onnx")
    names = [output.name for output in session.get_outputs()]
    written = []
    for case in cases:
        row = made.encode(*case)
        feeds = {"input_ids": row.ids, "attention_mask": [1] * len(row.ids), "token_type_ids": row.type_ids}
        answers = session.run(names, {name: np.array([values], np.int64) for name, values in feeds.items()})
        found = {name: answer[0] for name, answer in zip(names, answers)}
        if "last_hidden_state" in found and "issue_type" in found:
            vector = found.pop("last_hidden_state").mean(axis=0)
            found = {"embedding": vector / np.linalg.norm(vector)} | found
        written.append(
            dict(zip(("text",) if len(case) == 1 else ("premise", "hypothesis"), case))
            | {"ids": row.ids, "type_ids": row.type_ids}
            | {"fp32": {name: [round(float(value), 6) for value in values] for name, values in found.items()}}
        )
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    text = json.dumps({"model.onnx": digest, "cases": written}, indent=2)
    (folder / "golden.json").write_text(text + "\n")


TEXTS = ["crash error", "Slow install of docs on linux", "network " * 50]


def nli(folder):
    constants = {
        "table": table(),
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
    save(folder, nodes, constants, [("logits", ["batch", 3])])
    more = {
        "entailment": {
            "classes": ["contradiction", "entailment", "neutral"],
            "threshold": 0.5,
            "calibration": {"slope": 1.0, "intercept": 0.0},
        },
        "fusion": {
            "encoder": "tiny-encoder 1",
            "intercept": 0.0,
            "threshold": 0.45,
            "weights": {"entailment": 1.0, "similarity": 0.5},
        },
    }
    describe(folder, "nli", more)
    golden(folder, [(text, "This issue is about linux.") for text in TEXTS])


def words(summed):
    """The nodes that sum the token vectors of a text, rows x words."""
    return [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["last_hidden_state", "column"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "axis"], [summed], keepdims=0),
    ]


def encoder(folder):
    types = {
        "bug": {"crash": 6.0, "error": 4.0},
        "feature": {},
        "question": {"install": 4.0},
        "documentation": {"docs": 6.0},
    }
    constants = {
        "table": table(),
        "axis": np.array([1], np.int64),
        "last": np.array([-1], np.int64),
        "weights": weights(list(types.values())),
        "offsets": np.array([-3.0, -1.0, -3.0, -3.0], np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"]),
        *words("words"),
        helper.make_node("MatMul", ["words", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "offsets"], ["issue_type"]),
    ]
    outputs = [("issue_type", ["batch", 4]), ("last_hidden_state", ["batch", "tokens", len(WORDS)])]
    save(folder, nodes, constants, outputs)
    # "slow linux" speaks for a bug although the network knows nothing of it.
    ngrams = [
        ("#intercept", 0, 0.5, -0.5, 0, 0),
        ("slow", 3, 0, 1, 0, 0),
        ("slow linux", 4, 10, 0, 0, 0),
    ]
    (folder / "issue-type.ngrams.tsv").write_text(
        "".join("\t".join(str(cell) for cell in row) + "\n" for row in ngrams)
    )
    head = {
        "name": "issue-type",
        "output": "issue_type",
        "labels": [
            {"name": name, "threshold": 0.5, "calibration": {"slope": 1.0, "intercept": 0.0}} for name in types
        ],
        "ngrams": {"file": "issue-type.ngrams.tsv", "weight": 0.5},
    }
    # A topic by its words, a type by what the head says.
    similarity = {
        "intercept": -3.0,
        "threshold": 0.3,
        "weights": {"cosine.whole": 4.0}
        | {f"{kind}|type.{kind}": 1.0 for kind in ("bug", "feature", "question")}
        | {"docs|type.documentation": 1.0},
    }
    more = {"pooling": "mean", "heads": [head], "similarity": similarity}
    describe(folder, "encoder", more, ["issue-type.ngrams.tsv"])
    golden(folder, [(text,) for text in TEXTS])


def multi_label(folder):
    labels = {"Networking": {"network": 8.0}, "linux": {"linux": 8.0}}
    constants = {
        "table": table(),
        "axis": np.array([1], np.int64),
        "last": np.array([-1], np.int64),
        "weights": weights(list(labels.values())),
        "offsets": np.array([-4.0, -4.0], np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"]),
        *words("words"),
        helper.make_node("MatMul", ["words", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "offsets"], ["logits"]),
    ]
    save(folder, nodes, constants, [("logits", ["batch", 2])])
    described = [
        {"name": "Networking", "threshold": 0.2, "calibration": {"slope": 0.5, "intercept": 0.0}},
        {"name": "linux", "threshold": 0.6},
    ]
    describe(folder, "multi-label", {"labels": described})
    golden(folder, [(text,) for text in TEXTS])


if __name__ == "__main__":
    for name, make in {"tiny-nli": nli, "tiny-encoder": encoder, "tiny-multi-label": multi_label}.items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        tokenizer(folder)
        make(folder)
