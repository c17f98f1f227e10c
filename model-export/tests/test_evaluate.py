"""Which issues evaluate counts, and what stands in its report."""

from typing import ClassVar

import pytest

from model_export import jsonl
from model_export.errors import InputError
from model_export.evaluate import EvaluateSettings, run
from model_export.label_task import LabelTasks
from model_export.prepared import LabelSet
from model_export.ranking import evaluate as evaluate_ranking

SCORES = {"bug": 0.9, "docs": 0.7, "ui": 0.4}


def issue(number, labels, **changes):
    return {"repo": "octo/cat", "number": number, "title": "t", "body": "b", "labels": labels, **changes}


def prediction(number, labels=("bug",), scores=SCORES):
    return {"repo": "octo/cat", "number": number, "labels": list(labels), "scores": scores, "scorer": "similarity"}


@pytest.fixture
def evaluate(tmp_path):
    def evaluate(issues, predictions, **settings):
        jsonl.write(tmp_path / "issues.jsonl.xz", issues)
        jsonl.write(tmp_path / "predictions.jsonl", predictions)
        paths = tmp_path / "issues.jsonl.xz", tmp_path / "predictions.jsonl", tmp_path / "report"
        return run(EvaluateSettings(*paths, **settings))

    return evaluate


class TestCounting:
    def test_agrees_with_evaluate_ranking(self, evaluate):
        issues = [issue(1, ["bug"]), issue(2, ["docs", "ui"]), issue(3, []), issue(4, ["elsewhere"]), issue(5, ["ui"])]
        predictions = [prediction(n, labels) for n, labels in enumerate([["bug"], ["bug", "docs"], [], [], []], 1)]
        figures, quality = evaluate(issues, predictions), evaluate_ranking(issues, predictions)
        assert figures["issues"] == quality.issues == 3
        assert figures["ranking"]["average_precision"] == pytest.approx(quality.average_precision)
        assert figures["ranking"]["precision_at_1"] == pytest.approx(quality.precision_at_1)
        assert figures["micro"] == pytest.approx(
            {"precision": quality.precision, "recall": quality.recall, "f1": quality.f1}
        )

    def test_tells_each_label(self, evaluate):
        figures = evaluate([issue(1, ["bug"]), issue(2, ["docs"])], [prediction(1), prediction(2)])
        assert figures["labels"]["bug"] == {
            "precision": 0.5,
            "recall": 1,
            "f1": pytest.approx(2 / 3),
            "support": 1,
            "given": 2,
        }
        assert list(figures["labels"]) == ["bug", "docs", "ui"]

    def test_takes_a_prepared_issue_that_carries_nothing_as_negative(self, evaluate):
        issues = [issue(1, ["bug"], text="t"), issue(2, [], text="t"), issue(3, None, text="t")]
        figures = evaluate(issues, [prediction(1), prediction(2), prediction(3)])
        assert (figures["issues"], figures["labels"]["bug"]["given"]) == (2, 2)
        assert figures["ranking"]["issues"] == 1

    def test_leaves_open_what_a_repository_does_not_decide(self, evaluate, tmp_path):
        LabelSet(("bug", "docs"), {"octo/cat": frozenset(["docs"])}).write(tmp_path)
        figures = evaluate([issue(1, ["docs"])], [prediction(1, ["bug", "docs"])], prepared=tmp_path)
        assert figures["micro"]["precision"] == 1
        assert figures["labels"]["bug"]["given"] == 0

    def test_leaves_out_labels_by_glob(self, evaluate):
        figures = evaluate([issue(1, ["docs"])], [prediction(1, ["bug"])], without=("BUG", "u*"))
        assert list(figures["labels"]) == ["docs"]

    def test_maps_the_spellings_of_true_labels(self, evaluate, tmp_path):
        table = tmp_path / "types.tsv"
        table.write_text("* bug *\tbug\n", encoding="utf-8")
        figures = evaluate([issue(1, ["C-bug", "area/ui"])], [prediction(1)], label_map=table)
        assert figures["micro"]["f1"] == 1

    def test_takes_catalogs_that_differ(self, evaluate):
        predictions = [prediction(1, ["bug"], {"bug": 0.8}), prediction(2, ["docs"], {"docs": 0.8, "ui": 0.1})]
        figures = evaluate([issue(1, ["bug"]), issue(2, ["docs"])], predictions)
        assert figures["micro"]["f1"] == 1
        assert sum(row["count"] for row in figures["calibration"]["bins"]) == 3

    def test_refuses_when_nothing_can_be_judged(self, evaluate):
        with pytest.raises(InputError, match="are these predictions of these issues"):
            evaluate([issue(1, ["bug"])], [prediction(7)])


class TestApart:
    # bug and docs are types, ui and net topics.
    SCORES: ClassVar = {"ui": 0.9, "bug": 0.8, "docs": 0.6, "net": 0.5}

    @pytest.fixture
    def figures(self, evaluate):
        issues = [issue(1, ["docs", "net"]), issue(2, ["ui"]), issue(3, ["bug"])]
        given = (["ui", "docs"], ["ui", "bug"], ["bug"])
        return evaluate(issues, [prediction(n, labels, self.SCORES) for n, labels in enumerate(given, 1)])

    def test_tells_types_alone(self, figures):
        types = figures["apart"]["types"]
        assert types["labels"] == ["bug", "docs"]
        # Given: docs, bug, bug; wanted: docs, bug; right: docs, bug.
        assert types["micro"] == pytest.approx({"precision": 2 / 3, "recall": 1, "f1": 4 / 5})
        assert types["macro_f1"] == pytest.approx((2 / 3 + 1) / 2)
        assert types["ranking"] == {"issues": 2, "average_precision": (1 / 2 + 1) / 2, "precision_at_1": 1 / 2}

    def test_tells_topics_alone(self, figures):
        topics = figures["apart"]["topics"]
        assert topics["labels"] == ["ui", "net"]
        # Given: ui, ui; wanted: net, ui; right: ui.
        assert topics["micro"] == {"precision": 1 / 2, "recall": 1 / 2, "f1": 1 / 2}
        assert topics["macro_f1"] == pytest.approx((2 / 3 + 0) / 2)
        assert topics["ranking"] == {"issues": 2, "average_precision": (1 / 2 + 1) / 2, "precision_at_1": 1 / 2}

    def test_agrees_with_evaluate_ranking(self, figures, tmp_path):
        rows = (list(jsonl.read(tmp_path / name)) for name in ("issues.jsonl.xz", "predictions.jsonl"))
        quality = evaluate_ranking(*rows, task=LabelTasks.read().of)
        for group, alone in quality.apart.items():
            assert figures["apart"][group]["micro"]["f1"] == pytest.approx(alone.f1)
            assert figures["apart"][group]["ranking"] == pytest.approx(
                {
                    "issues": alone.issues,
                    "average_precision": alone.average_precision,
                    "precision_at_1": alone.precision_at_1,
                }
            )

    def test_stands_in_the_page_in_columns(self, figures, tmp_path):
        page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
        assert "<th>all labels</th><th>types</th><th>topics</th>" in page
        assert "<td>micro-F1</td><td>0.667</td><td>0.800</td><td>0.500</td>" in page
        assert "2 types: bug, docs. Their ranking is over the 2 issues that carry one of them" in page

    def test_is_left_out_for_a_task_without_labels(self, evaluate):
        figures = evaluate([issue(1, ["bug"])], [prediction(1, ["bug"], {"bug": 0.9, "wontfix": 0.5})])
        assert list(figures["apart"]) == ["types"]


class TestReport:
    @pytest.fixture
    def page(self, evaluate, tmp_path):
        hostile = "<script>$x_1$</script>"
        scores = {**SCORES, hostile: 0.2}
        evaluate([issue(1, ["bug", hostile]), issue(2, ["docs"])], [prediction(n, ["bug"], scores) for n in (1, 2)])
        return (tmp_path / "report" / "report.html").read_text(encoding="utf-8")

    def test_is_one_file_with_a_drawing_and_tables(self, page, tmp_path):
        assert {path.name for path in (tmp_path / "report").iterdir()} == {"metrics.json", "report.html"}
        assert page.count("<svg") == 1
        assert "src=" not in page
        for heading in ("Calibration", "One threshold for all labels", "The best-ranked labels"):
            assert heading in page
        assert "<td>docs</td><td>1</td><td>0</td><td>0.000</td>" in page

    def test_escapes_names(self, page):
        assert "<script" not in page
        assert "&lt;script&gt;" in page

    def test_is_not_written_over(self, evaluate):
        evaluate([issue(1, ["bug"])], [prediction(1)])
        with pytest.raises(InputError, match="exists already"):
            evaluate([issue(1, ["bug"])], [prediction(1)])


def test_prints_the_main_figures(tmp_path, command):
    jsonl.write(tmp_path / "i.jsonl", [issue(1, ["bug"])])
    jsonl.write(tmp_path / "p.jsonl", [prediction(1)])
    printed = command("evaluate", tmp_path / "i.jsonl", tmp_path / "p.jsonl", "--out", tmp_path / "out").stdout
    assert "1 issues, 3 labels: micro-F1 1.000, macro-F1 1.000" in printed
    assert "1 issues with one of 2 types: micro-F1 1.000, macro-F1 1.000; label-ranking average precision" in printed
    assert "0 issues with one of 1 topics: micro-F1 0.000" in printed
