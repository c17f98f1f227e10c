"""What the card says of a model's results, and which results those are."""

import pytest

from model_export.export import card
from model_export.training import lineage

MANIFEST = {
    "name": "labels", "version": "1", "task": "multi-label", "maxLength": 256, "files": {"model.onnx": "0" * 64},
    "base": {"model": "made by a test", "license": "Apache-2.0"},
}  # fmt: skip
EXPORT = {"precision": "fp32", "megabytes": 1.0, "fp32_max_abs_difference": 0.0, "quantized": {}}


def rendered(*steps):
    return card.render(MANIFEST, [{"step": "finetune", "settings": {}, "results": each} for each in steps], EXPORT)


def test_tells_types_and_topics_in_columns_of_their_own():
    text = rendered(
        {
            "test micro f1": 0.75,
            "test micro f1 of types": 0.9,
            "test micro f1 of topics": 0.5,
            "test calibration error": 0.02,
        }
    )
    assert "| measure | all labels | types | topics |" in text
    assert "| test micro f1 | 0.75 | 0.9 | 0.5 |" in text
    assert "| test calibration error | 0.02 |  |  |" in text
    assert "test micro f1 of types" not in text
    assert "different tasks" in text


def test_has_one_column_where_nothing_stands_apart():
    text = rendered({"test micro f1": 0.75})
    assert "| measure | value |\n| --- | --- |\n| test micro f1 | 0.75 |" in text
    assert "different tasks" not in text


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({}, {"f1": 0.5, "f1 of types": 0.6, "f1 of topics": 0.4}),
        ({"f1": 0.9}, {"f1": 0.9}),
        ({"f1": 0.9, "f1 of types": 0.8, "f1 of topics": 1.0}, {"f1": 0.9, "f1 of types": 0.8, "f1 of topics": 1.0}),
    ],
)
def test_figures_apart_go_with_those_of_all_labels(later, expected):
    earlier = {"f1": 0.5, "f1 of types": 0.6, "f1 of topics": 0.4}
    assert lineage.results([{"results": earlier}, {}, {"results": later}]) == expected
