"""Measures, calibration and thresholds."""

from typing import ClassVar

import numpy as np
import pytest
from sklearn.metrics import f1_score

from model_export.measure import metrics
from model_export.training import calibrate


@pytest.fixture
def drawn():
    """Logits that are twice too large, and labels drawn from the true probabilities."""
    rng = np.random.default_rng(0)
    true = rng.normal(-1, 1.5, (4000, 3))
    truth = (rng.random(true.shape) < calibrate.logistic(true)).astype(int)
    return 2 * true + 0.5, truth


class TestF1:
    def test_agrees_with_scikit_learn_where_all_is_known(self, drawn):
        logits, truth = drawn
        given = logits > 0
        assert metrics.micro_f1(given, truth) == pytest.approx(f1_score(truth, given, average="micro"))
        assert metrics.macro_f1(given, truth) == pytest.approx(f1_score(truth, given, average="macro"))

    def test_leaves_unknown_cells_out(self):
        given = np.array([[True, True], [True, False]])
        truth = np.array([[1, metrics.UNKNOWN], [0, metrics.UNKNOWN]])
        assert metrics.micro_f1(given, truth) == pytest.approx(2 / 3)
        first, second = metrics.per_label(given, truth, ["known", "unknown"])
        assert (first["precision"], first["recall"], first["support"]) == (0.5, 1.0, 1)
        assert second["support"] == 0
        assert metrics.macro_f1(given, truth) == pytest.approx(2 / 3)


class TestSummary:
    PROBABILITIES = np.array([[0.9, 0.9, 0.1], [0.9, 0.1, 0.9]])
    TRUTH = np.array([[1, 0, 1], [1, metrics.UNKNOWN, 1]])
    MASKS: ClassVar = {"types": np.array([True, True, False]), "topics": np.array([False, False, True])}

    def test_tells_the_labels_of_each_group_apart(self):
        found = metrics.summary(self.PROBABILITIES, np.full(3, 0.5), self.TRUTH, self.MASKS)
        # Given: 3 types, 1 topic; wanted: 2 and 2; right: 2 and 1.
        assert found["micro_f1"] == pytest.approx(2 * 3 / (4 + 4))
        assert found["micro_f1_of_types"] == pytest.approx(2 * 2 / (3 + 2))
        assert found["macro_f1_of_types"] == 1
        assert found["micro_f1_of_topics"] == pytest.approx(2 * 1 / (1 + 2))
        assert found["macro_f1_of_topics"] == pytest.approx(2 / 3)

    def test_leaves_out_a_group_that_no_issue_carries(self):
        truth = self.TRUTH * np.array([[1, 1, 0]])
        found = metrics.summary(self.PROBABILITIES, np.full(3, 0.5), truth, self.MASKS)
        assert [name for name in found if "topics" in name] == []

    def test_has_no_groups_unless_asked(self):
        found = metrics.summary(self.PROBABILITIES, np.full(3, 0.5), self.TRUTH)
        assert list(found) == ["micro_f1", "macro_f1", "calibration_error"]


class TestThreshold:
    def test_is_the_best_of_all(self, drawn):
        logits, truth = drawn
        scores, carried = calibrate.logistic(logits[:, 0]), truth[:, 0] == 1
        threshold, f1 = metrics.best_threshold(scores, carried)
        assert f1 == pytest.approx(f1_score(carried, scores >= threshold))
        assert f1 == pytest.approx(
            max(f1_score(carried, scores >= each) for each in np.linspace(0.01, 0.99, 99)), abs=3e-3
        )

    def test_gives_equal_scores_together(self):
        scores, carried = np.array([0.9, 0.5, 0.5, 0.5, 0.1]), np.array([True, True, False, False, False])
        assert metrics.best_threshold(scores, carried) == (pytest.approx(0.7), pytest.approx(2 / 3))

    def test_is_that_of_all_labels_where_a_label_is_rare(self, drawn):
        logits, truth = drawn
        truth = truth.copy()
        truth[calibrate.LEAST_SUPPORT - 1 :, 2] = 0
        probabilities = calibrate.logistic(logits)
        chosen = calibrate.thresholds(probabilities, truth)
        assert chosen[2] == metrics.best_threshold(probabilities.ravel(), truth.ravel() == 1)[0]
        assert chosen[0] != chosen[2]


class TestCalibration:
    def test_finds_slope_and_intercept(self, drawn):
        for each in calibrate.fit(*drawn):
            assert each.slope == pytest.approx(0.5, abs=0.05)
            assert each.intercept == pytest.approx(-0.25, abs=0.12)

    def test_lowers_the_error(self, drawn):
        report = calibrate.report(*drawn, calibrate.fit(*drawn))
        assert report["calibrated"] < 0.02 < report["uncalibrated"]
        assert report["isotonic, cross-fitted"] < 0.03

    def test_by_temperature_has_one_slope_and_no_intercept(self, drawn):
        found = calibrate.fit(*drawn, method="temperature")
        assert len(set(found)) == 1
        assert found[0].intercept == 0
        assert 0.4 < found[0].slope < 0.7

    def test_leaves_unknown_cells_out(self, drawn):
        logits, truth = drawn
        masked = truth.copy()
        masked[2000:] = metrics.UNKNOWN
        assert calibrate.fit(logits, masked) == calibrate.fit(logits[:2000], truth[:2000])

    def test_stays_finite_where_logits_part_the_issues_without_error(self):
        logits = np.linspace(-4, 4, 60)
        found = calibrate.platt(logits, logits > 0)
        assert 0 < found.slope < 20

    def test_does_not_turn_the_ranking_round(self):
        logits = np.linspace(-4, 4, 60)
        assert calibrate.platt(logits, logits < 0) == calibrate.Platt()

    def test_error_of_the_true_probabilities_is_small(self, drawn):
        logits, truth = drawn
        assert metrics.calibration_error(calibrate.logistic((logits - 0.5) / 2), truth) < 0.02
        assert metrics.calibration_error(np.full(4, 0.9), np.array([1, 0, 0, 0])) == pytest.approx(0.65)
