"""Makes the tiny bundles that the tests use, one a task. Nothing in them is trained.

    pip install onnx onnxruntime tokenizers && python make.py

Each graph embeds a token as a one-hot vector. tiny-nli sums premise (type 0) and hypothesis (type 1)
apart, and calls it entailment when they share words. tiny-encoder hands the vectors out, and has a
head for the type of an issue, with an n-gram model beside it. tiny-multi-label knows two labels. tiny-matcher reads an issue and
all labels in one row: a label matches by the words that it shares with the issue, less the position of the token at which the
match is read. Each has golden cases in the form of `model-export export`.
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


def tokenizer(folder, special=()):
    """special: the tokens that are recognized when a text names them, as published tokenizers recognize theirs."""
    made = Tokenizer(models.WordLevel({w: i for i, w in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.add_special_tokens(list(special))
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


def save(folder, nodes, constants, outputs, inputs=("input_ids", "attention_mask", "token_type_ids")):
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        nodes,
        folder.name,
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in inputs
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


TYPES = {
    "bug": {"crash": 6.0, "error": 4.0},
    "feature": {},
    "question": {"install": 4.0},
    "documentation": {"docs": 6.0},
}


def type_head(folder):
    """Writes the n-gram file of the head for the type of an issue; the head as bundle.json has it."""
    # "slow linux" speaks for a bug although the network knows nothing of it.
    ngrams = [
        ("#intercept", 0, 0.5, -0.5, 0, 0),
        ("slow", 3, 0, 1, 0, 0),
        ("slow linux", 4, 10, 0, 0, 0),
    ]
    (folder / "issue-type.ngrams.tsv").write_text(
        "".join("\t".join(str(cell) for cell in row) + "\n" for row in ngrams)
    )
    return {
        "name": "issue-type",
        "output": "issue_type",
        "labels": [
            {"name": name, "threshold": 0.5, "calibration": {"slope": 1.0, "intercept": 0.0}} for name in TYPES
        ],
        "ngrams": {"file": "issue-type.ngrams.tsv", "weight": 0.5},
    }


# A topic by its words, a type by what the head says.
SIMILARITY = {
    "intercept": -3.0,
    "threshold": 0.3,
    "weights": {"cosine.whole": 4.0}
    | {f"{kind}|type.{kind}": 1.0 for kind in ("bug", "feature", "question")}
    | {"docs|type.documentation": 1.0},
}


def encoder(folder):
    constants = {
        "table": table(),
        "axis": np.array([1], np.int64),
        "last": np.array([-1], np.int64),
        "weights": weights(list(TYPES.values())),
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
    more = {"pooling": "mean", "heads": [type_head(folder)], "similarity": SIMILARITY}
    describe(folder, "encoder", more, ["issue-type.ngrams.tsv"])
    golden(folder, [(text,) for text in TEXTS])


MATCHER = {
    "marker": "[CLS]",
    "labelLength": 6,
    "threshold": 0.4,
    "calibration": {"slope": 0.5, "intercept": 0.0},
}


def matcher(folder):
    constants = {
        "table": table(),
        "issue_block": np.array(0, np.int64),
        "axis": np.array([1], np.int64),
        "second": np.array([2], np.int64),
        "last": np.array([-1], np.int64),
        "weights": weights(list(TYPES.values())),
        "type_offsets": np.array([-3.0, -1.0, -3.0, -3.0], np.float32),
        "slope": np.array(8.0, np.float32),
        "offset": np.array(4.0, np.float32),
    }
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["tokens"]),
        helper.make_node("Equal", ["block_ids", "issue_block"], ["of_issue"]),
        helper.make_node("Cast", ["of_issue"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["tokens", "column"], ["issue_tokens"]),
        helper.make_node("ReduceSum", ["issue_tokens", "axis"], ["embedding"], keepdims=0),
        helper.make_node("MatMul", ["embedding", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "type_offsets"], ["issue_type"]),
        # The words of each token's own block, rows x tokens x words.
        helper.make_node("Unsqueeze", ["block_ids", "last"], ["blocks_down"]),
        helper.make_node("Unsqueeze", ["block_ids", "axis"], ["blocks_across"]),
        helper.make_node("Equal", ["blocks_down", "blocks_across"], ["same_block"]),
        helper.make_node("Cast", ["same_block"], ["attention"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["attention", "tokens"], ["block_words"]),
        helper.make_node("Unsqueeze", ["embedding", "axis"], ["issue_words"]),
        helper.make_node("Min", ["block_words", "issue_words"], ["shared_words"]),
        helper.make_node("ReduceSum", ["shared_words", "second"], ["shared"], keepdims=0),
        helper.make_node("Mul", ["shared", "slope"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "offset"], ["odds"]),
        helper.make_node("Cast", ["position_ids"], ["position"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["odds", "position"], ["match"]),
    ]
    outputs = [
        ("embedding", ["batch", len(WORDS)]),
        ("match", ["batch", "tokens"]),
        ("issue_type", ["batch", len(TYPES)]),
    ]
    save(folder, nodes, constants, outputs, ("input_ids", "position_ids", "block_ids"))
    more = {
        "matcher": MATCHER,
        "heads": [type_head(folder)],
        "similarity": SIMILARITY,
        "fusion": {"intercept": 0.0, "threshold": 0.45, "weights": {"match": 1.0, "similarity": 0.5}},
    }
    describe(folder, "matcher", more, ["issue-type.ngrams.tsv"])
    matched(folder, ["linux", "docs: how to install", "network error on windows and on linux, slow"])


def matched(folder, labels):
    """Golden cases of a matcher: what the graph answers for a text and all labels in one row."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(32)
    session = onnxruntime.InferenceSession(folder / "model.onnx")
    written = []
    for text in TEXTS:
        ids = made.encode(text).ids
        positions, blocks, markers = list(range(len(ids))), [0] * len(ids), []
        for number, label in enumerate(labels, start=1):
            block = made.encode(f"[CLS] {label}", add_special_tokens=False).ids[: MATCHER["labelLength"]]
            markers.append(len(ids))
            ids, positions = ids + block, positions + list(range(len(block)))
            blocks += [number] * len(block)
        feeds = {"input_ids": ids, "position_ids": positions, "block_ids": blocks}
        embedding, match, types = session.run(
            ["embedding", "match", "issue_type"], {name: np.array([row], np.int64) for name, row in feeds.items()}
        )
        found = {
            "match": match[0][markers],
            "embedding": embedding[0] / (np.linalg.norm(embedding[0]) or 1),
            "issue-type": types[0],
        }
        written.append(
            {"text": text, "labels": labels, "ids": ids}
            | {name: [round(float(value), 6) for value in values] for name, values in found.items()}
        )
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    golden = {"model.onnx": digest, "precision": "fp32", "cases": written}
    (folder / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


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
    makers = {"tiny-nli": nli, "tiny-encoder": encoder, "tiny-multi-label": multi_label, "tiny-matcher": matcher}
    for name, make in makers.items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        tokenizer(folder, SPECIAL if name == "tiny-matcher" else ())
        make(folder)
