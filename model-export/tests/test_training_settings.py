"""The settings that the training steps share."""

import dataclasses

import pytest

from model_export.matcher.train import MatcherSettings
from model_export.training.adapt import AdaptSettings
from model_export.training.embed import EmbedSettings
from model_export.training.finetune import FinetuneSettings
from model_export.training.nli import NliSettings
from model_export.training.training_settings import EncoderTrainingSettings, TrainingSettings


@pytest.mark.parametrize("step", [AdaptSettings, EmbedSettings, FinetuneSettings, NliSettings, MatcherSettings])
def test_every_training_step_takes_them(step):
    assert issubclass(step, TrainingSettings)
    fields = {field.name: field for field in dataclasses.fields(step)}
    assert fields["seed"].default == 13
    assert fields["device"].default == "auto"
    assert fields["base"].default is fields["out"].default is dataclasses.MISSING


def test_a_step_changes_a_default_and_keeps_the_help():
    shared, changed = (
        {field.name: field for field in dataclasses.fields(each)}["max_length"]
        for each in (EncoderTrainingSettings, FinetuneSettings)
    )
    assert (shared.default, changed.default) == (128, 256)
    assert shared.metadata == changed.metadata
