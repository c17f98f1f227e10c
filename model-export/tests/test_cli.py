"""What the command line promises of every step."""

import dataclasses
import importlib

import pytest

from model_export import __version__, cli, settings

STEPS = [step for steps in cli.STEPS.values() for step in steps]


def parts(step):
    module_name, _, class_name = step.settings.partition(":")
    module = importlib.import_module(f"model_export.{module_name}")
    return module, getattr(module, class_name)


def test_lists_every_step(command):
    printed = command("--help").stdout
    for step in STEPS:
        assert step.name in printed


def test_prints_its_version(command):
    assert command("--version").stdout == f"model-export {__version__}\n"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
class TestStep:
    def test_teaches_with_an_example(self, step):
        module, _ = parts(step)
        assert f"    model-export {step.name} " in module.__doc__

    def test_explains_every_setting(self, step):
        module, cls = parts(step)
        assert callable(module.run)
        for field in dataclasses.fields(cls):
            assert field.metadata["help"].endswith("."), field.name
            settings.element(settings.hints(cls)[field.name])

    def test_names_its_settings_in_its_help(self, step, command, monkeypatch):
        monkeypatch.setenv("COLUMNS", "200")
        printed = command(step.name, "--help").stdout
        _, cls = parts(step)
        for field in dataclasses.fields(cls):
            assert settings.spelling(field) in printed

    def test_refuses_unknown_options(self, step, command):
        assert "--nonesuch" in command(step.name, "--nonesuch", code=2).stderr


def test_takes_settings_from_a_file(tmp_path, command):
    file = tmp_path / "way.toml"
    file.write_text('[evaluate-ranking]\nissues = "nowhere.jsonl"\npredictions = "p.jsonl"\n', encoding="utf-8")
    result = command("evaluate-ranking", "--settings", file, code=2)
    assert "nowhere.jsonl" in result.stderr
    file.write_text('[evaluate-ranking]\nisues = "nowhere.jsonl"\n', encoding="utf-8")
    assert "did you mean 'issues'?" in command("evaluate-ranking", "--settings", file, code=2).stderr
