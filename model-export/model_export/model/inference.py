"""Runs a PyTorch model over many rows."""

from collections.abc import Callable, Sequence

import numpy as np
import torch

from model_export.model.device import Device
from model_export.model.tokens import Batch, Row, Tokens

# More than in training, because there is no backward pass.
TOKENS = 16_384


def over_rows(
    compute: Callable[[Batch], torch.Tensor], rows: Sequence[Row], tokens: Tokens, device: Device
) -> np.ndarray:
    """Applies a function of a batch to all rows and returns the results in fp32 and in the rows' order: [rows, …].

    Rows of similar length form a batch. The model behind compute must be in evaluation mode.
    """
    results: list[np.ndarray | None] = [None] * len(rows)
    for batch in by_length([len(row) for row in rows], TOKENS):
        padded = tokens.pad_rows([rows[index] for index in batch]).to(device.name)
        with torch.inference_mode(), device.autocast():
            found = compute(padded).float().cpu().numpy()
        for index, value in zip(batch, found, strict=True):
            results[index] = value
    return np.stack(results) if results else np.zeros((0,), np.float32)


def by_length(lengths: Sequence[int], max_tokens: int) -> list[list[int]]:
    """Cuts rows into batches, shortest first. A padded batch has at most max_tokens tokens, or one row."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if not batches or (len(batches[-1]) + 1) * lengths[index] > max_tokens:
            batches.append([])
        batches[-1].append(index)
    return batches
