"""The matcher that another one learns from."""

from dataclasses import dataclass
from typing import Any

from model_export.errors import InputError
from model_export.matcher import network
from model_export.matcher.encoding import Encoding
from model_export.matcher.lists import Shape
from model_export.matcher.network import Matcher
from model_export.model import bert, tokens
from model_export.model.device import Device
from model_export.training import lineage


@dataclass(frozen=True)
class Teacher:
    """A trained matcher.

    teaches_match: whether it was trained on lists. If not, it only teaches types.
    steps: the steps that made it, see lineage.of.
    """

    model: Matcher
    encoding: Encoding
    teaches_match: bool
    steps: list[dict[str, Any]]

    @staticmethod
    def open(name: str, shape: Shape, device: Device) -> "Teacher":
        """Loads the matcher of a folder in the form that it was trained in.

        Raises InputError if the folder was not written by `model-export matcher`.
        """
        folder = bert.resolve(name)
        steps = lineage.of(folder)
        if not steps or steps[-1].get("step") != "matcher":
            raise InputError(f"--teacher {name}: its metrics.json does not say that `model-export matcher` made it")
        trained = steps[-1]["settings"]
        model = network.load(folder, blocks=not trained.get("whole"), attention=device.attention).to(device.name)
        model.requires_grad_(False)
        encoding = Encoding.of(model, tokens.read(folder / tokens.FILE), shape)
        return Teacher(model, encoding, not trained.get("types_only"), steps)
