"""What the figures of evaluate-ranking mean, by values worked out by hand."""

import gzip
import json
import lzma
from typing import ClassVar

import numpy as np
import pytest
from sklearn.metrics import label_ranking_average_precision_score

from model_export.errors import InputError
from model_export.label_task import LabelTasks
from model_export.ranking import average_precision, evaluate, precision_at_1

SCORES = {"bug": 0.9, "docs": 0.7, "ui": 0.4, "question": 0.1}


def issue(number, labels):
    return {"repo": "octo/cat", "number": number, "title": "t", "body": "b", "labels": labels}


def prediction(number, scores, labels=()):
    return {"repo": "octo/cat", "number": number, "labels": list(labels), "scores": scores, "scorer": "similarity"}


class TestAveragePrecision:
    @pytest.mark.parametrize(
        ("truth", "expected"),
        [
            ({"bug"}, 1.0),
            ({"docs"}, 1 / 2),
            ({"question"}, 1 / 4),
            ({"bug", "docs"}, 1.0),
            ({"bug", "ui"}, (1 / 1 + 2 / 3) / 2),
            ({"docs", "question"}, (1 / 2 + 2 / 4) / 2),
            (set(SCORES), 1.0),
        ],
    )
    def test_is_the_mean_share_of_true_labels_down_to_each_true_label(self, truth, expected):
        assert average_precision(SCORES, truth) == pytest.approx(expected)

    def test_counts_labels_of_the_same_score_as_standing_before(self):
        assert average_precision({"bug": 0.5, "docs": 0.5, "ui": 0.5}, {"docs"}) == pytest.approx(1 / 3)

    def test_agrees_with_scikit_learn_on_scores_with_ties(self):
        rng = np.random.default_rng(1)
        scores = rng.integers(0, 6, (200, 9)) / 5
        truth = rng.random((200, 9)) < 0.3
        truth[:, 0] |= ~truth.any(axis=1)
        ours = [
            average_precision(dict(enumerate(row)), set(np.flatnonzero(carries)))
            for row, carries in zip(scores, truth, strict=True)
        ]
        assert np.mean(ours) == pytest.approx(label_ranking_average_precision_score(truth, scores))


class TestPrecisionAt1:
    def test_is_one_when_the_first_label_is_true(self):
        assert precision_at_1(SCORES, {"bug", "ui"}) == 1

    def test_is_zero_when_the_first_label_is_not_true(self):
        assert precision_at_1(SCORES, {"docs"}) == 0

    def test_shares_a_tie_and_does_not_depend_on_the_order(self):
        tied = {"bug": 0.8, "docs": 0.8, "ui": 0.1}
        assert precision_at_1(tied, {"docs"}) == 1 / 2
        assert precision_at_1(dict(reversed(tied.items())), {"docs"}) == 1 / 2


class TestEvaluate:
    def test_averages_over_the_issues(self):
        quality = evaluate(
            [issue(1, ["bug"]), issue(2, ["docs", "ui"])],
            [prediction(1, SCORES, ["bug"]), prediction(2, SCORES, ["bug", "docs"])],
        )
        assert quality.issues == 2
        assert quality.average_precision == pytest.approx((1 + (1 / 2 + 2 / 3) / 2) / 2)
        assert quality.precision_at_1 == 1 / 2
        assert quality.precision == pytest.approx(2 / 3)
        assert quality.recall == pytest.approx(2 / 3)
        assert quality.f1 == pytest.approx(2 / 3)

    @pytest.mark.parametrize("labels", [[], None, ["not in the catalog"]])
    def test_leaves_out_issues_without_a_label_of_the_catalog(self, labels):
        predictions = [prediction(1, SCORES, ["bug"]), prediction(2, SCORES, ["bug"])]
        quality = evaluate([issue(1, ["bug"]), issue(2, labels)], predictions)
        assert (quality.issues, quality.precision) == (1, 1)

    def test_leaves_out_predictions_of_issues_that_it_was_not_given(self):
        assert evaluate([issue(1, ["bug"])], [prediction(1, SCORES), prediction(2, SCORES)]).issues == 1

    def test_does_not_ask_for_true_labels_that_the_catalog_lacks(self):
        quality = evaluate([issue(1, ["bug", "not in the catalog"])], [prediction(1, SCORES, ["bug"])])
        assert (quality.average_precision, quality.recall) == (1, 1)

    def test_ranks_without_the_labels_that_it_is_told_to_leave_out(self):
        predictions = [prediction(1, SCORES, ["bug", "docs"])]
        quality = evaluate([issue(1, ["bug", "docs"])], predictions, without={"bug"})
        assert (quality.average_precision, quality.precision_at_1, quality.precision) == (1, 1, 1)

    def test_has_no_precision_where_no_label_is_given(self):
        quality = evaluate([issue(1, ["bug"])], [prediction(1, SCORES)])
        assert (quality.precision, quality.recall, quality.f1) == (0, 0, 0)

    def test_refuses_when_nothing_can_be_judged(self):
        with pytest.raises(InputError, match="no predicted issue carries a label"):
            evaluate([issue(1, [])], [prediction(1, SCORES)])


class TestApart:
    SCORES: ClassVar = {"ui": 0.9, "bug": 0.8, "question": 0.7, "net": 0.6, "C-docs": 0.5, "wontfix": 0.4}
    ISSUES: ClassVar = [issue(1, ["question", "net"]), issue(2, ["ui"]), issue(3, ["bug", "C-docs", "wontfix"])]
    PREDICTIONS: ClassVar = [
        prediction(1, SCORES, ["ui", "question"]),
        prediction(2, SCORES, ["ui", "bug"]),
        prediction(3, SCORES, ["bug"]),
    ]

    def judge(self):
        return evaluate(self.ISSUES, self.PREDICTIONS, task=LabelTasks.read().of)

    def test_ranks_types_among_themselves_over_the_issues_that_carry_one(self):
        # The types' order is bug, question, C-docs; of issue 1 question is true, of issue 3 bug and C-docs.
        types = self.judge().apart["types"]
        assert types.issues == 2
        assert types.average_precision == pytest.approx((1 / 2 + (1 + 2 / 3) / 2) / 2)
        assert types.precision_at_1 == 1 / 2

    def test_ranks_topics_among_themselves_over_the_issues_that_carry_one(self):
        # Their order is ui, net; of issue 1 net is true, of issue 2 ui.
        topics = self.judge().apart["topics"]
        assert topics.issues == 2
        assert topics.average_precision == pytest.approx((1 / 2 + 1) / 2)
        assert topics.precision_at_1 == 1 / 2

    def test_counts_the_labels_that_are_given_to_any_issue(self):
        quality = self.judge()
        # Types: question and bug twice are given, question, bug and C-docs wanted, two right.
        types = quality.apart["types"]
        assert (types.precision, types.recall, types.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
        # Topics: ui twice is given, net and ui wanted, one right.
        topics = quality.apart["topics"]
        assert (topics.precision, topics.recall, topics.f1) == (1 / 2, 1 / 2, 1 / 2)
        # wontfix is neither, and counts only among all labels.
        assert (quality.issues, quality.recall) == (3, 3 / 6)

    def test_leaves_out_a_task_that_no_issue_carries(self):
        quality = evaluate(self.ISSUES[1:2], self.PREDICTIONS, task=LabelTasks.read().of)
        assert list(quality.apart) == ["topics"]

    def test_takes_types_from_a_table_and_from_descriptions(self, tmp_path, command):
        issues, predictions = tmp_path / "issues.jsonl", tmp_path / "predictions.jsonl"
        issues.write_text(json.dumps(issue(1, ["T1", "net"])), encoding="utf-8")
        scores = {"T1": 0.5, "net": 0.9, "rant": 0.8}
        predictions.write_text(json.dumps(prediction(1, scores, ["T1"])), encoding="utf-8")
        assert "types given" not in command("evaluate-ranking", issues, predictions).stdout
        catalog, table = tmp_path / "o.labels.json", tmp_path / "types.tsv"
        catalog.write_text('[{"name": "T1", "description": "Something isn\'t working"}]', encoding="utf-8")
        printed = command("evaluate-ranking", issues, predictions, "--catalogs", catalog).stdout
        assert "issues with types 1, label-ranking average precision 1.000" in printed
        table.write_text("rant\tcomplaint\nt1\tbug\n", encoding="utf-8")
        printed = command("evaluate-ranking", issues, predictions, "--label-types", table).stdout
        assert "issues with types 1, label-ranking average precision 0.500" in printed


class TestCommand:
    @pytest.mark.parametrize(("suffix", "opened"), [("", open), (".xz", lzma.open), (".gz", gzip.open)])
    def test_reads_plain_and_compressed_files(self, tmp_path, command, suffix, opened):
        issues, predictions = tmp_path / f"issues.jsonl{suffix}", tmp_path / f"predictions.jsonl{suffix}"
        for path, line in ((issues, issue(1, ["bug", "ui"])), (predictions, prediction(1, SCORES, ["bug"]))):
            with opened(path, "wt", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")
        assert command("evaluate-ranking", issues, predictions).stdout.splitlines() == [
            "issues 1, label-ranking average precision 0.833, precision at 1 1.000",
            "labels given: micro-F1 0.667, precision 1.000, recall 0.500",
            "issues with types 1, label-ranking average precision 1.000, precision at 1 1.000",
            "types given: micro-F1 1.000, precision 1.000, recall 1.000",
            "issues with topics 1, label-ranking average precision 1.000, precision at 1 1.000",
            "topics given: micro-F1 0.000, precision 0.000, recall 0.000",
        ]

    def test_leaves_out_the_labels_that_it_is_told_to(self, tmp_path, command):
        issues, predictions = tmp_path / "issues.jsonl", tmp_path / "predictions.jsonl"
        issues.write_text(json.dumps(issue(1, ["bug", "ui", "docs"])), encoding="utf-8")
        predictions.write_text(json.dumps(prediction(1, SCORES, ["ui"])), encoding="utf-8")
        printed = command("evaluate-ranking", issues, predictions, "--without", "bug", "--without", "docs").stdout
        assert "average precision 1.000" in printed

    def test_names_a_file_that_is_missing(self, tmp_path, command):
        result = command("evaluate-ranking", tmp_path / "nowhere.jsonl", tmp_path / "predictions.jsonl", code=2)
        assert "nowhere.jsonl" in result.stderr
