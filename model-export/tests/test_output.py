"""Results are there whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from model_export import jsonl, output
from model_export.errors import InputError
from model_export.settings import option


@dataclass(frozen=True)
class CountSettings:
    out: Path = option(help="Folder.")


def test_a_folder_appears_at_the_end(tmp_path):
    out = tmp_path / "deep" / "out"
    with output.folder(out) as part:
        (part / "a").write_text("a")
        assert not out.exists()
    assert [path.name for path in out.iterdir()] == ["a"]
    assert list(out.parent.iterdir()) == [out]


def fail_after_writing(out, resumable):
    with output.folder(out, resumable) as part:
        (part / "checkpoint").write_text("1")
        raise RuntimeError


def test_nothing_stays_of_a_step_that_fails(tmp_path):
    with pytest.raises(RuntimeError):
        fail_after_writing(tmp_path / "out", resumable=False)
    assert list(tmp_path.iterdir()) == []


def test_a_resumable_step_finds_what_it_left(tmp_path):
    with pytest.raises(RuntimeError):
        fail_after_writing(tmp_path / "out", resumable=True)
    with output.folder(tmp_path / "out", resumable=True) as part:
        assert (part / "checkpoint").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_are_not_written_over(tmp_path):
    (tmp_path / "out").mkdir()
    with output.folder(tmp_path / "out"):
        pass
    (tmp_path / "out" / "a").write_text("a")
    with pytest.raises(InputError, match="exists already"), output.folder(tmp_path / "out"):
        pass


def test_metrics_say_how_they_came_about(tmp_path):
    output.write_metrics(tmp_path, "count", CountSettings(tmp_path), {"issues": 3})
    written = jsonl.read_json(tmp_path / "metrics.json")
    assert (written["step"], written["issues"]) == ("count", 3)
    assert written["settings"] == {"out": str(tmp_path)}
    assert set(written["versions"]) >= {"python", "numpy", "scikit-learn"}
