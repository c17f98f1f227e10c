"""The README names every step, and no command or option that there is not."""

import dataclasses
import importlib
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from model_export import cli, settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
STEPS = {step.name: step for steps in cli.STEPS.values() for step in steps}


def commands():
    """What the README tells to type after model-export: blocks of sh, and code within a sentence."""
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL)).replace("\\\n", " ")
    inline = re.findall(r"`(model-export [a-z][^`]*)`", README)
    return [line.strip() for line in [*shell.splitlines(), *inline] if line.strip().startswith("model-export ")]


def settings_of(step):
    module, _, name = STEPS[step].settings.partition(":")
    return getattr(importlib.import_module(f"model_export.{module}"), name)


@pytest.mark.parametrize("line", commands())
def test_shows_commands_that_there_are(line):
    step, *words = shlex.split(line.partition("#")[0])[1:]
    if step == "--help":
        return
    known = {settings.spelling(field) for field in dataclasses.fields(settings_of(step))} | {"--help"}
    options = [re.sub("^--no-", "--", word) for word in words if word.startswith("-")]
    assert set(options) <= known


@pytest.mark.parametrize("step", STEPS)
def test_names_every_step(step):
    assert f"model-export {step}" in README


def test_shows_settings_that_there_are():
    for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL):
        for step, table in tomllib.loads(block).items():
            assert set(table) <= {field.name for field in dataclasses.fields(settings_of(step))}
