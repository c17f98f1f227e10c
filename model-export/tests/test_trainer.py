"""The loop that training steps share."""

import numpy as np
import pytest
import torch

from model_export.errors import InputError
from model_export.model import bert
from model_export.model.device import Device
from model_export.model.tokens import Tokens
from model_export.training import trainer

CPU = Device("cpu", False, "eager")
TEXTS = ["crash on startup", "add dark mode", "how do i install", "docs typo", "memory leak", "slow network"] * 3


class KilledError(Exception):
    pass


class Run:
    """Two epochs over TEXTS with dropout, which can be killed at a step and begun again."""

    def __init__(self, base, folder, every=300.0, **fingerprint):
        torch.manual_seed(5)
        self.model = bert.load(str(base), heads={"labels": ["a", "b"]}, head_dropout=0.3)
        self.tokens = Tokens.open(base, 16)
        self.rows = self.tokens.encode(TEXTS)
        self.loop = trainer.Trainer(
            self.model,
            trainer.Rates(1e-3, 1e-2, layer_decay=0.9),
            CPU,
            folder,
            fingerprint,
            seed=7,
            anchor=5.0,
            every=every,
        )
        self.steps = 0
        self.computed = []

    def train(self, kill_at=None):
        results = []
        for number, stage in enumerate(trainer.epochs(2, trainer.Schedule())):
            batches = trainer.bucketed([len(r) for r in self.rows], np.random.default_rng(number), 64, 4)

            def losses(batch):
                self.steps += 1
                if self.steps == kill_at:
                    raise KilledError
                logits = self.model(self.tokens.pad_rows([self.rows[i] for i in batch]))["labels"]
                return {"loss": (logits - 1).square().mean()}

            figures = self.loop.run(stage, batches, losses)
            results.append(figures["loss"])
            self.loop.once(f"after {stage.name}", lambda name=stage.name: self.computed.append(name))
        return results


class TestResuming:
    @pytest.mark.parametrize("kill_at", [1, 4, 5, 9])
    def test_gives_the_same_weights_as_a_run_in_one_piece(self, kill_at, tiny_base, tmp_path):
        whole, broken = tmp_path / "whole", tmp_path / "broken"
        whole.mkdir()
        broken.mkdir()
        expected = Run(tiny_base, whole)
        losses = expected.train()
        with pytest.raises(KilledError):
            Run(tiny_base, broken, every=0).train(kill_at)
        again = Run(tiny_base, broken)
        assert again.train() == pytest.approx(losses)
        for name, tensor in expected.model.state_dict().items():
            assert torch.equal(again.model.state_dict()[name], tensor), name
        assert again.steps == expected.steps - (kill_at - 1)

    def test_does_not_compute_again_what_was_computed(self, tiny_base, tmp_path):
        Run(tiny_base, tmp_path).train()
        again = Run(tiny_base, tmp_path)
        again.train()
        assert again.steps == 0
        assert again.computed == []

    def test_refuses_a_checkpoint_of_other_settings(self, tiny_base, tmp_path):
        Run(tiny_base, tmp_path, epochs=2).train()
        with pytest.raises(InputError, match="a run with other settings"):
            Run(tiny_base, tmp_path, epochs=3)


class TestLearning:
    def test_lowers_the_loss(self, tiny_base, tmp_path):
        first, second = Run(tiny_base, tmp_path).train()
        assert second < 0.9 * first

    def test_leaves_frozen_parameters_alone(self, tiny_base, tmp_path):
        run = Run(tiny_base, tmp_path)
        before = {name: tensor.clone() for name, tensor in run.model.state_dict().items()}
        batch = run.tokens.pad_rows(run.rows[:4])
        stage = trainer.Stage("frozen", trainer.Schedule(), frozen=trainer.lower_layers(1))
        run.loop.run(stage, [batch] * 3, lambda given: {"loss": run.model(given)["labels"].square().mean()})
        changed = {name for name, tensor in run.model.state_dict().items() if not torch.equal(tensor, before[name])}
        assert not any(name.startswith(("bert.embeddings", "bert.encoder.layer.0")) for name in changed)
        assert any(name.startswith("bert.encoder.layer.1") for name in changed)
        assert all(parameter.requires_grad for parameter in run.model.parameters())

    def test_pulls_an_anchored_encoder_back_but_not_its_heads(self, tiny_base, tmp_path):
        moved = {}
        for anchor in (0.0, 100.0, 1e9):
            folder = tmp_path / str(anchor)
            folder.mkdir()
            model = bert.load(str(tiny_base), heads={"labels": ["a"]})
            before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
            loop = trainer.Trainer(model, trainer.Rates(1e-3, 1e-2), CPU, folder, {}, seed=7, anchor=anchor)
            # A constant gradient, by which AdamW steps alike wherever the weights are.
            loop.run(
                trainer.Stage("one", trainer.Schedule(warmup=0.0, start=1.0, end=1.0)), [0],
                lambda _, model=model: {"loss": sum(each.sum() for each in model.parameters())},
            )  # fmt: skip
            moved[anchor] = {name: (tensor - before[name]).norm() for name, tensor in model.state_dict().items()}
        encoder, head = "bert.encoder.layer.0.output.dense.weight", "heads.labels.weight"
        torch.testing.assert_close(moved[100.0][encoder], 0.9 * moved[0.0][encoder], rtol=1e-3, atol=0.0)
        torch.testing.assert_close(moved[1e9][encoder], 0.5 * moved[0.0][encoder], rtol=1e-3, atol=0.0)
        # Heads are not alike between models, for they begin at random; what they move by is.
        torch.testing.assert_close(moved[100.0][head], moved[0.0][head], rtol=1e-3, atol=0.0)

    def test_stops_when_the_loss_is_not_a_number(self, tiny_base, tmp_path):
        run = Run(tiny_base, tmp_path)
        with pytest.raises(InputError, match="a lower learning rate may help"):
            run.loop.run(trainer.Stage("one", trainer.Schedule()), [0], lambda _: {"loss": torch.tensor(float("nan"))})


class TestRates:
    def test_fall_from_layer_to_layer(self, tiny_base):
        model = bert.load(str(tiny_base), heads={"labels": ["a"]})
        groups = trainer.Rates(1.0, 5.0, weight_decay=0.1, layer_decay=0.5).groups(model)
        found = {id(p): (g["peak"], g["weight_decay"]) for g in groups for p in g["params"]}
        rates = {name: found[id(parameter)] for name, parameter in model.named_parameters()}
        assert rates["heads.labels.weight"] == (5.0, 0.0)
        assert rates["bert.encoder.layer.1.output.dense.weight"] == (1.0, 0.1)
        assert rates["bert.encoder.layer.0.output.dense.weight"] == (0.5, 0.1)
        assert rates["bert.encoder.layer.0.output.dense.bias"] == (0.5, 0.0)
        assert rates["bert.embeddings.word_embeddings.weight"] == (0.25, 0.1)


class TestSchedule:
    def test_rises_and_falls(self):
        schedule = trainer.Schedule(warmup=0.1, start=1.0, end=0.0)
        assert [schedule.factor(done) for done in (0.0, 0.05, 0.1, 0.5, 1.0)] == pytest.approx([0, 0.475, 0.9, 0.5, 0])

    def test_may_do_without_warm_up(self):
        assert trainer.Schedule(warmup=0.0, start=0.6, end=0.0).factor(0.0) == 0.6


class TestBatches:
    def test_hold_each_row_once_within_the_limits(self):
        lengths = np.random.default_rng(0).integers(4, 60, 5000).tolist()
        batches = trainer.bucketed(lengths, np.random.default_rng(1), 512, 32)
        assert sorted(index for batch in batches for index in batch) == list(range(5000))
        for batch in batches:
            assert len(batch) <= 32
            assert len(batch) == 1 or len(batch) * max(lengths[index] for index in batch) <= 512
        padding = sum(max(lengths[i] for i in batch) * len(batch) for batch in batches) / sum(lengths)
        assert padding < 1.05

    def test_take_a_row_that_is_too_long_alone(self):
        assert sorted(trainer.bucketed([700, 3], np.random.default_rng(0), 512)) == [[0], [1]]
