"""From prepared issues to a classifier with thresholds."""

import json
import shutil

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from model_export import jsonl
from model_export.data import prepared as prepared_data
from model_export.errors import InputError
from model_export.export import bundle, export
from model_export.measure import metrics
from model_export.model import bert
from model_export.training import finetune, lineage, trainer
from model_export.training.finetune import FinetuneSettings


def settings(prepared, base, out, **others):
    given = {
        "epochs": 10,
        "patience": 4,
        "learning_rate": 2e-3,
        "head_learning_rate": 2e-2,
        "max_length": 24,
        "device": "cpu",
    } | others
    return FinetuneSettings(prepared, base=str(base), out=out, **given)


@pytest.fixture(scope="module")
def trained(prepared, tiny_base, tmp_path_factory):
    out = tmp_path_factory.mktemp("trained") / "model"
    return out, finetune.run(settings(prepared, tiny_base, out))


class TestModel:
    def test_learns_the_labels(self, trained):
        _, figures = trained
        assert figures["results"]["validation micro f1"] > 0.9
        assert figures["results"]["test micro f1"] > 0.9

    def test_does_not_repeat_itself_where_all_labels_are_types(self, trained):
        _, figures = trained
        assert not any(" of types" in name or " of topics" in name for name in figures["results"])

    def test_tells_types_and_topics_apart(self, monkeypatch):
        labels = prepared_data.LabelSet(("bug", "net"), {})
        truth = np.array([[1, 1], [1, 1], [0, 0], [0, 0]])
        logits = np.array([[4.0, 4.0], [4.0, -4.0], [-4.0, -4.0], [-4.0, -4.0]])
        issues = finetune.Examples([[0]] * 4, truth, ["t"] * 4, ["octo/cat"] * 4, [None] * 4)
        monkeypatch.setattr(finetune.inference, "over_rows", lambda *_: logits)
        figures, _ = finetune._judge(settings("data", "base", "out"), None, issues, issues, labels, None, None)
        results = figures["results"]
        # All are given but net on the second issue.
        assert results["test micro f1"] == pytest.approx(2 * 3 / (3 + 4))
        assert (results["test micro f1 of types"], results["test macro f1 of types"]) == (1, 1)
        assert results["test micro f1 of topics"] == pytest.approx(2 / 3)
        assert results["test macro f1 of topics"] == pytest.approx(2 / 3)

    def test_tells_thresholds_and_calibrations(self, trained):
        out, _ = trained
        labels = json.loads((out / "outputs.json").read_text())["heads"]["labels"]["labels"]
        assert [each["name"] for each in labels] == ["bug", "feature", "question"]
        assert all(0 < each["threshold"] < 1 and each["calibration"]["slope"] > 0 for each in labels)

    def test_is_kept_from_its_best_epoch(self, trained):
        _, figures = trained
        known = [epoch["validation_micro_f1"] for epoch in figures["history"]]
        assert figures["results"]["validation micro f1"] >= max(known) - 0.1
        assert max(known) > 0.9

    def test_says_what_it_was_trained_on(self, trained):
        _, figures = trained
        assert [line.split(":")[0] for line in figures["data"]] == ["octo/cat", "octo/dog"]
        assert sum(int(line.split(" ")[1]) for line in figures["data"]) == 108

    def test_does_not_say_until_when_where_issues_have_no_date(self, trained, tmp_path):
        out, figures = trained
        assert "trained_until" not in figures
        assert lineage.trained_until(lineage.of(out)) is None

    def test_names_the_repositories_that_it_has_seen_and_so_does_its_bundle(self, trained, tmp_path):
        out, figures = trained
        assert figures["trained_repositories"] == [{"repo": "octo/cat"}, {"repo": "octo/dog"}]
        export.run(export.ExportSettings(str(out), tmp_path / "b", "made by a test", "Apache-2.0", max_length=24))
        assert bundle.read(tmp_path / "b")["trained_repositories"] == figures["trained_repositories"]

    def test_leaves_neither_checkpoint_nor_scratch(self, trained):
        out, _ = trained
        assert not [path.name for path in out.iterdir() if path.suffix in (".pt", ".tmp")]
        assert [path.name for path in out.parent.iterdir()] == ["model"]

    def test_becomes_a_bundle(self, trained, tmp_path):
        out, _ = trained
        export.run(export.ExportSettings(str(out), tmp_path / "b", "made by a test", "Apache-2.0", max_length=24))
        manifest = bundle.read(tmp_path / "b")
        assert manifest["task"] == "multi-label"
        assert [each["name"] for each in manifest["labels"]] == ["bug", "feature", "question"]
        assert manifest["metrics"]["test micro f1"] > 0.9
        card = (tmp_path / "b/MODEL_CARD.md").read_text()
        assert "[finetune]" in card
        assert "learning_rate = 0.002" in card


class TestTrainedUntil:
    @pytest.fixture
    def dated(self, prepared, tmp_path):
        """The prepared issues, each split a month after the one before, with some words of test after all."""
        folder = tmp_path / "dated"
        shutil.copytree(prepared, folder)
        for month, split in enumerate(prepared_data.SPLITS, start=1):
            rows = prepared_data.read_split(prepared, split)
            for number, row in enumerate(rows):
                row["created_at"] = f"2024-0{month}-{1 + number % 28:02}T12:00:00+02:00"
            jsonl.write(folder / f"{split}.jsonl", rows)
        return folder

    def test_is_when_the_newest_issue_of_train_and_validation_was_opened(self, dated, tiny_base, tmp_path):
        figures = finetune.run(settings(dated, tiny_base, tmp_path / "out", epochs=1, samples=8))
        assert figures["trained_until"] == "2024-02-28T10:00:00Z"
        assert json.loads((tmp_path / "out/metrics.json").read_text())["trained_until"] == "2024-02-28T10:00:00Z"
        assert max(each["until"] for each in figures["trained_repositories"]) == "2024-02-28T10:00:00Z"

    def test_is_unknown_where_one_issue_has_no_date(self, dated, tiny_base, tmp_path):
        rows = prepared_data.read_split(dated, "validation")
        labelled = next(row for row in rows if row["labels"])
        del labelled["created_at"]
        jsonl.write(dated / "validation.jsonl", rows)
        figures = finetune.run(settings(dated, tiny_base, tmp_path / "out", epochs=1, samples=8))
        assert "trained_until" not in figures

    def test_needs_no_date_of_issues_that_nobody_labelled(self, dated, tiny_base, tmp_path):
        rows = prepared_data.read_split(dated, "train")
        for row in rows:
            if row["labels"] is None:
                del row["created_at"]
        jsonl.write(dated / "train.jsonl", rows)
        figures = finetune.run(settings(dated, tiny_base, tmp_path / "out", epochs=1, samples=8))
        assert figures["trained_until"] == "2024-02-28T10:00:00Z"

    def test_is_the_newest_of_all_steps_that_saw_labels(self):
        early = {"step": "finetune", "trained_until": "2024-01-01T00:00:00Z"}
        late = {"step": "ngrams", "trained_until": "2024-03-01T00:00:00Z"}
        words = {"step": "adapt"}
        assert lineage.trained_until([words, late, early]) == "2024-03-01T00:00:00Z"
        assert lineage.trained_until([words, early, {"step": "embed"}]) is None
        assert lineage.trained_until([words]) is None


class TestTraining:
    def test_goes_on_after_a_kill_to_the_same_weights(self, prepared, tiny_base, tmp_path, monkeypatch):
        whole = settings(prepared, tiny_base, tmp_path / "whole", epochs=2)
        finetune.run(whole)
        steps = []

        class Breaking(trainer.Trainer):
            def __init__(self, *arguments, **named):
                super().__init__(*arguments, **named, every=0)

            def _update(self, losses, batch):
                steps.append(batch)
                if len(steps) == 11:
                    raise KeyboardInterrupt
                super()._update(losses, batch)

        broken = settings(prepared, tiny_base, tmp_path / "broken", epochs=2)
        monkeypatch.setattr(trainer, "Trainer", Breaking)
        with pytest.raises(KeyboardInterrupt):
            finetune.run(broken)
        assert not (tmp_path / "broken").exists()
        finetune.run(broken)
        first, second = (bert.load(str(tmp_path / name)).state_dict() for name in ("whole", "broken"))
        for name, tensor in first.items():
            assert torch.equal(second[name], tensor), name

    def test_can_take_few_samples_and_more_steps(self, prepared, tiny_base, tmp_path):
        figures = finetune.run(settings(prepared, tiny_base, tmp_path / "few", samples=8, least_steps=12, epochs=2))
        assert sum(int(line.split(" ")[1]) for line in figures["data"]) == 8
        assert [epoch["steps"] for epoch in figures["history"]] == [6, 6]

    def test_stops_when_nothing_gets_better(self, prepared, tiny_base, tmp_path):
        still = {"learning_rate": 0.0, "head_learning_rate": 0.0}
        figures = finetune.run(settings(prepared, tiny_base, tmp_path / "still", patience=1, **still))
        assert len(figures["history"]) == 2

    def test_begins_with_what_prepare_wrote(self, tiny_base, tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            finetune.run(settings(tmp_path, tiny_base, tmp_path / "out"))


class TestHead:
    def test_begins_by_saying_how_many_issues_carry_a_label(self):
        head = torch.nn.Linear(8, 3)
        truth = np.array([[1, 0, metrics.UNKNOWN], [0, 0, metrics.UNKNOWN], [1, 0, 1], [1, 0, 0]])
        finetune.begin_at_shares(head, truth)
        said = torch.sigmoid(head(torch.randn(5, 8)))
        assert torch.allclose(said, torch.tensor([3.5 / 5, 0.5 / 5, 1.5 / 3]).expand(5, 3))

    def test_goes_on_where_the_base_has_one_for_the_same_labels(self, prepared, trained, tmp_path):
        base, _ = trained
        still = {"learning_rate": 0.0, "head_learning_rate": 0.0, "epochs": 1, "weight_decay": 0.0}
        finetune.run(settings(prepared, base, tmp_path / "more", **still))
        before, after = (bert.load(str(folder)).heads["labels"].weight for folder in (base, tmp_path / "more"))
        assert torch.equal(before, after)

    def test_is_another_where_the_labels_differ(self, trained):
        base, _ = trained
        assert bert.has_head(str(base), "labels", ["bug", "feature", "question"])
        assert not bert.has_head(str(base), "labels", ["bug", "question", "feature"])
        assert not bert.has_head(str(base), "types", ["bug", "feature", "question"])


class TestLosses:
    logits = torch.tensor([[2.0, -1.0, 0.5], [-3.0, 0.0, 1.0]])
    target = torch.tensor([[1, 0, -1], [0, -1, 1]])

    def test_leave_unknown_cells_out(self):
        for loss in (
            lambda logits: finetune.masked_bce(logits, self.target, torch.ones(3)),
            lambda logits: finetune.asymmetric_loss(logits, self.target, 4.0, 0.05, torch.ones(3)),
        ):
            logits = self.logits.clone().requires_grad_(True)
            loss(logits).backward()
            assert (logits.grad[self.target < 0] == 0).all()
            assert (logits.grad[self.target == 1] < 0).all()

    def test_of_cross_entropy_is_pytorchs_where_all_is_known(self):
        target = self.target.clamp(min=0)
        expected = F.binary_cross_entropy_with_logits(self.logits, target.float())
        assert torch.isclose(finetune.masked_bce(self.logits, target, torch.ones(3)), expected)

    def test_asymmetric_is_cross_entropy_without_focus_and_margin(self):
        found = finetune.asymmetric_loss(self.logits, self.target, 0.0, 0.0, torch.ones(3))
        assert torch.isclose(found, finetune.masked_bce(self.logits, self.target, torch.ones(3)))

    def test_asymmetric_forgets_easy_negatives(self):
        easy, hard = torch.tensor([[-4.0]]), torch.tensor([[2.0]])
        negative = torch.zeros(1, 1, dtype=torch.long)
        assert finetune.asymmetric_loss(easy, negative, 4.0, 0.05, torch.ones(1)) == 0
        assert finetune.asymmetric_loss(hard, negative, 4.0, 0.05, torch.ones(1)) > 0.5


class TestClassWeights:
    truth = np.array([[1, 0], [0, 0], [0, 1], [0, metrics.UNKNOWN], [0, 0]])

    def test_count_who_lacks_a_label_to_who_carries_it(self):
        assert finetune.positive_weights(self.truth, "balanced").tolist() == [4, 3]
        assert finetune.positive_weights(self.truth, "sqrt").tolist() == pytest.approx([2, 3**0.5])
        assert finetune.positive_weights(self.truth, "none").tolist() == [1, 1]

    def test_have_a_limit(self):
        truth = np.zeros((1000, 1), int)
        truth[0] = 1
        assert finetune.positive_weights(truth, "balanced").tolist() == [10]
        assert finetune.positive_weights(truth, "sqrt").tolist() == [10]
