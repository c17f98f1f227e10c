"""Models as ONNX graphs: tracing, running, comparing with PyTorch.

The graph stays as PyTorch writes it. ONNX Runtime fuses it for the machine when it loads the model (LayerNormalization,
SkipLayerNormalization, BiasGelu, QuickGelu). Fusing ahead of time, to operators such as com.microsoft's Attention and
QAttention, was slower on the CPU and would tie the file to a runtime.
"""

import inspect
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from model_export.errors import InputError
from model_export.model.tokens import Batch, Row, Tokens

INPUTS = ("input_ids", "attention_mask", "token_type_ids")

# The first one with LayerNormalization as an operator. Every ONNX Runtime since 1.13 reads it.
OPSET = 17


class Output(NamedTuple):
    """An output of a graph.

    name: its name in the graph.
    axes: the names of its variable dimensions by their index.
    """

    name: str
    axes: Mapping[int, str]


TOKEN_VECTORS = Output("last_hidden_state", {0: "batch", 1: "sequence"})


def logits(name: str = "logits") -> Output:
    """Returns an output of shape [rows, labels]."""
    return Output(name, {0: "batch"})


class Traceable(nn.Module):
    """A model as a function of plain tensors.

    vectors: returns the outputs from keyword arguments input_ids, attention_mask and, if inputs names it,
        token_type_ids.
    additive: whether attention_mask is passed in four dimensions, 0 for tokens and the lowest float elsewhere. The mask
        that transformers itself computes from two dimensions fixes the traced length in the graphs of BERT and similar
        models.
    """

    def __init__(self, model: nn.Module, inputs: Sequence[str], additive: bool):
        super().__init__()
        self.model = model
        self.inputs = tuple(inputs)
        self.additive = additive

    def forward(self, *tensors: torch.Tensor) -> tuple[torch.Tensor, ...]:
        given = dict(zip(self.inputs, tensors, strict=True))
        mask = given["attention_mask"]
        if self.additive:
            given["attention_mask"] = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        return self.model(mask=mask, **given)


def trace(
    model: nn.Module, inputs: Sequence[str], outputs: Sequence[Output], path: Path, *, additive: bool, vocabulary: int
) -> None:
    """Writes a model as an ONNX file with any number of rows and tokens.

    model: called with keyword arguments: inputs as int64 [rows, tokens], and `mask`, the attention mask in two
        dimensions, independently of `additive`. Returns a tuple of the outputs.
    """
    shape = (2, 12)
    ids = torch.arange(shape[0] * shape[1]).reshape(shape) % vocabulary
    mask = torch.ones_like(ids)
    mask[1, 8:] = 0
    example = {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
    axes = {name: {0: "batch", 1: "sequence"} for name in inputs} | {each.name: dict(each.axes) for each in outputs}
    with torch.no_grad(), warnings.catch_warnings():
        # The tracer warns of every shape that is a Python number. Whether a shape was fixed is measured later.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Traceable(model, inputs, additive).eval(),
            tuple(example[name] for name in inputs),
            str(path),
            input_names=list(inputs),
            output_names=[each.name for each in outputs],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    graph = onnx.load(path)
    onnx.checker.check_model(graph)
    tidy(graph)
    onnx.save(graph, path)


def tidy(model: onnx.ModelProto) -> None:
    """Removes what tracing records about this machine: the paths in the nodes' descriptions."""
    for node in model.graph.node:
        node.doc_string = ""


class Session:
    """An ONNX file that is run one row at a time, on one thread, as the App runs a quantized model."""

    def __init__(self, path: Path, optimized: bool = True):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        # As in the App, because without VNNI the fast products of int8 overflow silently.
        options.add_session_config_entry("session.x64quantprecision", "1")
        if not optimized:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        try:
            self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as problem:  # of a class that ONNX Runtime does not export
            raise InputError(f"ONNX Runtime cannot load {path}: {problem}") from problem
        self.inputs = [each.name for each in self.session.get_inputs()]
        self.outputs = [each.name for each in self.session.get_outputs()]

    def run(self, row: Row) -> dict[str, np.ndarray]:
        """Returns the outputs of one row by name, without the dimension of rows."""
        given = {
            "input_ids": np.array([row.ids], np.int64),
            "attention_mask": np.ones((1, len(row)), np.int64),
            "token_type_ids": np.array([row.types], np.int64),
        }
        return self.feed({name: given[name] for name in self.inputs}, squeeze=True)

    def batch(self, batch: Batch) -> dict[str, np.ndarray]:
        """Returns the outputs of padded rows by name."""
        return self.feed({name: getattr(batch, name).numpy() for name in self.inputs})

    def feed(self, values: Mapping[str, np.ndarray], squeeze: bool = False) -> dict[str, np.ndarray]:
        found = self.session.run(self.outputs, dict(values))
        return {name: value[0] if squeeze else value for name, value in zip(self.outputs, found, strict=True)}


def difference(
    session: Session,
    model: nn.Module,
    inputs: Sequence[str],
    outputs: Sequence[Output],
    tokens: Tokens,
    rows: list[Row],
) -> float:
    """Returns the largest absolute difference between ONNX Runtime and PyTorch, in a padded batch and for each row
    alone.

    model is called as trace calls it, with a two-dimensional mask. Token vectors of padding are left out, since nothing
    reads them.
    """
    largest = 0.0
    for batch in [tokens.pad_rows(rows), *(tokens.pad_rows([row]) for row in rows)]:
        with torch.inference_mode():
            expected = model(mask=batch.attention_mask, **{name: getattr(batch, name) for name in inputs})
        found = session.batch(batch)
        kept = batch.attention_mask.bool().numpy()
        for output, theirs in zip(outputs, expected, strict=True):
            gap = np.abs(found[output.name] - theirs.float().numpy())
            largest = max(largest, float((gap[kept] if 1 in output.axes else gap).max()))
    return largest


def accepted(model: nn.Module) -> tuple[str, ...]:
    """Returns those of the usual inputs that a transformers model accepts."""
    known = inspect.signature(model.forward).parameters
    takes_types = "token_type_ids" in known and getattr(model.config, "type_vocab_size", 0) > 1
    return tuple(name for name in INPUTS if name != "token_type_ids" or takes_types)
