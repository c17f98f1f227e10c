"""What prepare keeps of issues, and how it splits them."""

import numpy as np
import pytest

from model_export import jsonl
from model_export.data.prepare import PrepareSettings, by_order, fingerprint, run
from model_export.data.prepared import SPLITS, LabelSet, read_split
from model_export.errors import InputError

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def text(number):
    """A title that no other number has, digits apart."""
    return " ".join(WORDS[int(digit)] for digit in str(number))


def issue(number, labels, repo="octo/cat", **changes):
    made = {"repo": repo, "number": number, "title": f"Issue {text(number)}", "body": "b", "labels": labels}
    return {**made, "created_at": f"2026-01-01T{number // 60:02}:{number % 60:02}:00Z", **changes}


@pytest.fixture
def prepare(tmp_path):
    def prepare(issues, **settings):
        file = tmp_path / "issues.jsonl"
        jsonl.write(file, issues)
        out = tmp_path / "out"
        metrics = run(PrepareSettings((file,), out, **{"fewest": 1, **settings}))
        return metrics, {name: read_split(out, name) for name in SPLITS}

    return prepare


def everything(splits):
    return {row["number"]: row for rows in splits.values() for row in rows}


class TestText:
    def test_is_clean(self, prepare):
        _, splits = prepare([issue(1, ["bug"], title="**Crash**", body="### Steps\nopen `it`")])
        assert everything(splits)[1]["text"] == "Crash\nopen it"

    def test_is_there_once(self, prepare):
        same = {"title": "It crashes, v1.2!", "body": None}
        other = {"title": "it  crashes v3", "body": None}
        issues = [issue(1, [], **same), issue(2, ["bug"], **same), issue(3, ["ui"], **other), issue(4, ["bug"])]
        metrics, splits = prepare(issues)
        assert set(everything(splits)) == {2, 4}
        assert metrics["left_out"]["exact duplicates"] == 1
        assert metrics["left_out"]["near duplicates"] == 1

    def test_differs_by_words_and_not_by_digits_case_or_marks(self):
        assert fingerprint("Error 12: No such file.") == fingerprint("error 7 no such FILE")
        assert fingerprint("no such file") != fingerprint("no such folder")
        assert fingerprint("1.2") != fingerprint("3.4")

    def test_is_not_that_of_a_pull_request_or_empty(self, prepare):
        issues = [issue(1, ["bug"]), issue(2, ["bug"], pull_request=True), issue(3, ["bug"], title=" ", body="")]
        metrics, splits = prepare(issues)
        assert set(everything(splits)) == {1}
        assert metrics["left_out"] == {"empty": 1, "pull requests": 1, "rare labels": 0}

    def test_is_counted_in_words(self, prepare):
        metrics, _ = prepare([issue(1, ["bug"], title="one two three", body="four")], validation=0, test=0)
        assert (metrics["splits"]["train"]["words"]["mean"], metrics["splits"]["train"]["words"]["max"]) == (4, 4)


class TestLabels:
    def test_unlabelled_is_unknown_and_other_labels_are_not(self, prepare, tmp_path):
        _, splits = prepare([issue(1, []), issue(2, ["bug"]), issue(3, ["rare"]), issue(4, ["bug"])], fewest=2)
        rows = everything(splits)
        assert [rows[number]["labels"] for number in (1, 2, 3)] == [None, ["bug"], []]
        carried, known = LabelSet.read(tmp_path / "out").targets([rows[1], rows[2], rows[3]])
        assert carried.tolist() == [[False], [True], [False]]
        assert known.tolist() == [[False], [True], [True]]

    def test_process_labels_alone_leave_it_open(self, prepare):
        _, splits = prepare([issue(1, ["wontfix"]), issue(2, ["bug", "priority/high"])])
        rows = everything(splits)
        assert (rows[1]["labels"], rows[2]["labels"]) == (None, ["bug"])

    def test_process_labels_stay_when_asked_for(self, prepare):
        _, splits = prepare([issue(1, ["wontfix"])], process_labels=True)
        assert everything(splits)[1]["labels"] == ["wontfix"]

    def test_go_by_glob_without_regard_to_case(self, prepare):
        _, splits = prepare([issue(1, ["Sig/node", "bug"]), issue(2, ["sig/ui"])], drop=("sig/*",))
        rows = everything(splits)
        assert (rows[1]["labels"], rows[2]["labels"]) == (["bug"], None)

    def test_are_mapped_by_a_table_and_others_say_nothing(self, prepare, tmp_path):
        table = tmp_path / "types.tsv"
        table.write_text("* bug *\tbug\nenhancement\tfeature\n", encoding="utf-8")
        issues = [issue(1, ["kind/bug", "C-bug"]), issue(2, ["Enhancement", "area/ui"]), issue(3, ["area/ui"])]
        _, splits = prepare(issues, label_map=table)
        rows = everything(splits)
        assert [rows[number]["labels"] for number in (1, 2, 3)] == [["bug"], ["feature"], None]

    def test_that_a_repository_does_not_use_are_unknown_there(self, prepare, tmp_path):
        issues = [issue(1, ["bug"]), issue(2, ["docs"], repo="octo/dog"), issue(3, ["ui"], repo="octo/elk")]
        _, splits = prepare(issues, incomplete=("octo/e*",))
        labels = LabelSet.read(tmp_path / "out")
        rows = everything(splits)
        carried, known = labels.targets([rows[1], rows[2], rows[3]])
        assert labels.names == ("bug", "docs", "ui")
        assert carried.tolist() == known.tolist() == np.eye(3, dtype=bool).tolist()

    def test_are_refused_when_none_is_left(self, prepare):
        with pytest.raises(InputError, match="no label has 5 issues"):
            prepare([issue(1, ["bug"])], fewest=5)


class TestSplit:
    def test_by_time_trains_on_the_earliest_and_tests_on_the_latest(self, prepare):
        issues = [issue(number, ["bug"]) for number in range(1, 101)]
        metrics, splits = prepare(issues[::-1], validation=0.2, test=0.1)
        assert [[row["number"] for row in splits[name]] for name in SPLITS] == [
            list(range(70, 0, -1)),
            list(range(90, 70, -1)),
            list(range(100, 90, -1)),
        ]
        assert metrics["split_by"] == {"octo/cat": "time"}

    def test_by_time_counts_the_labelled_ones(self):
        labelled = [False] * 10 + [True, False] * 10
        parts = by_order(labelled, (0.8, 0.1, 0.1))
        assert [sum(np.array(labelled) & (parts == part)) for part in range(3)] == [8, 1, 1]
        assert list(parts) == sorted(parts)

    def test_keeps_the_share_of_labels_where_dates_are_missing(self, prepare):
        issues = [issue(n, ["rare" if n % 10 == 0 else "bug"], created_at=None) for n in range(1, 201)]
        metrics, splits = prepare(issues, validation=0.2, test=0.2)
        assert metrics["split_by"] == {"octo/cat": "stratified"}
        assert [sum("rare" in row["labels"] for row in splits[name]) for name in SPLITS] == [12, 4, 4]

    def test_is_the_same_each_time(self, prepare, tmp_path):
        issues = [issue(n, ["bug"] if n % 3 else []) for n in range(1, 60)]
        _, first = prepare(issues, split="stratified")
        (tmp_path / "out").rename(tmp_path / "first")
        _, again = prepare(issues, split="stratified")
        assert first == again

    def test_by_time_needs_dates(self, prepare):
        with pytest.raises(InputError, match="not all issues of octo/cat have created_at"):
            prepare([issue(1, ["bug"], created_at=None)], split="time")

    def test_names_a_date_that_is_none(self, prepare):
        with pytest.raises(InputError, match="created_at 'yesterday' is no ISO 8601 date"):
            prepare([issue(1, ["bug"], created_at="yesterday")])

    def test_leaves_something_to_train_on(self, tmp_path):
        with pytest.raises(ValueError, match="add up to less than 1"):
            PrepareSettings((tmp_path,), tmp_path, validation=0.5, test=0.5)


def test_prints_the_counts(tmp_path, command):
    jsonl.write(tmp_path / "issues.jsonl.gz", [issue(number, ["bug"]) for number in range(1, 21)])
    printed = command("prepare", tmp_path / "issues.jsonl.gz", "--out", tmp_path / "out").stdout
    assert "20 read; left out: none" in printed
    assert jsonl.read_json(tmp_path / "out" / "metrics.json")["splits"]["train"]["labels"] == {"bug": 14}


def test_says_which_folder_is_not_prepared(tmp_path):
    with pytest.raises(InputError, match="make it with `model-export prepare"):
        read_split(tmp_path, "train")
