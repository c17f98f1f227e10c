from typing import Any, ClassVar

import numpy as np
import pytest

from model_export.study import report, scoring
from model_export.study.summary import curves, gains, reading


def row(method: str, size: int, seed: int, micro: float, macro: float = 0.2) -> dict[str, Any]:
    figures = {"micro": micro, "macro": macro}
    return {
        "method": method,
        "family": "Any",
        "size": size,
        "seed": seed,
        "test": figures,
        "validation": figures,
        "training_seconds": 1.0,
        "milliseconds": 1.0,
    }


ROWS = [
    row("finetune-base", 8, 0, 0.50),
    row("finetune-base", 8, 1, 0.60),
    row("finetune-base", 8, 2, 0.90),
    row("finetune-base", 64, 0, 0.70),
    row("uda", 8, 0, 0.52),
    row("uda", 8, 1, 0.66),
    row("uda", 64, 0, 0.65),
    row("uda", 128, 0, 0.99),
    row("finetune+swap", 8, 0, 0.51),
    row("finetune+swap", 64, 0, 0.74),
    row("finetune+delete", 8, 0, 0.47),
]


class TestApart:
    OLD = (row("a", 8, 0, 0.5), row("b", 8, 0, 0.5), row("b", 64, 0, 0.6))

    @staticmethod
    def new(method: str, size: int, seed: int, types: float, topics: float) -> dict[str, Any]:
        found = row(method, size, seed, 0.5)
        apart = {"micro_types": types, "macro_types": types, "micro_topics": topics, "macro_topics": topics}
        return found | {"test": found["test"] | apart, "validation": found["validation"] | apart}

    def test_figures_are_means_over_seeds(self):
        (curve,) = curves([self.new("a", 8, 0, 0.8, 0.2), self.new("a", 8, 1, 0.6, 0.4)])
        assert curve.figures["micro_types"]["mean"] == pytest.approx([0.7])
        assert curve.figures["micro_types"]["spread"] == pytest.approx([0.1])
        assert curve.figures["macro_topics"]["mean"] == pytest.approx([0.3])

    def test_rows_of_before_have_none_and_say_so(self):
        found = curves(self.OLD)
        assert all(list(curve.figures) == ["micro", "macro"] for curve in found)
        assert "written before the study told the tasks apart" in " ".join(reading(found, self.OLD))
        assert not any("of types" in name for name in report._tables(found))

    def test_cells_are_blank_where_a_row_of_before_takes_part(self):
        rows = [*self.OLD, self.new("a", 64, 0, 0.8, 0.2), self.new("b", 8, 1, 0.8, 0.2)]
        found = curves(rows)
        heads, cells = report._tables(found)["Micro F1 of types on test by labeled issues"]
        assert heads == ("method", "8", "64")
        assert cells == [["a", "", "0.800"], ["b", "", ""]]
        assert "Types and topics stand apart in 2 of 5 rows." in " ".join(reading(found, rows))

    def test_nothing_is_said_where_all_rows_have_them(self):
        rows = [self.new("a", 8, 0, 0.8, 0.2)]
        assert "apart" not in " ".join(reading(curves(rows), rows))


class TestRows:
    # bug and docs are types; scores and threshold give both to the first issue, ui to the second, none to the third.
    SCORES = np.array([[0.9, 0.9, 0.1], [0.1, 0.1, 0.9], [0.1, 0.1, 0.1]])
    TRUTH = np.array([[True, False, False], [False, False, True], [False, True, True]])
    MASKS: ClassVar = {"types": np.array([True, True, False]), "topics": np.array([False, False, True])}

    def test_have_f1_of_types_and_topics(self):
        outcome = scoring.Outcome(self.SCORES, self.SCORES, 0.0, 0.0, given=lambda scores: scores >= 0.5)
        found = scoring.judge(outcome, self.TRUTH, self.TRUTH, self.MASKS)["test"]
        assert found["micro"] == pytest.approx(2 * 2 / (3 + 4))
        assert found["micro_types"] == pytest.approx(2 * 1 / (2 + 2))
        assert found["macro_types"] == pytest.approx((1 + 0) / 2)
        assert found["micro_topics"] == pytest.approx(2 * 1 / (1 + 2))
        assert found["macro_topics"] == pytest.approx(2 / 3)

    def test_have_none_where_labels_are_of_one_task(self):
        outcome = scoring.Outcome(self.SCORES, self.SCORES, 0.0, 0.0, given=lambda scores: scores >= 0.5)
        assert scoring.judge(outcome, self.TRUTH, self.TRUTH)["test"].keys() == {"micro", "macro"}


def test_gains_compare_what_both_ran_with():
    assert gains(ROWS, "uda", "finetune-base") == pytest.approx({8: 0.04, 64: -0.05})
    assert gains(ROWS, "self-training", "finetune-base") == {}


def test_reads_what_is_there_and_nothing_else():
    said = " ".join(reading(curves(ROWS), ROWS))
    assert "UDA changes the micro F1 of fine-tuning by +0.040 with 8, -0.050 with 64 issues." in said
    assert "micro F1 of fine-tuning, on average over the sizes, by +0.025 by swap, -0.030 by delete." in said
    assert "Self-training" not in said
    assert "Naive Bayes, on average" not in said
    assert "With 128 labeled issues the best are uda by micro F1 (0.990)" in said
