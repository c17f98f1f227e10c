"""Chooses where a model runs: on CUDA or the CPU, and in bfloat16 if the hardware supports it."""

import contextlib
from dataclasses import dataclass
from typing import Literal

import torch

from model_export import processes

Wanted = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True)
class Device:
    """Where and how a model runs.

    name: "cuda" or "cpu", as in PyTorch.
    bf16: whether matrices are multiplied in bfloat16.
    attention: the name of the attention implementation for transformers.
    """

    name: str
    bf16: bool
    attention: str

    @staticmethod
    def choose(wanted: Wanted = "auto") -> "Device":
        """Returns the best device, or the wanted one. Raises ValueError if CUDA is wanted but missing."""
        has_cuda = torch.cuda.is_available()
        if wanted == "cuda" and not has_cuda:
            raise ValueError("--device cuda: PyTorch finds no CUDA device here; use auto or cpu")
        if has_cuda and wanted != "cpu":
            return Device("cuda", torch.cuda.is_bf16_supported(), "sdpa")
        can = torch.cpu.get_capabilities()
        # On the CPU the backward pass of PyTorch's fused attention takes five times as long as matmul and softmax.
        return Device("cpu", bool(can.get("avx512_bf16") or can.get("amx_bf16")), "eager")

    @staticmethod
    def for_training(wanted: Wanted = "auto") -> "Device":
        """Returns the device of this process. Meets the other processes that `accelerate launch` started."""
        device = Device.choose(wanted)
        return Device.choose("cpu") if processes.join(device.name == "cpu") else device

    def autocast(self) -> contextlib.AbstractContextManager:
        """Returns the context for forward passes."""
        return torch.autocast(self.name, torch.bfloat16) if self.bf16 else contextlib.nullcontext()

    def __str__(self) -> str:
        hardware = torch.cuda.get_device_name() if self.name == "cuda" else f"cpu, {torch.get_num_threads()} threads"
        return f"{hardware}, {'bf16' if self.bf16 else 'fp32'}"
