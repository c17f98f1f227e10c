"""Keeps the models of several processes the same: the same weights to begin with, and mean gradients after that."""

import torch
from accelerate import Accelerator
from accelerate.utils import broadcast
from torch import nn


@torch.no_grad()
def share_weights(model: nn.Module) -> None:
    """Begins with the main process's weights everywhere."""
    for tensor in (*model.parameters(), *model.buffers()):
        broadcast(tensor)


@torch.no_grad()
def average_gradients(model: nn.Module, accelerator: Accelerator) -> None:
    """Gives each parameter its mean gradient over all processes; 0 stands for that of a process that has none."""
    parameters = [each for each in model.parameters() if each.requires_grad]
    has = torch.tensor([float(each.grad is not None) for each in parameters], device=parameters[0].device)
    # What no process has a gradient of stays without: AdamW then leaves it alone.
    having = [each for each, count in zip(parameters, accelerator.reduce(has).tolist(), strict=True) if count]
    gradients = [torch.zeros_like(each) if each.grad is None else each.grad for each in having]
    # In one piece, because each message costs time, and there are hundreds of parameters.
    mean = accelerator.reduce(torch.cat([each.flatten() for each in gradients]), reduction="mean")
    for each, part in zip(having, mean.split([each.numel() for each in having]), strict=True):
        each.grad = part.view_as(each)
