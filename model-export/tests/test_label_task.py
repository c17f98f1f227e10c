"""Which labels are types and which are topics, by the vectors that hold the App to the same."""

from pathlib import Path

import pytest

from model_export import jsonl
from model_export.data import label_task
from model_export.data.label_task import LabelTasks
from model_export.errors import InputError

VECTORS = list(jsonl.read(Path(__file__).parents[2] / "src/test/resources/label-task.jsonl"))


@pytest.fixture(scope="module")
def tasks():
    return LabelTasks.read()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: "|".join(vector["in"].values()))
def test_follows_the_shared_vectors(tasks, vector):
    assert tasks.of(**vector["in"]) == vector["out"]


def test_every_task_has_vectors():
    assert {vector["out"] for vector in VECTORS} == {label_task.TYPE, label_task.TOPIC, label_task.PROCESS}


class TestMasks:
    def test_mark_the_labels_of_each_task(self, tasks):
        masks = tasks.masks(["C-bug", "A-parser", "wontfix", "T1"], {"T1": "Something isn't working"})
        assert {group: mask.tolist() for group, mask in masks.items()} == {
            "types": [True, False, False, True],
            "topics": [False, True, False, False],
        }
        assert label_task.both(masks) is masks

    def test_leave_out_a_task_without_a_label(self, tasks):
        masks = tasks.masks(["parser", "wontfix"])
        assert list(masks) == ["topics"]
        assert label_task.both(masks) == {}

    def test_of_no_label_are_none(self, tasks):
        assert tasks.masks([]) == {}


class TestTable:
    def test_may_be_your_own(self, tmp_path):
        table = tmp_path / "types.tsv"
        table.write_text("* rant *\tcomplaint\n", encoding="utf-8")
        tasks = LabelTasks.read(table)
        assert [tasks.of(name) for name in ("C-rant", "bug", "long rant")] == ["type", "topic", "topic"]
        assert tasks.of("T1", "Something isn't working") == "topic"

    def test_is_read_with_the_descriptions_beside_it(self, tmp_path):
        (tmp_path / "types.tsv").write_text("rant\tcomplaint\n", encoding="utf-8")
        (tmp_path / "label-type-descriptions.tsv").write_text("* angry *\tcomplaint\n", encoding="utf-8")
        assert LabelTasks.read(tmp_path / "types.tsv").of("T1", "Somebody is angry") == "type"

    def test_has_to_be_there_if_it_is_named(self, tmp_path):
        with pytest.raises(InputError, match=r"nowhere\.tsv"):
            LabelTasks.read(tmp_path / "nowhere.tsv")

    def test_is_needed_for_figures_apart(self, monkeypatch, tmp_path):
        monkeypatch.setattr(label_task, "DEFAULT", tmp_path / "nowhere.tsv")
        assert LabelTasks.read() is None
        assert label_task.masks(None, ["bug", "parser"]) == {}
