"""The settings that the training steps share."""

from dataclasses import dataclass
from pathlib import Path

from model_export.model.device import Wanted
from model_export.settings import option
from model_export.training.rates import Rates


@dataclass(frozen=True, kw_only=True)
class TrainingSettings:
    """What every training step needs. A step gives other defaults with settings.inherited."""

    base: str = option(help="Folder of the model to start from, or OWNER/NAME@COMMIT on the Hugging Face hub.")
    out: Path = option(help="Folder to write the model to.")
    learning_rate: float = option(5e-5, help="Learning rate of the encoder.")
    head_learning_rate: float = option(1e-3, help="Learning rate of the heads.")
    warmup: float = option(0.06, help="Share of the training during which the learning rate rises.")
    seed: int = option(13, help="Seed of everything that is drawn at random.")
    device: Wanted = option("auto", help="Where to train.")

    def rates(self) -> Rates:
        """Returns the learning rate and weight decay of each parameter."""
        return Rates(self.learning_rate, self.head_learning_rate)


@dataclass(frozen=True, kw_only=True)
class EncoderTrainingSettings(TrainingSettings):
    """What the steps need that train an encoder on rows of tokens."""

    epochs: float = option(1, help="How often each text is seen.")
    max_length: int = option(128, help="Longest input in tokens. Longer ones are cut.")
    weight_decay: float = option(0.01, help="Weight decay of the encoder's matrices.")

    def rates(self) -> Rates:
        return Rates(self.learning_rate, self.head_learning_rate, self.weight_decay)
