"""Several processes that train one model together, on the CPU."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from model_export import jsonl
from model_export.model.device import Device

from .two_processes import STAGE, Problem

HERE = Path(__file__).parent
CPU = Device("cpu", False, "eager")


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def launch(*arguments):
    """Runs a script, or -m MODULE, in two processes; gives what they printed."""
    options = ("--multi_gpu", "--num_processes=2", "--num_machines=1", "--mixed_precision=no", "--dynamo_backend=no")
    command = [sys.executable, "-m", "accelerate.commands.launch", *options, f"--main_process_port={free_port()}"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("ACCELERATE_")}
    environment = alone | {"PYTHONPATH": str(HERE.parent), "OMP_NUM_THREADS": "1"}
    result = subprocess.run(
        [*command, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tiny_base, prepared, tmp_path_factory):
    """What two processes leave that train on five batches."""
    folder = tmp_path_factory.mktemp("two")
    launch(HERE / "two_processes.py", tiny_base, prepared, folder)
    return folder


@pytest.fixture(scope="module")
def told(folder):
    return {place: jsonl.read_json(folder / f"{place}.json") for place in ("main", "other")}


@pytest.fixture(scope="module")
def weights(folder):
    return {place: torch.load(folder / f"{place}.pt", weights_only=True) for place in ("main", "other")}


class TestTraining:
    def test_takes_the_batches_in_turn_and_the_first_again_at_the_end(self, told):
        assert (told["main"]["seen"], told["other"]["seen"]) == ([0, 2, 4], [1, 3, 0])

    def test_ends_with_the_same_weights_everywhere(self, weights):
        for name, tensor in weights["main"].items():
            assert torch.equal(weights["other"][name], tensor), name

    def test_equals_one_process_that_averages_the_gradients(self, weights, tiny_base, tmp_path):
        problem = Problem(tiny_base, tmp_path, CPU)

        def losses(pair):
            return {"mean": sum(sum(problem.losses(each).values()) for each in pair) / 2}

        batches = problem.batches
        problem.loop.run(STAGE, [(batches[0], batches[1]), (batches[2], batches[3]), (batches[4], batches[0])], losses)
        for name, tensor in problem.model.state_dict().items():
            torch.testing.assert_close(weights["main"][name], tensor, rtol=1e-4, atol=1e-5, msg=name)

    def test_tells_the_mean_losses_of_all_processes(self, told):
        assert told["main"]["loss"] == told["other"]["loss"]
        assert told["main"]["loss"]["steps"] == 3

    def test_goes_on_where_it_was_broken_off(self, told):
        for each in told.values():
            assert each["resumed"]
            assert each["loss_again"] == each["loss"]
            assert len(each["seen_again"]) == 1

    def test_stops_everywhere_when_one_loss_is_not_a_number(self, told):
        assert [each["stopped"] for each in told.values()] == [True, True]


class TestMainProcess:
    def test_alone_evaluates_and_tells_the_others(self, told):
        assert (told["main"]["calls"], told["other"]["calls"]) == (1, 0)
        assert (told["main"]["value"], told["other"]["value"]) == (42, 42)

    def test_alone_writes_while_the_others_wait(self, told, folder):
        assert [each["there"] for each in told.values()] == [True, True]
        assert [path.name for path in (folder / "model").iterdir()] == ["model.json"]

    def test_alone_has_the_figures_of_a_step_and_writes_its_folder(self, told, folder):
        written = sorted(path.name for path in (folder / "steps").iterdir())
        assert written == ["adapt", "embed", "finetune", "nli"]
        for step in written:
            assert told["main"]["steps"][step]["history"][0]["steps"] > 0
            assert told["other"]["steps"][step] == {}
            assert jsonl.read_json(folder / "steps" / step / "metrics.json")["step"] == step
            assert not list((folder / "steps" / step).glob("checkpoint*"))


def test_a_step_trains_in_two_processes(prepared, tiny_base, tmp_path):
    out = tmp_path / "model"
    options = ("--epochs", 2, "--batch-rows", 8, "--device", "cpu", "--max-length", 16)
    launch("-m", "model_export", "finetune", prepared, "--base", tiny_base, "--out", out, *options)
    figures = jsonl.read_json(out / "metrics.json")
    assert {"model.safetensors", "outputs.json", "tokenizer.json"} <= {path.name for path in out.iterdir()}
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert [epoch["steps"] for epoch in figures["history"]] == [7, 7]
    assert figures["history"][1]["loss"] < figures["history"][0]["loss"]
