"""Splits multi-label data so that each label keeps its share in every part.

Iterative stratification after K. Sechidis, G. Tsoumakas, I. Vlahavas: On the Stratification of Multi-Label Data, ECML
PKDD 2011, https://doi.org/10.1007/978-3-642-23808-6_10. The label with the fewest remaining examples is distributed
first. Each of its examples goes to the part that still needs most of that label, then to the part that needs most
examples.
"""

from collections.abc import Collection, Sequence

import numpy as np


def iterative(labels: Sequence[Collection[str]], shares: Sequence[float], rng: np.random.Generator) -> np.ndarray:
    """Returns the part of each example, counted from 0.

    labels: of each example. Examples without labels are distributed last.
    shares: of each part. They add up to 1.
    """
    if not np.isclose(sum(shares), 1) or min(shares) < 0:
        raise ValueError(f"the shares {list(shares)} do not add up to 1")
    wanted = len(labels) * np.asarray(shares, dtype=float)
    left: dict[str, set[int]] = {}
    for example, names in enumerate(labels):
        for name in names:
            left.setdefault(name, set()).add(example)
    wanted_of = {name: len(examples) * np.asarray(shares, dtype=float) for name, examples in left.items()}
    parts = np.full(len(labels), -1)
    while left:
        # Sorted, because the order of a set differs between runs.
        rarest = min(sorted(left), key=lambda name: len(left[name]))
        for example in sorted(left[rarest]):
            part = _choose(rng, wanted_of[rarest], wanted)
            parts[example] = part
            wanted[part] -= 1
            for name in labels[example]:
                wanted_of[name][part] -= 1
                left[name].discard(example)
        left = {name: examples for name, examples in left.items() if examples}
    for example in np.flatnonzero(parts < 0):
        parts[example] = _choose(rng, wanted)
        wanted[parts[example]] -= 1
    return parts


def _choose(rng: np.random.Generator, *wants: np.ndarray) -> int:
    """Returns the part with the highest first need, then with the highest next one. Remaining ties are random."""
    best = np.arange(len(wants[0]))
    for want in wants:
        best = best[np.isclose(want[best], want[best].max())]
    return int(best[0]) if len(best) == 1 else int(rng.choice(best))
