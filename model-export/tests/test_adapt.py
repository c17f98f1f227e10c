"""Masked-language-model adaptation."""

import pytest
import torch

from model_export import jsonl
from model_export.errors import InputError
from model_export.model import bert
from model_export.model.tokens import Tokens
from model_export.training import adapt
from model_export.training.adapt import AdaptSettings, Masker

SENTENCES = ("crash on startup when the file is empty", "add dark mode to the table view", "how do i install on linux")


@pytest.fixture(scope="module")
def issues(tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "issues.jsonl"
    rows = [
        {"repo": "octo/cat", "title": SENTENCES[n % 3], "body": f"issue {n} {SENTENCES[(n + 1) % 3]}", "labels": []}
        for n in range(90)
    ]
    jsonl.write(path, [*rows, rows[0]])
    return path


def settings(issues, base, out, **others):
    given = {
        "max_length": 24, "batch_tokens": 192, "head_steps": 10, "learning_rate": 3e-3, "head_learning_rate": 1e-2,
        "new_head_learning_rate": 1e-2, "epochs": 2, "held_out": 0.2, "device": "cpu", "hold": 0.5,
    } | others  # fmt: skip
    return AdaptSettings((issues,), base=str(base), out=out, **given)


@pytest.fixture
def masker(tiny_base):
    def make(**others):
        row_tokens = Tokens.open(tiny_base, 32)
        given = AdaptSettings((), base="", out=tiny_base, **others)
        return row_tokens, Masker.of(row_tokens, row_tokens.tokenizer.get_vocab_size(), given)

    return make


class TestAdapting:
    def test_lowers_the_held_out_loss(self, issues, tiny_base, tmp_path):
        figures = adapt.run(settings(issues, tiny_base, tmp_path / "out", epochs=4))
        assert figures["after"]["loss"] < 0.85 * figures["before"]["loss"]
        assert figures["after"]["perplexity"] < figures["before"]["perplexity"]
        assert figures["before"]["cosine_to_base"] <= 1
        assert (figures["texts"], figures["held_out_texts"]) == (72, 18)
        assert figures["data"] == ["octo/cat: 90 texts"]

    def test_leaves_an_encoder_that_loads(self, issues, tiny_base, tmp_path):
        adapt.run(settings(issues, tiny_base, tmp_path / "out", epochs=1))
        before, after = (bert.load(str(folder)).state_dict() for folder in (tiny_base, tmp_path / "out"))
        assert before.keys() == after.keys()
        name = "bert.encoder.layer.1.output.dense.weight"
        assert not torch.equal(before[name], after[name])

    def test_leaves_frozen_layers_alone(self, issues, tiny_base, tmp_path):
        adapt.run(settings(issues, tiny_base, tmp_path / "out", epochs=1, freeze=1))
        before, after = (bert.load(str(folder)).state_dict() for folder in (tiny_base, tmp_path / "out"))
        changed = {name for name in before if not torch.equal(before[name], after[name])}
        assert changed
        assert all("layer.1." in name for name in changed)

    def test_goes_on_with_the_head_that_a_base_has(self, issues, tiny_base, tmp_path):
        first = adapt.run(settings(issues, tiny_base, tmp_path / "first"))
        second = adapt.run(settings(issues, tmp_path / "first", tmp_path / "second"))
        assert second["before"]["loss"] == pytest.approx(first["after"]["loss"], rel=1e-3)
        assert [step["step"] for step in second["lineage"]] == ["adapt"]

    def test_stays_nearer_to_the_base_when_it_is_held(self, issues, tiny_base, tmp_path):
        free = adapt.run(settings(issues, tiny_base, tmp_path / "free", epochs=1, hold=0.0))
        held = adapt.run(settings(issues, tiny_base, tmp_path / "held", epochs=1, hold=20.0))
        assert held["after"]["cosine_to_base"] > free["after"]["cosine_to_base"]

    def test_cuts_long_texts_into_several(self, issues, tiny_base, tmp_path):
        given = settings(issues, tiny_base, tmp_path / "out", chunk=True, max_length=8)
        row_tokens = Tokens.open(tiny_base, 8)
        rows = adapt._rows(given, row_tokens, [" ".join(["crash"] * 15)])
        assert [len(row) for row in rows] == [8, 8, 5]
        assert all((row.ids[0], row.ids[-1]) == (2, 3) for row in rows)
        assert sum(row.ids.count(row_tokens.tokenizer.token_to_id("crash")) for row in rows) == 15

    def test_needs_texts_to_hold_out(self, tiny_base, tmp_path):
        jsonl.write(tmp_path / "one.jsonl", [{"repo": "octo/cat", "title": "crash", "body": ""}])
        with pytest.raises(InputError, match="too few"):
            adapt.run(settings(tmp_path / "one.jsonl", tiny_base, tmp_path / "out"))


class TestMasks:
    def draw(self, row_tokens, masker, text, times):
        ids = row_tokens.pad_rows(row_tokens.encode([text, "crash"])).input_ids
        real = row_tokens.pad_rows(row_tokens.encode([text, "crash"])).attention_mask
        generator = torch.Generator().manual_seed(0)
        return ids, real, [masker.draw(ids, real, generator) for _ in range(times)]

    def test_have_the_shares_of_bert(self, masker):
        row_tokens, mask = masker(masked=0.15)
        ids, real, drawn = self.draw(row_tokens, mask, SENTENCES[0], 3000)
        ordinary = (real == 1) & (ids > 4)
        chosen = torch.stack([each[1] for each in drawn])
        masked = torch.stack([each[0] for each in drawn])
        assert chosen[:, ordinary].float().mean() == pytest.approx(0.15, abs=0.01)
        told = masked[chosen]
        same = ids.expand_as(masked)[chosen]
        assert (told == 4).float().mean() == pytest.approx(0.8, abs=0.015)
        assert (told == same).float().mean() == pytest.approx(0.1, abs=0.015)
        assert (masked[~chosen] == ids.expand_as(masked)[~chosen]).all()

    def test_never_take_or_give_special_tokens(self, masker):
        row_tokens, mask = masker(masked=0.5)
        ids, _, drawn = self.draw(row_tokens, mask, SENTENCES[1], 300)
        for masked, chosen in drawn:
            assert not chosen[ids <= 4].any()
            assert not (masked[chosen] < 4).any()

    def test_hide_whole_words_when_asked(self, masker):
        row_tokens, mask = masker(masked=0.4, whole_words=True)
        ids, _, drawn = self.draw(row_tokens, mask, "crash kubernetes table linux", 200)
        pieces = [row_tokens.tokenizer.id_to_token(number) for number in ids[0]]
        word = [place for place, piece in enumerate(pieces) if piece == "k" or piece.startswith("##")]
        assert len(word) == len("kubernetes")
        hidden = {tuple(chosen[0, word].tolist()) for _, chosen in drawn}
        assert hidden == {(True,) * len(word), (False,) * len(word)}

    def test_hide_one_token_at_least(self, masker):
        row_tokens, mask = masker(masked=1e-9)
        _, _, drawn = self.draw(row_tokens, mask, SENTENCES[0], 5)
        assert all(chosen.sum() == 1 for _, chosen in drawn)
