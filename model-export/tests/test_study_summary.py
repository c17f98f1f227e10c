from typing import Any

import pytest

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


def test_gains_compare_what_both_ran_with():
    assert gains(ROWS, "uda", "finetune-base") == pytest.approx({8: 0.04, 64: -0.05})
    assert gains(ROWS, "self-training", "finetune-base") == {}


def test_reads_what_is_there_and_nothing_else():
    said = " ".join(reading(curves(ROWS), ROWS))
    assert "UDA changes the micro F1 of fine-tuning by +0.040 with 8, -0.050 with 64 issues." in said
    assert "micro F1 of fine-tuning, on average over the sizes, by +0.025 by swap, -0.030 by delete." in said
    assert "Self-training" not in said
    assert "Naive Bayes, on average" not in said
    assert "With 128 labelled issues the best are uda by micro F1 (0.990)" in said
