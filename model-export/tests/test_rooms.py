"""The rooms of the package, and which of them may use which."""

import importlib
import re
from pathlib import Path

import pytest

import model_export

PACKAGE = Path(model_export.__file__).parent
ROOMS = {
    "data": set(),
    "model": set(),
    "measure": {"data"},
    "training": {"data", "model", "measure"},
    "matcher": {"data", "model", "measure", "training"},
    "export": {"data", "model", "training", "matcher"},
    "similarity": {"data", "measure"},
    "study": {"data", "model", "measure", "training", "export"},
}


def test_every_folder_is_a_room():
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == ROOMS.keys()


@pytest.mark.parametrize("room", ROOMS)
class TestRoom:
    def test_says_in_a_line_what_lives_there(self, room):
        assert importlib.import_module(f"model_export.{room}").__doc__.count("\n") == 0

    def test_uses_only_rooms_below(self, room):
        text = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / room).glob("*.py"))
        used = set(re.findall(r"from model_export\.(\w+)", text)) & ROOMS.keys()
        assert used - {room} == ROOMS[room]
