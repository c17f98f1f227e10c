"""Models that predict whether a text entails a sentence: a Hugging Face folder, or a bundle of the App."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import AutoConfig, AutoModelForSequenceClassification

from model_export import jsonl
from model_export.errors import InputError
from model_export.model import bert, inference
from model_export.model.device import Device
from model_export.model.tokens import Batch, Tokens

# Returns the probability of entailment for each pair of a text and a sentence.
Entails = Callable[[Sequence[tuple[str, str]]], np.ndarray]


def load(folder: Path, max_length: int, device: Device) -> Entails:
    """Loads a model from its folder."""
    if (folder / "bundle.json").is_file():
        return _bundle(folder, max_length)
    if not (folder / "config.json").is_file():
        raise InputError(f"{folder} is not an entailment model: it has neither bundle.json nor config.json")
    names = {name.lower(): number for number, name in AutoConfig.from_pretrained(folder).id2label.items()}
    if "entailment" not in names:
        raise InputError(f"{folder} has no class 'entailment', but {', '.join(names)}")
    with bert.quiet():
        model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).to(device.name).eval()
    tokens = Tokens.open(folder, max_length)

    def compute(batch: Batch) -> torch.Tensor:
        asked = {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask}
        found = model(**asked, token_type_ids=batch.token_type_ids).logits.float()
        return found.softmax(-1)[:, names["entailment"]]

    return lambda pairs: inference.over_rows(compute, tokens.encode_pairs(pairs), tokens, device)


def _bundle(folder: Path, max_length: int) -> Entails:
    told = jsonl.read_json(folder / "bundle.json")
    place = told["entailment"]["classes"].index("entailment")
    tokens = Tokens.open(folder, min(max_length, told["maxLength"]))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    # As in the App, because without VNNI the fast products of int8 overflow.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])

    def entails(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        rows = tokens.encode_pairs(pairs)
        found = np.zeros(len(rows))
        for batch in inference.by_length([len(row) for row in rows], told.get("maxRows", 16) * tokens.max_length):
            padded = tokens.pad_rows([rows[index] for index in batch])
            inputs = {name: getattr(padded, name).numpy() for name in ("input_ids", "attention_mask", "token_type_ids")}
            (logits,) = session.run(["logits"], inputs)
            chance = np.exp(logits - logits.max(axis=1, keepdims=True))
            found[batch] = (chance / chance.sum(axis=1, keepdims=True))[:, place]
        return found

    return entails
