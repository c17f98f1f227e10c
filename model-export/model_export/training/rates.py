"""The learning rate and weight decay of each parameter of a BERT model."""

from dataclasses import dataclass
from typing import Any

from torch import nn


@dataclass(frozen=True)
class Rates:
    """The settings of AdamW for groups of parameters.

    encoder: learning rate of the encoder's last layer.
    heads: learning rate of all other parameters.
    weight_decay: of matrices. Biases and norms have none.
    layer_decay: factor of the learning rate from a layer to the layer below. 1 for the same rate in all layers.
    beta2: of AdamW.
    """

    encoder: float
    heads: float
    weight_decay: float = 0.01
    layer_decay: float = 1.0
    beta2: float = 0.999

    def groups(self, model: nn.Module) -> list[dict[str, Any]]:
        """Returns the model's parameters in AdamW's groups. The schedule scales the learning rate `peak`."""
        layers = model.config.num_hidden_layers
        groups: dict[tuple[float, float], list[nn.Parameter]] = {}
        for name, parameter in model.named_parameters():
            rate = self.heads if ".heads." in f".{name}" or not in_encoder(name) else self.encoder
            if in_encoder(name):
                rate *= self.layer_decay ** (layers - 1 - layer_of(name))
            decay = self.weight_decay if parameter.ndim >= 2 and in_encoder(name) else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
        return [
            {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ]


def in_encoder(name: str) -> bool:
    """Returns whether a parameter belongs to the encoder rather than to a head."""
    return "embeddings." in name or "encoder.layer." in name


def layer_of(name: str) -> int:
    """Returns the layer of a BERT parameter, or -1 for the embeddings."""
    _, found, rest = name.partition("encoder.layer.")
    return int(rest.split(".")[0]) if found else -1


def lower_layers(count: int) -> tuple[str, ...]:
    """Returns the name prefixes of the embeddings' and the lowest layers' parameters. Empty for 0 layers."""
    return ("bert.embeddings.", *(f"bert.encoder.layer.{n}." for n in range(count))) if count else ()
