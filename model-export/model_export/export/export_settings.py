"""The settings of the step that exports a model."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from model_export.export import quantize
from model_export.settings import argument, option

Task = Literal["encoder", "multi-label", "nli"]


@dataclass(frozen=True)
class ExportSettings:
    model: str = argument(help="Folder of the model, or OWNER/NAME@COMMIT on the Hugging Face hub.")
    out: Path = option(help="Folder of the bundle.")
    base_model: str = option(help="Public name of the base model, for the bundle and its card.")
    base_license: str = option(help="License of the base model, as an SPDX identifier if there is one.")
    name: str | None = option(None, help="Name of the bundle. By default that of --out.")
    version: str = option("1", help="Version of the bundle.")
    task: Task | None = option(None, help="What the model computes. By default what its configuration says.")
    classes: tuple[str, ...] = option((), help="Names of an NLI model's outputs in order, if it does not name them.")
    max_length: int = option(256, help="Longest input in tokens.")
    pooling: Literal["mean", "cls"] | None = option(
        None, help="Pooling of an encoder. By default what its folder says."
    )
    quantize: tuple[str, ...] = option(
        get_args(quantize.Method), help="Methods to try in this order: dynamic, mixed, weight-only. none keeps fp32."
    )
    reduce_range: bool = option(False, help="Weights in 7 bits, for x86 CPUs without VNNI.")
    unsigned: bool = option(False, help="Weights as uint8, for the same CPUs. Slower, but with 8 bits.")
    tolerance: float = option(0.05, help="Largest difference of a quantized score, 0-1, from fp32's.")
    max_megabytes: int = option(40, help="Largest size of an int8 bundle in MB.")
    types_head: bool = option(True, help="For a matcher: keep the head that predicts issue types.")
    texts: Path | None = option(
        None, help="JSON lines of issues to measure on, at most 200. By default the golden texts."
    )
    training_data: tuple[str, ...] = option((), help="What it was trained on, if the folder does not say.")

    def __post_init__(self) -> None:
        if self.quantize != ("none",) and (unknown := set(self.quantize) - set(get_args(quantize.Method))):
            raise ValueError(
                f"--quantize {', '.join(sorted(unknown))}: give {', '.join(get_args(quantize.Method))}, or none alone"
            )
        if self.reduce_range and self.unsigned:
            raise ValueError("--reduce-range and --unsigned exclude each other, because both prevent the same overflow")
