"""Each label keeps its share in every part."""

import numpy as np
import pytest

from model_export.data.stratify import iterative

SHARES = (0.7, 0.15, 0.15)


def made(examples=400, seed=1):
    """Labels from common to rare, some together, some examples without any."""
    rng = np.random.default_rng(seed)
    chances = {"bug": 0.5, "feature": 0.3, "docs": 0.1, "rare": 0.03, "rarer": 0.015}
    return [[name for name, chance in chances.items() if rng.random() < chance] for _ in range(examples)]


def counts(labels, parts, name):
    return np.bincount(parts[[name in names for names in labels]], minlength=len(SHARES))


def test_a_label_has_its_share_in_every_part_to_within_one_issue():
    labels = made()
    parts = iterative(labels, SHARES, np.random.default_rng(0))
    for name in ("rare", "rarer", "docs"):
        wanted = sum(name in names for names in labels) * np.array(SHARES)
        assert np.abs(counts(labels, parts, name) - wanted).max() <= 1
    assert np.abs(np.bincount(parts) / len(labels) - SHARES).max() < 0.02


def test_keeps_rare_labels_better_than_chance():
    labels = made(examples=2000)
    drawn = np.random.default_rng(0).choice(3, len(labels), p=SHARES)
    dealt = iterative(labels, SHARES, np.random.default_rng(0))

    def error(parts):
        return sum(
            np.abs(counts(labels, parts, name) / sum(name in names for names in labels) - SHARES).sum()
            for name in ("rare", "rarer")
        )

    assert error(dealt) < error(drawn) / 2


def test_an_only_issue_of_a_label_goes_where_most_is_wanted():
    assert list(iterative([["once"]], SHARES, np.random.default_rng(0))) == [0]


def test_is_the_same_for_the_same_seed():
    labels = made()
    first, again = (iterative(labels, SHARES, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first, again)


def test_refuses_shares_that_do_not_add_up():
    with pytest.raises(ValueError, match="do not add up to 1"):
        iterative([["bug"]], (0.5, 0.4), np.random.default_rng(0))
