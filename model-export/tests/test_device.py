"""Where a model is put."""

import pytest
import torch

from model_export.model.device import Device


def test_the_cpu_multiplies_in_bfloat16_only_where_the_hardware_does(monkeypatch):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": False, "amx_bf16": False})
    plain = Device.choose("cpu")
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    fast = Device.choose("cpu")
    product = {}
    for device in (plain, fast):
        with device.autocast():
            product[device.bf16] = (torch.ones(2, 2) @ torch.ones(2, 2)).dtype
    assert product == {False: torch.float32, True: torch.bfloat16}


def test_says_so_when_there_is_no_cuda(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert Device.choose().name == "cpu"
    with pytest.raises(ValueError, match="no CUDA device"):
        Device.choose("cuda")
