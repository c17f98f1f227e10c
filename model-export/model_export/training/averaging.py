"""Keeps the models of several processes equal: the same initial weights, and averaged gradients."""

import torch
from accelerate import Accelerator
from accelerate.utils import broadcast
from torch import nn


@torch.no_grad()
def share_weights(model: nn.Module) -> None:
    """Copies the main process's weights to all processes."""
    for tensor in (*model.parameters(), *model.buffers()):
        broadcast(tensor)


@torch.no_grad()
def average_gradients(model: nn.Module, accelerator: Accelerator) -> None:
    """Sets each parameter's gradient to the mean over all processes. A missing gradient counts as 0."""
    parameters = [each for each in model.parameters() if each.requires_grad]
    has = torch.tensor([float(each.grad is not None) for each in parameters], device=parameters[0].device)
    # A parameter without a gradient in any process keeps none, so that AdamW skips it.
    having = [each for each, count in zip(parameters, accelerator.reduce(has).tolist(), strict=True) if count]
    gradients = [torch.zeros_like(each) if each.grad is None else each.grad for each in having]
    # Sent in one piece, because each message takes time and there are hundreds of parameters.
    mean = accelerator.reduce(torch.cat([each.flatten() for each in gradients]), reduction="mean")
    for each, part in zip(having, mean.split([each.numel() for each in having]), strict=True):
        each.grad = part.view_as(each)
