"""Reads a matcher's bundle: a model that scores all labels of an issue in one inference.

A row has the issue in block 0, `[CLS] text [SEP]`, and after it a block for each label: the marker token and the
label's tokens. Positions start at 0 in every block. The graph hides the labels from each other, so a label's score
depends neither on the other labels nor on their order.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

from model_export import jsonl
from model_export.errors import InputError
from model_export.export.bundle import MANIFEST, MODEL
from model_export.model.tokens import Tokens

INPUTS, OUTPUT = ("input_ids", "position_ids", "block_ids"), "match"


class MatcherBundle:
    """An opened bundle.

    marker: the id of the token that begins each label. label_length: tokens of a label at most, with the marker.
    slope, intercept: of the calibration from log-odds to the log-odds of a probability.
    """

    def __init__(self, session: onnxruntime.InferenceSession, tokens: Tokens, matcher: dict[str, Any], marker: int):
        self.session, self.tokens, self.marker = session, tokens, marker
        self.label_length = matcher["labelLength"]
        self.slope, self.intercept = (float(matcher["calibration"][name]) for name in ("slope", "intercept"))

    def log_odds(self, text: str, label_texts: Sequence[str]) -> np.ndarray:
        """Returns the log-odds that the text matches each label, not calibrated, [labels] in fp32. Runs the graph once.

        label_texts: as label_text.meaning gives them.
        """
        inputs, markers = self.row(text, label_texts)
        (match,) = self.session.run([OUTPUT], inputs)
        return match[0, markers].astype(np.float32)

    def probabilities(self, text: str, label_texts: Sequence[str]) -> np.ndarray:
        """Returns the calibrated probability of each label, [labels]."""
        return 1 / (1 + np.exp(-(self.slope * self.log_odds(text, label_texts) + self.intercept)))

    def row(self, text: str, label_texts: Sequence[str]) -> tuple[dict[str, np.ndarray], list[int]]:
        """Returns the graph's inputs, int64 [1, tokens], and the place of each label's marker."""
        encode = self.tokens.tokenizer.encode
        blocks = [list(self.tokens.encode([text])[0].ids)]
        for label in label_texts:
            blocks.append([self.marker, *encode(label, add_special_tokens=False).ids][: self.label_length])
        starts = np.cumsum([0, *map(len, blocks)])
        values = (
            [number for block in blocks for number in block],
            [place for block in blocks for place in range(len(block))],
            [number for number, block in enumerate(blocks) for _ in block],
        )
        arrays = {name: np.array([each], np.int64) for name, each in zip(INPUTS, values, strict=True)}
        return arrays, starts[1:-1].tolist()


def open(folder: Path, max_length: int | None = None) -> MatcherBundle:
    """Opens a matcher's bundle for the CPU.

    max_length: tokens that an issue is cut to, if fewer than the bundle's own.
    Raises InputError if the folder holds another kind of bundle, or its tokenizer does not know the marker.
    """
    if not (folder / MANIFEST).is_file():
        raise InputError(
            f"{folder} is not a bundle, because it has no {MANIFEST}. Name the folder of a matcher's bundle"
        )
    told = jsonl.read_json(folder / MANIFEST)
    if told.get("task") != "matcher" or "matcher" not in told:
        raise InputError(f"{folder} holds a bundle of task {told.get('task')!r}. Name one of task 'matcher'")
    tokens = Tokens.open(folder, min(max_length or told["maxLength"], told["maxLength"]))
    marker = tokens.tokenizer.token_to_id(told["matcher"]["marker"])
    if marker is None:
        raise InputError(
            f"{folder}: tokenizer.json lacks the marker {told['matcher']['marker']!r}. Export the bundle again"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    # As in the App, because without VNNI the fast products of int8 overflow.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(folder / MODEL, options, providers=["CPUExecutionProvider"])
    return MatcherBundle(session, tokens, told["matcher"], marker)
