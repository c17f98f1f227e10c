"""From a model's folder to a bundle that the App loads."""

import json
import math

import numpy as np
import onnx
import pytest
import torch
from tokenizers import Tokenizer
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DebertaV2Config,
    DebertaV2ForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    RobertaConfig,
    RobertaForSequenceClassification,
)

from model_export.errors import InputError
from model_export.export import bundle, export, graph, models, precision, quantize
from model_export.export.export import ExportSettings
from model_export.model import bert, outputs, tokens

TYPES = ["bug", "feature", "question", "documentation"]
SMALL = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 66,
    "pad_token_id": 0,
}


def settings(model, out, **others):
    given = {"base_model": "made by a test", "base_license": "Apache-2.0", "max_length": 32} | others
    return ExportSettings(str(model), out, **given)


@pytest.fixture
def with_head(tiny_base, tiny_tokenizer, tmp_path):
    torch.manual_seed(1)
    model = bert.load(str(tiny_base), heads={"issue-type": TYPES})
    torch.nn.init.normal_(model.heads["issue-type"].weight)
    bert.save(model, tiny_tokenizer, tmp_path / "model")
    return tmp_path / "model"


def save_classifier(folder, tokenizer, model, labels):
    model.config.id2label = dict(enumerate(labels))
    bert.save(model.eval(), tokenizer, folder)
    return folder


class TestEncoder:
    def test_makes_a_whole_bundle(self, with_head, tmp_path):
        metrics = export.run(settings(with_head, tmp_path / "out", name="tiny", version="3"))
        manifest = bundle.read(tmp_path / "out")
        assert manifest["name"] == "tiny"
        assert manifest["task"] == "encoder"
        assert manifest["pooling"] == "mean"
        assert manifest["heads"][0]["output"] == "issue_type"
        assert [each["name"] for each in manifest["heads"][0]["labels"]] == TYPES
        assert manifest["base"] == {"model": "made by a test", "license": "Apache-2.0"}
        assert metrics["fp32_max_abs_difference"] < 1e-5
        assert {path.name for path in (tmp_path / "out").iterdir()} == {
            "MODEL_CARD.md", "bundle.json", "golden.json", "metrics.json", "model.onnx", "tokenizer.json",
        }  # fmt: skip

    def test_gives_vectors_and_logits_as_pytorch_does(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out", quantize=("none",)))
        model, row_tokens = bert.load(str(with_head)), tokens.Tokens.open(with_head, 32)
        session = graph.Session(tmp_path / "out/model.onnx")
        assert session.outputs == ["last_hidden_state", "issue_type"]
        for text in ("crash", "how do i install the docs on windows ?"):
            (row,) = row_tokens.encode([text])
            with torch.inference_mode():
                batch = row_tokens.pad_rows([row])
                vectors, expected = model.vectors(batch)[0], model(batch)["issue-type"][0]
            found = session.run(row)
            np.testing.assert_allclose(found["last_hidden_state"], vectors, atol=1e-5)
            np.testing.assert_allclose(found["issue_type"], expected, atol=1e-5)

    def test_takes_any_number_of_rows_and_tokens(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out", quantize=("none",)))
        row_tokens = tokens.Tokens.open(with_head, 32)
        rows = row_tokens.encode(["crash", "memory leak in the table view when the network is slow", "docs typo"])
        session = graph.Session(tmp_path / "out/model.onnx")
        together = session.batch(row_tokens.pad_rows(rows))["issue_type"]
        alone = np.stack([session.run(row)["issue_type"] for row in rows])
        np.testing.assert_allclose(together, alone, atol=1e-5)

    def test_writes_how_outputs_become_probabilities(self, with_head, tmp_path):
        told = outputs.label("feature", 0.3, 1.5, -0.25)
        ngrams = {"file": "issue-type.ngrams.tsv", "weight": 0.5}
        heads = {"issue-type": {"labels": [told], "ngrams": ngrams}}
        similarity = {"intercept": -1.0, "threshold": 0.3, "weights": {"cosine.whole": 2.0}}
        (with_head / "outputs.json").write_text(json.dumps({"heads": heads, "similarity": similarity}))
        (with_head / "issue-type.ngrams.tsv").write_text("#intercept\t0\t0\t0\t0\t0\n")
        export.run(settings(with_head, tmp_path / "out"))
        manifest = bundle.read(tmp_path / "out")
        assert manifest["heads"][0]["labels"] == [outputs.label("bug"), told, *map(outputs.label, TYPES[2:])]
        assert manifest["heads"][0]["ngrams"] == ngrams
        assert manifest["similarity"] == similarity
        assert "issue-type.ngrams.tsv" in manifest["files"]

    def test_takes_an_encoder_without_heads(self, tiny_base, tmp_path):
        export.run(settings(tiny_base, tmp_path / "out", pooling="cls"))
        manifest = bundle.read(tmp_path / "out")
        assert manifest["pooling"] == "cls"
        assert "heads" not in manifest

    def test_keeps_the_tokenizer_from_padding_and_cutting(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out"))
        tokenizer = Tokenizer.from_file(str(tmp_path / "out/tokenizer.json"))
        assert tokenizer.padding is None
        assert tokenizer.truncation is None

    def test_leaves_no_path_of_this_machine_in_the_graph(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out"))
        assert b"/site-packages/" not in (tmp_path / "out/model.onnx").read_bytes()


class TestGolden:
    def test_holds_ids_and_answers_of_both_precisions(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out"))
        golden = json.loads((tmp_path / "out/golden.json").read_text(encoding="utf-8"))
        assert golden["model.onnx"] == bundle.read(tmp_path / "out")["files"]["model.onnx"]
        assert len(golden["cases"]) >= 8
        for case in golden["cases"]:
            assert case.keys() == {"text", "ids", "type_ids", "fp32", "int8"}
            assert len(case["ids"]) == len(case["type_ids"]) <= 32
            assert math.hypot(*case["fp32"]["embedding"]) == pytest.approx(1, abs=1e-4)
            assert len(case["int8"]["issue_type"]) == 4
        session = graph.Session(tmp_path / "out/model.onnx")
        first = golden["cases"][0]
        found = session.run(tokens.Row(first["ids"], first["type_ids"]))["issue_type"]
        np.testing.assert_allclose(found, first["int8"]["issue_type"], atol=1e-5)

    def test_has_pairs_for_nli(self, tiny_tokenizer, tmp_path):
        model = BertForSequenceClassification(
            BertConfig(vocab_size=tiny_tokenizer.get_vocab_size(), num_labels=3, **SMALL)
        )
        folder = save_classifier(tmp_path / "nli", tiny_tokenizer, model, ["contradiction", "entailment", "neutral"])
        export.run(settings(folder, tmp_path / "out"))
        case = json.loads((tmp_path / "out/golden.json").read_text(encoding="utf-8"))["cases"][0]
        assert case["hypothesis"] == "This issue is about bug. Something isn't working"
        assert set(case["type_ids"]) == {0, 1}
        assert len(case["fp32"]["logits"]) == 3


FAMILIES = {
    "bert": (BertForSequenceClassification, BertConfig, SMALL),
    "roberta": (RobertaForSequenceClassification, RobertaConfig, SMALL | {"type_vocab_size": 1}),
    "deberta": (
        DebertaV2ForSequenceClassification,
        DebertaV2Config,
        SMALL
        | {
            "type_vocab_size": 0,
            "relative_attention": True,
            "position_buckets": 16,
            "norm_rel_ebd": "layer_norm",
            "share_att_key": True,
            "pos_att_type": ["p2c", "c2p"],
            "position_biased_input": False,
        },
    ),
    "distilbert": (
        DistilBertForSequenceClassification,
        DistilBertConfig,
        {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64, "max_position_embeddings": 66, "pad_token_id": 0},
    ),
}


class TestOtherModels:
    @pytest.mark.parametrize("family", FAMILIES)
    def test_of_these_families_become_nli_bundles(self, family, tiny_tokenizer, tmp_path):
        torch.manual_seed(2)
        model_class, config_class, sizes = FAMILIES[family]
        config = config_class(vocab_size=tiny_tokenizer.get_vocab_size(), num_labels=2, initializer_range=0.2, **sizes)
        labels = ["entailment", "not_entailment"]
        folder = save_classifier(tmp_path / family, tiny_tokenizer, model_class(config), labels)
        metrics = export.run(settings(folder, tmp_path / "out", quantize=("none",)))
        manifest = bundle.read(tmp_path / "out")
        assert manifest["task"] == "nli"
        assert manifest["entailment"]["classes"] == labels
        assert "maxRows" not in manifest
        assert metrics["fp32_max_abs_difference"] < 1e-4
        inputs = set(graph.Session(tmp_path / "out/model.onnx").inputs)
        types = {"token_type_ids"} if family == "bert" else set()
        assert inputs - types == {"input_ids", "attention_mask"}

    def test_become_multi_label_bundles_when_they_name_labels(self, tiny_tokenizer, tmp_path):
        model = BertForSequenceClassification(
            BertConfig(vocab_size=tiny_tokenizer.get_vocab_size(), num_labels=3, **SMALL)
        )
        folder = save_classifier(tmp_path / "labels", tiny_tokenizer, model, ["Crash", "Docs", "UI"])
        export.run(settings(folder, tmp_path / "out"))
        manifest = bundle.read(tmp_path / "out")
        assert manifest["labels"] == [outputs.label(name) for name in ("Crash", "Docs", "UI")]
        assert manifest["maxRows"] == 1

    def test_need_classes_when_they_name_none(self, tiny_tokenizer, tmp_path):
        model = BertForSequenceClassification(
            BertConfig(vocab_size=tiny_tokenizer.get_vocab_size(), num_labels=3, **SMALL)
        )
        folder = save_classifier(tmp_path / "m", tiny_tokenizer, model, ["LABEL_0", "LABEL_1", "LABEL_2"])
        with pytest.raises(InputError, match="--classes"):
            export.run(settings(folder, tmp_path / "out"))
        export.run(settings(folder, tmp_path / "out", classes=("Contradiction", "Entailment", "Neutral")))
        assert bundle.read(tmp_path / "out")["entailment"]["classes"] == ["contradiction", "entailment", "neutral"]


class TestQuantizing:
    @pytest.fixture
    def fp32(self, tiny_base, tmp_path):
        model = bert.load_encoder(str(tiny_base))
        path = tmp_path / "fp32.onnx"
        module = models.Encoding(model, None, "mean").eval()
        vocabulary = model.config.vocab_size
        graph.trace(module, graph.INPUTS, [graph.TOKEN_VECTORS], path, additive=True, vocabulary=vocabulary)
        return path

    @pytest.mark.parametrize("method", ["dynamic", "mixed", "weight-only"])
    @pytest.mark.parametrize("reduce_range", [False, True])
    def test_stays_near_fp32(self, method, reduce_range, fp32, tiny_base, tmp_path):
        small = tmp_path / "small.onnx"
        quantize.quantize(fp32, small, method, reduce_range)
        rows = tokens.Tokens.open(tiny_base, 32).encode(["crash on windows", "add dark mode to the table view"])
        figures = precision.deviation(graph.Session(fp32), graph.Session(small), rows, "mean", "encoder")
        assert figures["min_cosine"] > 0.99
        assert small.stat().st_size < fp32.stat().st_size

    def test_uses_the_kinds_of_product_that_it_is_named_for(self, fp32, tmp_path):
        kinds = {}
        for method in ("dynamic", "mixed", "weight-only"):
            quantize.quantize(fp32, tmp_path / "small.onnx", method)
            types = [node.op_type for node in onnx.load(tmp_path / "small.onnx").graph.node]
            kinds[method] = (types.count("MatMulInteger"), types.count("MatMulNBits"))
        # Of each of the two layers: query, key, value, attention's output; then feed-forward out and back.
        assert kinds == {"dynamic": (12, 0), "mixed": (10, 2), "weight-only": (0, 12)}

    def test_gives_each_word_a_scale_of_its_own(self, fp32):
        model = onnx.load(fp32)
        quantize.quantize_tables(model, least=1000)
        tensors = {each.name: onnx.numpy_helper.to_array(each) for each in model.graph.initializer}
        whole, scale = (next(v for k, v in tensors.items() if k.endswith(f"word_embeddings.weight{end}"))
                        for end in ("_int8", "_scale"))  # fmt: skip
        assert whole.dtype == np.int8
        assert scale.shape == (len(whole), 1)
        before = onnx.numpy_helper.to_array(next(
            each for each in onnx.load(fp32).graph.initializer if each.name.endswith("word_embeddings.weight")
        ))  # fmt: skip
        assert np.abs(whole * scale - before).max() <= scale.max() / 2 + 1e-6

    def test_tries_the_next_way_when_scores_stray(self, with_head, tmp_path):
        metrics = export.run(settings(with_head, tmp_path / "out", tolerance=0.0))
        assert list(metrics["quantized"]) == ["dynamic", "mixed", "weight-only"]
        largest = {name: figures["max_score_difference"] for name, figures in metrics["quantized"].items()}
        assert metrics["precision"] == f"int8, {min(largest, key=largest.get)}"


class TestRefusals:
    def test_of_a_bundle_that_is_too_large(self, with_head, tmp_path):
        with pytest.raises(InputError, match="more than 0"):
            export.run(settings(with_head, tmp_path / "out", max_megabytes=0))
        assert not (tmp_path / "out").exists()

    def test_of_a_graph_that_is_not_the_model(self, with_head, tmp_path, monkeypatch):
        monkeypatch.setattr(precision, "TOLERANCE", -1.0)
        with pytest.raises(InputError, match="differs from PyTorch"):
            export.run(settings(with_head, tmp_path / "out"))

    def test_of_more_tokens_than_positions(self, with_head, tmp_path):
        with pytest.raises(InputError, match="takes 64 tokens at most"):
            export.run(settings(with_head, tmp_path / "out", max_length=65))

    def test_of_ways_to_quantize_that_do_not_exist(self, with_head, tmp_path):
        with pytest.raises(ValueError, match="--quantize none, static: give dynamic"):
            settings(with_head, tmp_path / "out", quantize=("dynamic", "none", "static"))

    def test_of_a_hub_model_that_is_not_pinned(self, tmp_path):
        with pytest.raises(InputError, match="pinned as OWNER/NAME@COMMIT"):
            export.run(settings("octo/model@main", tmp_path / "out"))

    @pytest.mark.parametrize("wrong", ["2024-05-01", "2024-05-01T12:00:00", "last May", 5])
    def test_of_a_time_of_training_that_is_no_instant(self, wrong, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out"))
        manifest = bundle.read(tmp_path / "out")
        assert "trained_until" not in manifest
        bundle.check(manifest | {"trained_until": "2024-05-01T12:00:00Z"})
        with pytest.raises(InputError, match="'trained_until' must be an instant"):
            bundle.check(manifest | {"trained_until": wrong})

    def test_of_a_bundle_whose_file_was_changed(self, with_head, tmp_path):
        export.run(settings(with_head, tmp_path / "out"))
        (tmp_path / "out/tokenizer.json").write_text("{}")
        with pytest.raises(InputError, match="Export it again"):
            bundle.read(tmp_path / "out")
