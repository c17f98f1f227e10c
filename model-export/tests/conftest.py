"""What the tests of all steps share."""

import random

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig
from typer.testing import CliRunner

from model_export import jsonl
from model_export.cli import app
from model_export.data.prepared import LabelSet
from model_export.model import bert


@pytest.fixture
def command():
    """Runs `model-export ARGUMENTS`, checks the exit code, and gives what it printed."""

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="model-export")
        assert result.exit_code == code, result.output
        return result

    return run


SAMPLE_WORDS = """
    crash error bug fails broken exception add support option feature request please how do i question why docs
    documentation readme typo example install windows linux network slow memory leak table view button dark mode
    the a is in on with when to of this issue about and not empty file
"""


@pytest.fixture(scope="session")
def tiny_tokenizer():
    """A WordPiece tokenizer of a few words, the letters, and BERT's special tokens."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:!?-_/"
    pieces = [*special, *SAMPLE_WORDS.split(), *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(special)
    # Baked in on purpose, as some published tokenizers do: whoever loads this must override both.
    tokenizer.enable_truncation(6)
    tokenizer.enable_padding(length=16)
    return tokenizer


@pytest.fixture(scope="session")
def tiny_base(tiny_tokenizer, tmp_path_factory):
    """The folder of a random BERT: two layers of 32 numbers."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tiny_tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        pooling="mean",
        # Larger than BERT's 0.02, so that a random model tells texts apart.
        initializer_range=0.2,
    )
    model = bert.BertWithHeads(config).eval()
    for parameter in model.parameters():  # biases and scales too are all different, as in a trained model
        if parameter.ndim == 1:
            torch.nn.init.normal_(parameter, mean=parameter[0].item(), std=0.1)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    bert.save(model, tiny_tokenizer, folder)
    tiny_tokenizer.save(str(folder / "tokenizer.json"))
    return folder


KINDS = {
    "bug": (
        "crash on startup",
        "error in the table view",
        "broken button on windows",
        "memory leak",
        "fails with exception",
    ),
    "feature": (
        "add dark mode",
        "please support linux",
        "feature request option",
        "add a button",
        "please add an option",
    ),
    "question": (
        "how do i install this",
        "why is the network slow",
        "question about the view",
        "how do i use the option",
    ),
}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """What `prepare` writes: issues of two repositories, one of which does not decide about questions."""
    rng = random.Random(0)
    folder = tmp_path_factory.mktemp("prepared")
    names = sorted(KINDS)
    for split, count in (("train", 120), ("validation", 60), ("test", 40)):
        rows = []
        for number in range(count):
            repo = rng.choice(("octo/cat", "octo/dog"))
            kind = rng.choice(names if repo == "octo/cat" else ["bug", "feature"])
            text = f"{rng.choice(KINDS[kind])} {rng.choice(('is not empty', 'in this file', 'when of the', ''))}"
            labels = None if number % 10 == 0 else [kind]
            rows.append({"repo": repo, "number": number, "text": text, "labels": labels})
        jsonl.write(folder / f"{split}.jsonl", rows)
    LabelSet(tuple(names), {"octo/cat": frozenset(names), "octo/dog": frozenset(["bug", "feature"])}).write(folder)
    return folder
