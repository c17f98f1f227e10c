"""Randomness that can be had again."""

import random

import numpy as np


def seed_everything(seed: int) -> np.random.Generator:
    """Seeds Python, NumPy and PyTorch, and gives a generator for what the caller draws itself.

    The same seed on the same machine and versions gives the same result; on a GPU, sums in another order may
    still differ in the last digits.
    """
    import torch

    random.seed(seed)
    np.random.seed(seed)  # libraries still draw from it
    torch.manual_seed(seed)
    return np.random.default_rng(seed)
