"""How a step's settings are filled from a file and from the command line, and what is refused."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from model_export import settings
from model_export.errors import InputError
from model_export.settings import argument, load, option


@dataclass(frozen=True)
class CountSettings:
    issues: tuple[Path, ...] = argument(help="Issues.")
    out: Path = option(help="Folder.")
    fewest: int = option(10, help="Fewest.")
    share: float = option(0.1, help="Share.")
    split: Literal["random", "time"] = option("time", help="Split.")
    drop: tuple[str, ...] = option((), help="Drop.")
    exact: bool = option(False, help="Exact.")
    seed: int | None = option(None, help="Seed.")

    def __post_init__(self):
        if self.fewest < 1:
            raise ValueError("--fewest has to be at least 1")


NEEDED = {"issues": ["a.jsonl"], "out": Path("out")}


@pytest.fixture
def file(tmp_path):
    def write(text, name="settings.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(given, path=None):
    with pytest.raises(InputError) as refused:
        load(CountSettings, "count", path, given)
    return str(refused.value)


class TestFilling:
    def test_takes_defaults_for_what_nobody_names(self):
        loaded = load(CountSettings, "count", None, {**NEEDED, "fewest": None, "drop": []})
        assert loaded == CountSettings(issues=(Path("a.jsonl"),), out=Path("out"))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("s.toml", '[count]\nissues = ["b.jsonl"]\nout = "o"\nfewest = 3\nshare = 1\ndrop = ["x"]\nseed = 7\n'),
            (
                "s.json",
                '{"count": {"issues": ["b.jsonl"], "out": "o", "fewest": 3, "share": 1, "drop": ["x"], "seed": 7}}',
            ),
        ],
    )
    def test_reads_the_table_of_the_step(self, file, name, text):
        loaded = load(CountSettings, "count", file(text, name), {})
        assert loaded == CountSettings((Path("b.jsonl"),), Path("o"), fewest=3, share=1.0, drop=("x",), seed=7)
        assert isinstance(loaded.share, float)

    def test_the_command_line_wins(self, file):
        path = file("[count]\nfewest = 3\nexact = true\n")
        loaded = load(CountSettings, "count", path, {**NEEDED, "fewest": 5, "exact": False})
        assert (loaded.fewest, loaded.exact) == (5, False)

    def test_leaves_the_tables_of_other_steps_alone(self, file):
        assert load(CountSettings, "count", file("[other]\nanything = 1\n"), NEEDED).fewest == 10

    def test_stands_beside_the_figures_as_json(self):
        written = settings.as_json(load(CountSettings, "count", None, NEEDED))
        assert written["issues"] == ["a.jsonl"]
        assert json.loads(json.dumps(written)) == written


class TestRefusing:
    def test_a_key_that_does_not_exist_and_names_the_nearest(self, file):
        assert "[count] has no setting 'fewst'; did you mean 'fewest'?" in refusal(NEEDED, file("[count]\nfewst = 3\n"))

    def test_what_is_missing_and_how_to_give_it(self):
        message = refusal({})
        assert "ISSUES is missing" in message
        assert "--out is missing" in message

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ('fewest = "3"', "--fewest: '3' is not a int"),
            ("fewest = true", "--fewest: True is not a int"),
            ('split = "odd"', "--split: 'odd' is not one of random, time"),
            ('drop = "x"', "--drop: 'x' is not a list"),
            ("drop = [1]", "--drop: 1 is not a str"),
            ("exact = 1", "--exact: 1 is not a bool"),
        ],
    )
    def test_a_value_of_another_type(self, file, line, message):
        assert message in refusal(NEEDED, file(f"[count]\n{line}\n"))

    def test_everything_at_once(self, file):
        message = refusal({}, file('[count]\nfewst = 3\nshare = "much"\n'))
        assert len(message.splitlines()) == 4

    def test_what_the_settings_themselves_refuse(self):
        assert refusal({**NEEDED, "fewest": 0}) == "--fewest has to be at least 1"

    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("s.yaml", "", "is .toml or .json"),
            ("s.toml", "fewest = 3", "into a table named after the step, such as [count]"),
            ("s.json", "[]", "into a table"),
            ("s.toml", "[count", "cannot read"),
        ],
    )
    def test_a_file_of_another_shape(self, file, name, text, message):
        assert message in refusal(NEEDED, file(text, name))

    def test_a_file_that_is_not_there(self, tmp_path):
        assert "cannot read" in refusal(NEEDED, tmp_path / "nowhere.toml")
