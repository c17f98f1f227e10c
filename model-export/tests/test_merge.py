"""The mean of models' weights, and what it is refused for."""

import shutil

import pytest
import torch
from transformers import AutoConfig, BertForSequenceClassification

from model_export import jsonl, output
from model_export.errors import InputError
from model_export.model import bert
from model_export.model.tokens import Tokens
from model_export.training import lineage, merge
from model_export.training.merge import MergeSettings

TYPES = ["bug", "feature"]


@pytest.fixture(scope="module")
def variants(tiny_base, tiny_tokenizer, tmp_path_factory):
    """Two models tuned from the tiny base, by noise of other seeds, both with a head; and a third with another head."""
    folders = []
    for seed, heads in enumerate(({"issue-type": TYPES}, {"issue-type": TYPES}, {"issue-type": TYPES[::-1]})):
        folder = tmp_path_factory.mktemp("merge") / f"m{seed}"
        torch.manual_seed(seed)
        model = bert.load(str(tiny_base), heads=heads)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.add_(torch.randn_like(parameter), alpha=0.05)
        bert.save(model, tiny_tokenizer, folder)
        past = {"step": "adapt", "data": ["words"], "results": {"loss": 1.0}}
        last = {"step": "embed", "data": [f"part {seed}"], "results": {"f1": 0.5}}
        jsonl.write_json(folder / output.METRICS, last | {lineage.KEY: [past]})
        jsonl.write_json(folder / "outputs.json", {"heads": {}})
        folders.append(folder)
    return folders


def classifier(base, tokenizer, folder, seed):
    """A model as `nli` leaves it, with weights of a seed."""
    torch.manual_seed(seed)
    config = AutoConfig.from_pretrained(base, id2label={0: "entailment", 1: "other"})
    model = BertForSequenceClassification(config)
    bert.save(model, tokenizer, folder)
    return model.state_dict()


def merged(out, *models, weights=()):
    merge.run(MergeSettings(tuple(map(str, models)), out, weights))
    return bert.load(str(out))


class TestMean:
    def test_is_weighted(self, variants, tmp_path):
        first, second = (bert.load(str(folder)).state_dict() for folder in variants[:2])
        found = merged(tmp_path / "out", *variants[:2], weights=(3.0, 1.0)).state_dict()
        assert found.keys() == first.keys()
        for name, tensor in found.items():
            torch.testing.assert_close(tensor, 0.75 * first[name] + 0.25 * second[name])

    def test_of_a_model_with_itself_is_the_model(self, variants, tmp_path):
        found = merged(tmp_path / "out", variants[0], variants[0])
        expected = bert.load(str(variants[0]))
        batch_of = Tokens.open(tmp_path / "out", 16)
        batch = batch_of.pad_rows(batch_of.encode(["crash on startup", "add dark mode"]))
        torch.testing.assert_close(found(batch)["issue-type"], expected(batch)["issue-type"])
        assert found.config.heads == {"issue-type": TYPES}

    @pytest.mark.parametrize("base_first", [True, False])
    def test_with_a_base_that_has_no_head_keeps_the_head(self, variants, tiny_base, tmp_path, base_first):
        models = (tiny_base, variants[0]) if base_first else (variants[0], tiny_base)
        found = merged(tmp_path / "out", *models).state_dict()
        base, tuned = (bert.load(str(folder)).state_dict() for folder in (tiny_base, variants[0]))
        assert torch.equal(found["heads.issue-type.weight"], tuned["heads.issue-type.weight"])
        name = "bert.encoder.layer.0.output.dense.weight"
        torch.testing.assert_close(found[name], (base[name] + tuned[name]) / 2)

    def test_of_bare_encoders_has_no_head(self, tiny_base, tmp_path):
        assert len(merged(tmp_path / "out", tiny_base, tiny_base).heads) == 0

    def test_takes_an_encoder_as_the_hub_names_its_tensors(self, variants, tiny_base, tmp_path):
        hub = tmp_path / "hub"
        bert.load_encoder(str(tiny_base)).save_pretrained(hub)
        (hub / "tokenizer.json").write_bytes((tiny_base / "tokenizer.json").read_bytes())
        found, expected = (
            merged(tmp_path / name, variants[0], base).state_dict() for name, base in (("a", hub), ("b", tiny_base))
        )
        assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())

    def test_of_cross_encoders_has_their_pooler_and_classifier(self, tiny_base, tiny_tokenizer, tmp_path):
        first, second = (classifier(tiny_base, tiny_tokenizer, tmp_path / str(seed), seed) for seed in (0, 1))
        merge.run(MergeSettings((str(tmp_path / "0"), str(tmp_path / "1")), tmp_path / "out"))
        found = BertForSequenceClassification.from_pretrained(tmp_path / "out")
        assert found.config.id2label == {0: "entailment", 1: "other"}
        for name, tensor in found.state_dict().items():
            torch.testing.assert_close(tensor, (first[name] + second[name]) / 2)


class TestFolder:
    def test_tells_each_step_once_and_no_figure_of_a_part_as_its_own(self, variants, tmp_path):
        merged(tmp_path / "out", *variants[:2])
        steps = lineage.of(tmp_path / "out")
        assert [step["step"] for step in steps] == ["adapt", "embed", "embed", "merge"]
        assert lineage.training_data(steps) == ["words", "part 0", "part 1"]
        assert lineage.results(steps) == {}
        assert steps[0]["results_before_merge"] == {"loss": 1.0}
        assert [each["share"] for each in steps[-1]["shares"]] == [0.5, 0.5]

    def test_leaves_calibrations_behind(self, variants, tmp_path):
        merged(tmp_path / "out", *variants[:2])
        assert not (tmp_path / "out" / "outputs.json").exists()


class TestTrainedUntil:
    def with_past(self, model, folder, **told):
        shutil.copytree(model, folder)
        jsonl.write_json(folder / output.METRICS, {"step": "finetune", **told})
        return folder

    def test_is_the_newest_of_the_parts(self, variants, tiny_base, tmp_path):
        early = self.with_past(variants[0], tmp_path / "early", trained_until="2024-01-01T00:00:00Z")
        late = self.with_past(variants[1], tmp_path / "late", trained_until="2024-02-01T00:00:00Z")
        merged(tmp_path / "out", early, late, tiny_base)
        assert lineage.trained_until(lineage.of(tmp_path / "out")) == "2024-02-01T00:00:00Z"

    def test_is_unknown_where_one_part_does_not_say(self, variants, tmp_path):
        early = self.with_past(variants[0], tmp_path / "early", trained_until="2024-01-01T00:00:00Z")
        silent = self.with_past(variants[1], tmp_path / "silent")
        merged(tmp_path / "out", early, silent)
        assert lineage.trained_until(lineage.of(tmp_path / "out")) is None


class TestRefuses:
    def test_another_architecture(self, tiny_base, tiny_tokenizer, tmp_path):
        config = bert.load(str(tiny_base)).config
        config.num_hidden_layers = 1
        bert.save(bert.BertWithHeads(config), tiny_tokenizer, tmp_path / "small")
        with pytest.raises(InputError, match="differ in num_hidden_layers, 2 and 1"):
            merged(tmp_path / "out", tiny_base, tmp_path / "small")
        assert not (tmp_path / "out").exists()

    def test_heads_of_other_labels(self, variants, tmp_path):
        with pytest.raises(InputError, match="other labels in their head 'issue-type'"):
            merged(tmp_path / "out", variants[0], variants[2])

    def test_a_classifier_and_a_model_with_another_kind_of_head(self, variants, tiny_base, tiny_tokenizer, tmp_path):
        classifier(tiny_base, tiny_tokenizer, tmp_path / "nli", 0)
        with pytest.raises(InputError, match="heads of other kinds"):
            merged(tmp_path / "out", variants[0], tmp_path / "nli")

    def test_a_folder_without_weights(self, tiny_base, tmp_path):
        (tmp_path / "config.json").write_bytes((tiny_base / "config.json").read_bytes())
        with pytest.raises(InputError, match=r"cannot read .*model\.safetensors"):
            merged(tmp_path / "out", tiny_base, tmp_path)

    @pytest.mark.parametrize(
        ("models", "weights", "problem"),
        [
            (("a",), (), "at least two models"),
            (("a", "b"), (1.0,), "1 for 2 models"),
            (("a", "b"), (1.0, 0.0), "above 0"),
            (("a", "b"), (1.0, float("nan")), "above 0"),
        ],
    )
    def test_weights_that_give_no_mean(self, models, weights, problem, tmp_path):
        with pytest.raises(ValueError, match=problem):
            MergeSettings(models, tmp_path / "out", weights)
