"""The App and the training read labels alike."""

from pathlib import Path

import pytest

from model_export import jsonl
from model_export.data.label_text import LabelNameWords, hypothesis, meaning

RESOURCES = Path(__file__).parents[2] / "src/test/resources"
VECTORS = list(jsonl.read(RESOURCES / "label-text.jsonl"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["in"]["name"])
def test_follows_the_shared_vectors(vector):
    given = vector["in"]
    words = LabelNameWords.of(given["name"])
    texts = (given["name"], given["description"], given.get("hypothesis"))
    assert vector["out"] == {
        "group": words.group,
        "words": list(words.words),
        "spelledOut": words.spelled_out(),
        "hypothesis": hypothesis(*texts),
        "meaning": meaning(*texts),
    }
