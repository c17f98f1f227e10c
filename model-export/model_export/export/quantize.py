"""Quantizes graphs to weights in 8 bits, which makes them smaller and faster.

There are three methods:

dynamic: weights as int8 with a scale for each column, activations as uint8 with one scale for a whole tensor, computed
    at run time. Fast on any CPU. Because the scale covers the whole batch, a text's result depends on the other texts,
    unless each text runs alone.
weight-only: weights as uint8 with a scale for each block of 32, and activations scaled by block as well
    (com.microsoft's MatMulNBits). Ten times nearer to fp32, but hardly faster than fp32.
mixed: weight-only for the second layer of each feed-forward block, whose inputs have outliers that one scale cannot
    represent, and dynamic for the rest. Half the error of dynamic for a quarter more time.

In all three methods, the table of word embeddings is stored as int8 with a scale for each word. ONNX Runtime's own
quantizer has one scale for the whole table, which rare words distort.
"""

import logging
import tempfile
from pathlib import Path
from typing import Literal

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Method = Literal["dynamic", "mixed", "weight-only"]

# Smaller tables stay in fp32, such as BERT's positions and types.
LEAST_TABLE = 1_000_000

BLOCK = 32
INT8_LARGEST = 127
# The zero point of MatMulNBits' 8 bits if none is given.
ZERO = 128
# MatMulNBits' accuracy_level that multiplies in int8.
ACTIVATIONS_INT8 = 4


def quantize(source: Path, target: Path, method: Method, reduce_range: bool = False, unsigned: bool = False) -> None:
    """Writes a quantized copy of a graph.

    reduce_range: weights in 7 bits. x86 CPUs without VNNI add pairs of products in 16 bits, which overflow with 8-bit
        weights.
    unsigned: weights as uint8, which cannot overflow there but are slower.
    """
    model = onnx.load(source)
    if method != "dynamic":
        quantize_weights(model, only_narrowing=method == "mixed")
    if method != "weight-only":
        model = _dynamic(model, reduce_range, unsigned)
    quantize_tables(model)
    onnx.save(model, target)


def _dynamic(model: onnx.ModelProto, reduce_range: bool, unsigned: bool) -> onnx.ModelProto:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder, _silent():
        target = Path(folder, "model.onnx")
        quantize_dynamic(
            model,
            target,
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QUInt8 if unsigned else QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return onnx.load(target)


def quantize_weights(model: onnx.ModelProto, only_narrowing: bool = False) -> None:
    """Replaces multiplications by a constant matrix with MatMulNBits, in place.

    only_narrowing: only those whose result is narrower than their input. In a transformer the second layer of the
        feed-forward block narrows.
    """
    graph = model.graph
    matrices = {each.name: each for each in graph.initializer if len(each.dims) == 2 and each.dims[0] % BLOCK == 0}
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in matrices:
            continue
        name = node.input[1]
        rows, columns = matrices[name].dims
        if only_narrowing and rows <= columns:
            continue
        # Each column is cut into blocks along its rows: [columns, blocks, BLOCK].
        blocks = numpy_helper.to_array(matrices[name]).T.reshape(columns, rows // BLOCK, BLOCK)
        scale = np.maximum(np.abs(blocks).max(axis=2, keepdims=True), 1e-9) / INT8_LARGEST
        whole = np.clip(np.round(blocks / scale) + ZERO, 0, 255).astype(np.uint8)
        graph.initializer.append(numpy_helper.from_array(whole, f"{name}_uint8"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32).reshape(-1), f"{name}_scale"))
        node.CopyFrom(
            helper.make_node(
                "MatMulNBits",
                [node.input[0], f"{name}_uint8", f"{name}_scale"],
                node.output,
                node.name,
                domain="com.microsoft",
                K=rows,
                N=columns,
                bits=8,
                block_size=BLOCK,
                accuracy_level=ACTIVATIONS_INT8,
            )
        )
    used = {name for node in graph.node for name in node.input}
    for name in matrices.keys() - used:
        graph.initializer.remove(matrices[name])
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def quantize_tables(model: onnx.ModelProto, least: int = LEAST_TABLE) -> None:
    """Replaces each large table that rows are gathered from with int8 and a scale for each row, in place.

    least: fewest numbers of a table.
    """
    graph = model.graph
    tables = {each.name: each for each in graph.initializer if len(each.dims) == 2 and np.prod(each.dims) >= least}
    nodes = []
    used = {name for node in graph.node for name in node.input if node.op_type != "Gather"}
    for node in graph.node:
        table = node.input[0] if node.op_type == "Gather" else ""
        if table not in tables or table in used:
            nodes.append(node)
            continue
        rows, result = node.input[1], node.output[0]
        nodes += [
            helper.make_node("Gather", [f"{table}_int8", rows], [f"{result}_int8"], f"{node.name}_int8"),
            helper.make_node("Gather", [f"{table}_scale", rows], [f"{result}_scale"], f"{node.name}_scale"),
            helper.make_node(
                "Cast", [f"{result}_int8"], [f"{result}_float"], f"{node.name}_cast", to=TensorProto.FLOAT
            ),
            helper.make_node("Mul", [f"{result}_float", f"{result}_scale"], [result], f"{node.name}_mul"),
        ]
    for name in tables.keys() - used:
        values = numpy_helper.to_array(tables[name])
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-9) / INT8_LARGEST
        whole = np.clip(np.round(values / scale), -INT8_LARGEST, INT8_LARGEST).astype(np.int8)
        graph.initializer.remove(tables[name])
        graph.initializer.append(numpy_helper.from_array(whole, f"{name}_int8"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
    del graph.node[:]
    graph.node.extend(nodes)


class _silent:  # noqa: N801 - used like contextlib's
    """Silences ONNX Runtime's quantizers, which log steps that are left out on purpose."""

    def __enter__(self) -> None:
        self.before = logging.root.manager.disable
        logging.disable(logging.WARNING)

    def __exit__(self, *problem: object) -> None:
        logging.disable(self.before)
