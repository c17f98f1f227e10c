"""What a table of spellings makes of labels."""

from pathlib import Path

import pytest

from model_export.data.label_map import LabelMap
from model_export.errors import InputError


def table(tmp_path, text):
    path = tmp_path / "types.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("bug", "Bug", True),
        ("bug", "C-bug", True),
        ("bug", "kind/bug", True),
        ("bug", "Type: Bug", True),
        ("bug", "bug report", False),
        ("bug *", "bug report", True),
        ("bug *", "confirmed bug", False),
        ("* bug", "confirmed-bug", True),
        ("* bug", "bug report", False),
        ("* bug *", "metric bug hunt", True),
        ("* bug *", "debug", False),
        ("* feature request *", "request feature", False),
        ("🐛", "🐛", True),
    ],
)
def test_a_pattern_is_held_against_the_words_of_a_name(tmp_path, pattern, name, fits):
    mapped = LabelMap.read(table(tmp_path, f"# comment\n\n{pattern}\tmine\n")).label(name)
    assert mapped == ("mine" if fits else None)


def test_the_first_pattern_that_fits_decides(tmp_path):
    types = LabelMap.read(table(tmp_path, "* bug bounty *\tnone\n* bug *\tbug\n"))
    assert (types.label("bug bounty"), types.label("a bug")) == (None, "bug")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("C-bug", "bug"),
        ("confirmed-bug", "bug"),
        ("regression-from-stable-to-nightly", "bug"),
        ("Type: Feature Request", "feature"),
        ("discussion", "question"),
        ("kind/documentation", "documentation"),
        ("needs: bug report", None),
        ("status: bug confirmed", None),
        ("help wanted", None),
        ("feature flags", None),
        ("A-parser", None),
    ],
)
def test_reads_the_table_of_the_app(name, meant):
    path = Path(__file__).parents[2] / "src/main/resources/label-types.tsv"
    assert LabelMap.read(path).label(name) == meant


@pytest.mark.parametrize("line", ["bug", "bug bug", "*\tbug", "* *\tbug", "bug\t"])
def test_names_a_line_that_is_no_pattern(tmp_path, line):
    with pytest.raises(InputError, match=r"types\.tsv, line 2: not a pattern"):
        LabelMap.read(table(tmp_path, f"# comment\n{line}\n"))
