"""Semi-supervised methods with more batches, and with unlabelled issues that do carry a label."""

import pytest

from model_export.errors import InputError
from model_export.model.device import Device
from model_export.study import selftraining, uda
from model_export.study.command import StudySettings, _chosen
from model_export.study.context import Task, Tools
from model_export.study.data import Data, Issue
from model_export.study.methods import METHODS
from model_export.study.summary import curves, reading
from model_export.study.training import Recipe


def issues(count, start, labels):
    return tuple(Issue("octo/cat", start + number, "crash", f"line {number}", labels) for number in range(count))


@pytest.fixture
def task(tmp_path):
    data = Data(("bug", "docs"), issues(20, 0, ("bug",)), issues(4, 100, ("docs",)), (), issues(30, 300, ()))
    tools = Tools(tmp_path, Recipe(), Device.choose("cpu"), tmp_path / "work", long_steps=400)
    return Task(data, data.train[:8], 0, tools)


@pytest.mark.parametrize(
    ("variant", "steps", "unlabelled"),
    [("", 30, 30), ("+steps", 400, 30), ("+pool", 30, 0), ("+steps+pool", 400, 0)],
)
@pytest.mark.parametrize(("name", "module"), [("uda", uda), ("self-training", selftraining)])
def test_changes_the_batches_the_pool_or_both(task, monkeypatch, name, module, variant, steps, unlabelled):
    seen = []
    monkeypatch.setattr(module, "outcome", lambda own, fit: fit())
    monkeypatch.setattr(module, "fit", seen.append)
    METHODS[f"{name}{variant}"].run(task)
    (own,) = seen
    assert own.tools.recipe.steps_for(len(own.train)) == steps
    pool = own.pool()
    assert sum(not issue.labels for issue in pool) == unlabelled
    assert sum(issue.labels == ("bug",) for issue in pool) == 12  # the rest of the training part


def test_runs_only_when_told_how_many_batches(task, tmp_path):
    given = StudySettings(tmp_path, tmp_path, "base", methods=("uda+steps",))
    without = Tools(tmp_path, Recipe(), Device.choose("cpu"), tmp_path)
    with pytest.raises(InputError, match="needs --long-steps"):
        _chosen(given, without)
    assert _chosen(given, task.tools) == ["uda+steps"]
    assert not [name for name in _chosen(StudySettings(tmp_path, tmp_path, "base"), without) if "+pool" in name]
    with pytest.raises(ValueError, match="--long-steps is at least 1"):
        StudySettings(tmp_path, tmp_path, "base", long_steps=0)


def test_the_report_says_what_each_condition_changes():
    rows = [
        {
            "method": method,
            "family": "Fine-tuning",
            "size": 8,
            "seed": 0,
            "test": {"micro": micro, "macro": 0.1},
            "validation": {"micro": 0.1, "macro": 0.1},
            "training_seconds": 1.0,
            "milliseconds": 1.0,
        }
        for method, micro in (("finetune-base", 0.5), ("uda", 0.45), ("uda+steps+pool", 0.52))
    ]
    said = reading(curves(rows), rows)
    assert "UDA changes the micro F1 of fine-tuning by -0.050 with 8 issues." in said
    told = "for more batches on training issues whose labels are hidden"
    assert f"UDA {told} changes the micro F1 of fine-tuning by +0.020 with 8 issues." in said
