"""Reading and writing JSON lines."""

import pytest

from model_export import jsonl
from model_export.errors import InputError


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.xz"])
def test_reads_what_it_wrote(tmp_path, name):
    values = [{"title": "Größe ☃"}, {"n": [1, None]}]
    assert jsonl.write(tmp_path / "new" / name, values) == 2
    assert list(jsonl.read(tmp_path / "new" / name)) == values
    assert [path.name for path in (tmp_path / "new").iterdir()] == [name]


def test_keeps_the_old_file_when_writing_fails(tmp_path):
    path = tmp_path / "a.jsonl"
    jsonl.write(path, [{"n": 1}])
    with pytest.raises(ValueError, match="not JSON compliant"):
        jsonl.write(path, [{"n": 2}, {"n": float("nan")}])
    assert list(jsonl.read(path)) == [{"n": 1}]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("line", "problem"), [("{", "line 2: Expecting"), ("[1]", "line 2: not a JSON object")])
def test_names_the_line_that_is_no_object(tmp_path, line, problem):
    path = tmp_path / "a.jsonl"
    path.write_text(f"{{}}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.jsonl, {problem}"):
        list(jsonl.read(path))


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz"])
def test_names_a_file_that_is_cut_off_or_no_text(tmp_path, suffix):
    path = tmp_path / f"a.jsonl{suffix}"
    jsonl.write(path, [{"n": n} for n in range(1000)])
    path.write_bytes(path.read_bytes()[:-20] + (b"" if suffix else b"\xff"))
    with pytest.raises(InputError, match=r"a\.jsonl"):
        list(jsonl.read(path))


def test_names_a_json_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*nowhere\.json"):
        jsonl.read_json(tmp_path / "nowhere.json")
