"""What the figures mean, against scikit-learn where it has them and by values worked out by hand."""

from typing import ClassVar

import numpy as np
import pytest
from sklearn.metrics import f1_score, label_ranking_average_precision_score, precision_recall_fscore_support

from model_export.measure import measures
from model_export.measure.measures import Counts
from model_export.measure.ranking import precision_at_1


@pytest.fixture
def drawn():
    """Scores with ties, truth that follows them, all known."""
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 11, (300, 8)) / 10
    truth = rng.random(scores.shape) < scores * 0.6
    truth[:, 0] |= ~truth.any(axis=1)
    return scores, truth, np.ones_like(truth)


class TestCounts:
    def test_agree_with_scikit_learn(self, drawn):
        scores, truth, known = drawn
        given = scores >= 0.7
        counts = Counts.of(given, truth, known)
        precision, recall, f1, _ = precision_recall_fscore_support(truth, given)
        assert counts.precision() == pytest.approx(precision)
        assert counts.recall() == pytest.approx(recall)
        assert counts.f1() == pytest.approx(f1)
        assert counts.micro()["f1"] == pytest.approx(f1_score(truth, given, average="micro"))
        assert counts.macro_f1() == pytest.approx(f1_score(truth, given, average="macro"))

    def test_pass_over_what_is_not_known(self):
        given, truth = np.array([[True, True, False]]), np.array([[True, False, True]])
        counts = Counts.of(given, truth, np.array([[True, False, False]]))
        assert counts.micro() == {"precision": 1, "recall": 1, "f1": 1}

    def test_have_no_macro_f1_of_labels_that_nobody_carries(self):
        given, truth = np.array([[True, True]]), np.array([[True, False]])
        assert Counts.of(given, truth, np.ones_like(truth)).macro_f1() == 1

    def test_are_0_where_there_is_nothing(self):
        nothing = np.zeros((2, 2), bool)
        counts = Counts.of(nothing, nothing, ~nothing)
        assert counts.micro() == {"precision": 0, "recall": 0, "f1": 0}
        assert counts.macro_f1() == 0


class TestRanking:
    def test_agrees_with_scikit_learn_and_with_evaluate_ranking(self, drawn):
        scores, truth, _ = drawn
        firsts = [
            precision_at_1(dict(enumerate(row)), set(np.flatnonzero(carries)))
            for row, carries in zip(scores, truth, strict=True)
        ]
        assert measures.ranking(scores, truth) == pytest.approx(
            (label_ranking_average_precision_score(truth, scores), np.mean(firsts))
        )

    def test_leaves_out_issues_without_a_label(self):
        scores, truth = np.array([[0.9, 0.1], [0.9, 0.1]]), np.array([[True, False], [False, False]])
        assert measures.ranking(scores, truth) == (1, 1)

    def test_does_not_rank_labels_whose_truth_is_not_known(self):
        scores, truth = np.array([[0.9, 0.5, 0.1]]), np.array([[False, True, False]])
        assert measures.ranking(scores, truth, np.array([[False, True, True]])) == (1, 1)

    def test_is_no_number_without_a_labelled_issue(self):
        nothing = np.zeros((1, 2))
        assert np.isnan(measures.ranking(nothing, nothing > 0)).all()


class TestApart:
    MASKS: ClassVar = {"types": np.array([True, True, False, False]), "topics": np.array([False, False, True, True])}

    def test_counts_some_of_the_labels(self):
        counts = Counts(np.array([1, 2, 3]), np.array([2, 2, 6]), np.array([1, 4, 3]))
        some = counts.only(np.array([True, True, False]))
        assert some.micro() == {"precision": 3 / 4, "recall": 3 / 5, "f1": 6 / 9}
        assert some.macro_f1() == pytest.approx((2 / 3 + 2 / 3) / 2)

    def test_ranks_the_labels_of_each_group_over_the_issues_that_carry_one(self):
        scores = np.array([[0.9, 0.1, 0.8, 0.2], [0.9, 0.1, 0.8, 0.2], [0.9, 0.1, 0.8, 0.2]])
        truth = np.array([[True, False, False, True], [False, True, False, False], [False, False, True, False]])
        assert measures.ranking_apart(scores, truth, self.MASKS) == {
            "average precision of types": (1 + 1 / 2) / 2,
            "precision at 1 of types": 1 / 2,
            "average precision of topics": (1 / 2 + 1) / 2,
            "precision at 1 of topics": 1 / 2,
        }

    def test_leaves_out_groups_whose_order_says_nothing(self):
        scores, truth = np.array([[0.9, 0.1, 0.8, 0.2]]), np.array([[True, False, False, False]])
        one = {"types": np.array([True, False, False, False])}
        assert measures.ranking_apart(scores, truth, one) == {}
        assert list(measures.ranking_apart(scores, truth, self.MASKS)) == [
            "average precision of types",
            "precision at 1 of types",
        ]

    def test_means_are_over_the_repositories_that_have_a_figure(self):
        assert measures.means({"a": {"x": 1.0, "y": 0.5}, "b": {"x": 0.0}}) == {"x": 0.5, "y": 0.5}
        assert measures.means({}) == {}


class TestCalibration:
    def test_is_perfect_where_the_share_of_true_labels_is_the_score(self):
        scores, truth = np.full((1, 10), 0.3), np.arange(10)[None] < 3
        found = measures.calibration(scores, truth, np.ones_like(truth))
        assert found["expected_calibration_error"] == pytest.approx(0)
        assert found["bins"] == [{"count": 10, "score": pytest.approx(0.3), "true": pytest.approx(0.3)}]

    def test_weighs_each_bin_by_what_is_in_it(self):
        scores = np.array([[0.9, 0.9, 0.9, 0.1]])
        truth = np.array([[True, True, False, False]])
        found = measures.calibration(scores, truth, np.ones_like(truth))
        assert found["expected_calibration_error"] == pytest.approx(0.75 * abs(0.9 - 2 / 3) + 0.25 * 0.1)
        assert found["brier"] == pytest.approx((0.01 + 0.01 + 0.81 + 0.01) / 4)

    def test_takes_a_score_of_1_into_the_last_bin(self):
        found = measures.calibration(np.ones((1, 1)), np.ones((1, 1), bool), np.ones((1, 1), bool))
        assert found["bins"] == [{"count": 1, "score": 1, "true": 1}]


class TestSweeps:
    def test_over_thresholds_trade_precision_for_recall(self, drawn):
        low, high = measures.threshold_sweep(*drawn, np.array([0.2, 0.9]))
        assert low["recall"] > high["recall"]
        assert low["precision"] < high["precision"]
        assert low["labels_an_issue"] > high["labels_an_issue"]
        scores, truth, known = drawn
        assert high["f1"] == Counts.of(scores >= 0.9, truth, known).micro()["f1"]

    def test_over_the_best_ranked_give_so_many(self):
        scores = np.array([[0.9, 0.5, 0.1], [0.2, 0.8, 0.3], [0.1, 0.2, 0.3]])
        truth = np.array([[True, False, True], [False, False, True], [False, False, False]])
        rows = measures.top_k_sweep(scores, truth, np.ones_like(truth), most=5)
        assert [row["k"] for row in rows] == [1, 2, 3]
        assert [row["hit"] for row in rows] == [0.5, 1, 1]
        assert [row["precision"] for row in rows] == pytest.approx([1 / 2, 2 / 4, 3 / 6])
        assert [row["recall"] for row in rows] == pytest.approx([1 / 3, 2 / 3, 1])

    def test_over_the_best_ranked_pass_over_what_is_not_known(self):
        scores, truth = np.array([[0.9, 0.5]]), np.array([[False, True]])
        (first,) = measures.top_k_sweep(scores, truth, np.array([[False, True]]), most=1)
        assert (first["precision"], first["hit"]) == (1, 1)
