"""The App and the training clean issues alike."""

import time
from pathlib import Path

import pytest

from model_export import jsonl
from model_export.data.clean import BODY_LIMIT, TITLE_LIMIT, clean, whole

RESOURCES = Path(__file__).parents[2] / "src/test/resources"
VECTORS = list(jsonl.read(RESOURCES / "text-cleaning.jsonl"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_follows_the_shared_vectors(vector):
    given, expected = vector["in"], vector["out"]
    assert clean(given["title"], given["body"]) == (expected["title"], expected["body"])


def test_a_text_is_the_title_and_the_body_under_it():
    assert whole("**Crash**", "It `stops`.") == "Crash\nIt stops ."
    assert whole("Crash", None) == "Crash"
    assert whole(None, "") == ""


def test_cuts_at_a_word():
    title, body = clean("x" * 5_000, "word " * 10_000)
    assert len(title) == TITLE_LIMIT
    assert BODY_LIMIT - 10 < len(body) <= BODY_LIMIT
    assert body.endswith("word")


def test_counts_utf_16_units_and_never_cuts_a_character_in_half():
    _, body = clean("t", "\U0001f600" * 5_000 + "x")
    assert body == "\U0001f600" * (BODY_LIMIT // 2)


@pytest.mark.parametrize(
    "unit",
    ["`", "```\n", "<!--", "-->", "<a", "[", "![", "](", "[](", "# ", "- [ ] ", "**", "http://", "\r\n", "\0", "~~~\n"],
)
def test_stays_linear_in_hostile_text(unit):
    began = time.perf_counter()
    _, body = clean("t", unit * 100_000)
    assert len(body) <= BODY_LIMIT
    assert time.perf_counter() - began < 2
