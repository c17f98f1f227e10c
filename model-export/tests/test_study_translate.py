"""Back translation: prose goes there and back, code stays; with a tiny model made on the spot."""

import pytest
import torch
from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

from model_export.model.device import Device
from model_export.study.data import Issue
from model_export.study.translate import Translator, there_and_back

CODE = "```\nslow crash\n```"


def test_prose_is_translated_twice_and_code_is_not():
    issue = Issue("octo/cat", 1, "slow crash", f"  slow crash\n{CODE}\n\nempty\n", ("bug",))
    told = there_and_back(
        issue, lambda lines: [line.upper() for line in lines], lambda lines: [f"<{x}>" for x in lines]
    )
    assert told.title == "<SLOW CRASH>"
    assert told.body == f"  <SLOW CRASH>\n{CODE}\n\n<EMPTY>\n"
    assert told.labels == issue.labels
    silent = there_and_back(issue, lambda lines: list(lines), lambda lines: ["" for _ in lines])
    assert silent == issue


@pytest.fixture
def folder(tiny_tokenizer, tmp_path):
    torch.manual_seed(0)
    size = tiny_tokenizer.get_vocab_size()
    model = BartForConditionalGeneration(
        BartConfig(
            vocab_size=size,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            max_position_embeddings=64,
            pad_token_id=0,
            bos_token_id=2,
            eos_token_id=3,
            decoder_start_token_id=2,
            forced_eos_token_id=3,
            init_std=1.0,
        )
    )
    model.save_pretrained(tmp_path)
    PreTrainedTokenizerFast(tokenizer_object=tiny_tokenizer, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(
        tmp_path
    )
    return tmp_path


def test_a_model_of_the_users_translates(folder):
    translate = Translator(folder, Device.choose("cpu"), most=16)
    issue = Issue("octo/cat", 1, "slow crash", f"memory leak in the view\n{CODE}\n", ("bug",))
    told = there_and_back(issue, translate, translate)
    assert told.title != issue.title
    assert CODE in told.body
    assert told.labels == ("bug",)
    assert translate(["slow", "crash"]) == translate(["slow", "crash"])
