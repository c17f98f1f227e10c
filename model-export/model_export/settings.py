"""The settings of a step: a frozen dataclass that is filled from an optional file and from the command line.

    @dataclass(frozen=True)
    class CountSettings:
        issues: tuple[Path, ...] = argument(help="JSON lines of issues.")
        out: Path = option(help="Folder to write to.")
        fewest: int = option(10, help="Fewest issues that a label must have.")

A file has one table for each step, so that one file can describe all steps. Keys may be spelled with - or _. Fields are
bool, int, float, str, Path, Literal, one of these or None, or a tuple of one of these.
"""

import dataclasses
import difflib
import json
import tomllib
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from model_export.errors import InputError

T = TypeVar("T")


def option(default: Any = dataclasses.MISSING, *, help: str) -> Any:
    """Declares a setting that is given as --name on the command line. It is required if it has no default."""
    return dataclasses.field(default=default, metadata={"help": help, "positional": False})


def argument(default: Any = dataclasses.MISSING, *, help: str) -> Any:
    """Declares a setting that is given by its position on the command line."""
    return dataclasses.field(default=default, metadata={"help": help, "positional": True})


def inherited(cls: type, name: str, default: Any, *, help: str | None = None) -> Any:
    """Returns a setting of the parent class with another default, and with another help where one is given."""
    (field,) = (each for each in dataclasses.fields(cls) if each.name == name)
    metadata = {**field.metadata, "help": help or field.metadata["help"]}
    return dataclasses.field(default=default, metadata=metadata, kw_only=True)


def hints(cls: type) -> dict[str, Any]:
    """Returns the types of a settings class's fields by name."""
    return typing.get_type_hints(cls)


def element(hint: object) -> tuple[Any, bool]:
    """Returns the type of one value, without None, and whether the setting takes several values."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not types.NoneType)
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


def load(cls: type[T], step: str, file: Path | None, given: Mapping[str, Any]) -> T:
    """Returns the settings of a step. The command line takes precedence over the file, and the file over the defaults.

    given: what the command line named. None and an empty sequence mean that a setting was not named.
    Raises InputError, which lists all problems: unknown keys, values of the wrong type, and missing settings.
    """
    values = read_table(file, step) if file else {}
    fields = {field.name: field for field in dataclasses.fields(cls)}
    problems = [f"{file}: [{step}] has no setting {key!r}{guess(key, fields)}" for key in values if key not in fields]
    taken = {}
    for name, hint in hints(cls).items():
        value = given.get(name)
        if value is None or value == () or value == []:
            if name not in values:
                continue
            value = values[name]
        try:
            taken[name] = coerce(value, hint)
        except ValueError as problem:
            problems.append(f"{spelling(fields[name])}: {problem}")
    for name, field in fields.items():
        if name not in values and name not in taken and field.default is dataclasses.MISSING:
            problems.append(f"{spelling(field)} is missing: give it on the command line or in --settings")
    if problems:
        raise InputError("\n".join(problems))
    try:
        return cls(**taken)
    except ValueError as problem:  # raised by __post_init__
        raise InputError(str(problem)) from problem


def as_json(settings: object) -> dict[str, Any]:
    """Returns the settings as JSON values, for the file with the figures that were measured with them."""
    return json.loads(json.dumps(dataclasses.asdict(settings), default=str))


def spelling(field: dataclasses.Field) -> str:
    """Returns how the command line spells a setting."""
    return field.name.upper() if field.metadata.get("positional") else "--" + field.name.replace("_", "-")


def read_table(file: Path, step: str) -> dict[str, Any]:
    """Returns the table of a step in a TOML or JSON file. Returns an empty table if there is none."""
    if file.suffix not in (".toml", ".json"):
        raise InputError(f"{file}: a settings file is .toml or .json")
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as problem:
        raise InputError(f"cannot read {file}: {problem}") from problem
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise InputError(f"{file}: put the settings into a table named after the step, such as [{step}]")
    return {key.replace("-", "_"): value for key, value in tables.get(step, {}).items()}


def guess(key: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"


def coerce(value: object, hint: object) -> Any:
    """Converts a value to the type of a setting. Raises ValueError if the value does not fit."""
    if value is None and types.NoneType in get_args(hint):
        return None
    kind, several = element(hint)
    if several:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise ValueError(f"{value!r} is not a list")
        return tuple(coerce(each, kind) for each in value)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is not one of {', '.join(map(str, get_args(kind)))}")
        return value
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} is not a {kind.__name__}")
    return value
