"""The word lists that model-export shares with the App.

Both read them from word-lists.tsv, which explains each list. Neither has a list of its own that could differ.
"""

from functools import cache
from pathlib import Path

from model_export.errors import InputError

NAMES = frozenset(
    "process-word process-word-alone process-group type-group empty-word empty-group abbreviation empty-answer html-tag"
    " log-level".split()
)


def resource(name: str) -> Path:
    """Returns the path of a file that model-export shares with the App.

    A wheel has a copy of the file. In a checkout it is the App's own resource.
    """
    package = Path(__file__).parents[1]
    packaged = package / "resources" / name
    return packaged if packaged.is_file() else package.parents[1] / "src/main/resources" / name


def words(name: str) -> frozenset[str]:
    """Returns the entries of a list."""
    return frozenset(_lists()[name])


def meanings(name: str) -> dict[str, str]:
    """Returns what each entry of a list stands for; an empty text unless the list is of abbreviations."""
    return dict(_lists()[name])


@cache
def _lists() -> dict[str, dict[str, str]]:
    path = resource("word-lists.tsv")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise InputError(f"cannot read {path}: install model-export from its repository") from problem
    lists: dict[str, dict[str, str]] = {}
    for line in lines:
        if not line.startswith("#"):
            name, entry, *meaning = line.split("\t")
            lists.setdefault(name, {})[entry] = meaning[0] if meaning else ""
    if lists.keys() != NAMES:
        raise InputError(f"{path} has the lists {', '.join(sorted(lists))}, expected {', '.join(sorted(NAMES))}")
    return lists
