"""Which bundles the App would refuse."""

import pytest

from model_export.errors import InputError
from model_export.export import bundle
from model_export.model import outputs


@pytest.fixture
def matcher():
    return {
        "format": 1,
        "name": "matcher",
        "version": "1",
        "task": "matcher",
        "maxLength": 256,
        "maxRows": 1,
        "matcher": {
            "marker": "[CLS]",
            "labelLength": 32,
            "threshold": 0.3,
            "calibration": {"slope": 1.0, "intercept": 0.0},
        },
        "heads": [{"name": "issue-type", "output": "issue_type", "labels": [outputs.label("bug")]}],
        "base": {"model": "BAAI/bge-small-en-v1.5", "license": "MIT"},
        "files": {"model.onnx": "0" * 64, "tokenizer.json": "0" * 64},
    }


def test_takes_a_matcher(matcher):
    bundle.check(matcher)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("marker", "", "'marker' must be a text"),
        ("labelLength", 0, "'labelLength' must be a positive whole number"),
        ("labelLength", True, "'labelLength' must be a positive whole number"),
        ("threshold", 3, "the threshold of 'matcher' is not in 0-1"),
        ("threshold", None, "the threshold of 'matcher' is not in 0-1"),
    ],
)
def test_says_what_is_wrong_with_a_matcher(matcher, field, value, problem):
    matcher["matcher"][field] = value
    with pytest.raises(InputError, match=problem):
        bundle.check(matcher)


def test_wants_a_matcher_to_say_how_it_is_asked(matcher):
    del matcher["matcher"]
    with pytest.raises(InputError, match="needs 'matcher' with its marker and labelLength"):
        bundle.check(matcher)
