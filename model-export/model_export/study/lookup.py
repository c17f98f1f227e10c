"""Embedding look-up: an issue gets the labels of at least m of its k nearest training issues."""

from collections.abc import Callable, Iterable
from typing import Any

import faiss
import numpy as np

from model_export.model import bert, inference
from model_export.model.tokens import Tokens
from model_export.study.context import Task, texts, timed
from model_export.study.scoring import Outcome, f1

POOLINGS = ("mean", "cls")
INDEXES = ("flat", "ivf")
MOST = 24


def build(vectors: np.ndarray, kind: str) -> faiss.Index:
    """Returns an index of unit vectors by inner product: an exact one, or √n cells, a third of which is probed."""
    size = vectors.shape[1]
    if kind == "flat":
        index = faiss.IndexFlatIP(size)
    else:
        cells = max(1, round(len(vectors) ** 0.5))
        quantizer = faiss.IndexFlatIP(size)
        index = faiss.IndexIVFFlat(quantizer, size, cells, faiss.METRIC_INNER_PRODUCT)
        # faiss expects 39 vectors in each cell, and warns if there are fewer.
        index.cp.min_points_per_centroid = 1
        index.nprobe = max(1, -(-cells // 3))
        index.train(vectors)
    index.add(vectors)
    return index


def votes(index: faiss.Index, vectors: np.ndarray, truth: np.ndarray, most: int) -> np.ndarray:
    """Returns how many of the k nearest training issues have each label, for k from 1: [k, issues, labels].

    Neighbors outside the probed cells do not vote.
    """
    _, near = index.search(vectors, most)
    carried = np.where((near >= 0)[..., None], truth[near], False)
    return carried.cumsum(axis=1).transpose(1, 0, 2)


def grid(counted: np.ndarray, truth: np.ndarray) -> list[dict[str, Any]]:
    """Returns F1 for each k and each m up to k."""
    return [
        {"k": k, "m": m, **f1(counted[k - 1] >= m, truth)} for k in range(1, len(counted) + 1) for m in range(1, k + 1)
    ]


def best(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Returns the highest micro F1. Of equal ones the smaller k."""
    return max(rows, key=lambda row: (row["micro"], -row["k"], -row["m"]))


def method(task: Task) -> Outcome:
    """Chooses pooling, index, k and m on validation."""
    data, truth = task.data, task.truth()
    most = min(MOST, len(task.train))
    grids, kept = {}, {}
    for pooling in POOLINGS:
        embed = _embedder(task, pooling)
        train, seconds = timed(lambda embed=embed: embed(texts(task.train)))
        validation = embed(texts(data.validation))
        for kind in INDEXES:
            index, built = timed(lambda kind=kind, train=train: build(train, kind))
            counted = votes(index, validation, truth, most)
            grids[pooling, kind] = grid(counted, data.truth(data.validation))
            kept[pooling, kind] = (embed, index, counted, seconds + built)
    chosen = max(grids, key=lambda way: best(grids[way])["micro"])
    found = best(grids[chosen])
    embed, index, counted, training = kept[chosen]
    k, m = found["k"], found["m"]
    tested, seconds = timed(lambda: votes(index, embed(texts(data.test)), truth, k)[-1])
    return Outcome(
        counted[k - 1] / k,
        tested / k,
        training,
        1000 * seconds / max(1, len(data.test)),
        {"pooling": chosen[0], "index": chosen[1], "k": k, "m": m},
        {"grid": [[row["k"], row["m"], round(row["micro"], 4)] for row in grids[chosen]]},
        # Compared as integers, because 2 of 3 and 0.666… differ.
        given=lambda shares: np.rint(shares * k) >= m,
    )


def _embedder(task: Task, pooling: str) -> Callable[[list[str]], np.ndarray]:
    device = task.tools.device
    model = bert.load(str(task.tools.base), device.attention, pooling=pooling).to(device.name)
    most = min(task.tools.recipe.max_length, model.config.max_position_embeddings)
    tokens = Tokens.open(task.tools.base, most)

    def embed(those: list[str]) -> np.ndarray:
        vectors = inference.over_rows(model.embed, tokens.encode(those), tokens, device)
        return np.ascontiguousarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    return embed
