"""BERT models: an encoder, the pooling of its token vectors, and linear heads on top.

A model's folder has Hugging Face's layout: config.json, model.safetensors, tokenizer.json, tokenizer_config.json.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import torch
import transformers
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoConfig, AutoModel, BertConfig, BertModel, BertPreTrainedModel, PreTrainedTokenizerFast

from model_export.errors import InputError
from model_export.model import tokens

Pooling = Literal["mean", "cls"]

HUB_MODEL = re.compile(r"(?P<name>[\w.-]+/[\w.-]+)@(?P<revision>[0-9a-f]{40})")


def resolve(base: str) -> Path:
    """Returns the folder of a base model: a folder's own path, or the folder of a model fetched from the Hugging Face
    hub.

    A hub model is pinned to a commit: OWNER/NAME@COMMIT. A branch or tag can move, and the same command would then
        train another model.
    """
    folder = Path(base)
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise InputError(f"{folder} is not a model's folder: it has no config.json")
        return folder
    match = HUB_MODEL.fullmatch(base)
    if not match:
        raise InputError(
            f"{base!r} is neither a folder nor a hub model pinned as OWNER/NAME@COMMIT with 40 hex digits; "
            "a model's page lists its commits under 'Files and versions'"
        )
    from huggingface_hub import snapshot_download

    try:
        return Path(
            snapshot_download(
                match["name"], revision=match["revision"], allow_patterns=["*.json", "*.safetensors", "*.txt"]
            )
        )
    except Exception as problem:  # of the network, of the hub, or of the disk
        raise InputError(f"cannot fetch {base} from the Hugging Face hub: {problem}") from problem


class BertWithHeads(BertPreTrainedModel):
    """A BERT encoder with any number of linear heads on the pooled token vectors.

    The configuration has everything to build it: ``pooling``, and ``heads`` with the labels of each head by the head's
        name. Without heads it is an encoder. ``AutoModel`` reads the encoder from its folder.
    """

    config_class = BertConfig
    base_model_prefix = "bert"

    def __init__(self, config: BertConfig):
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(getattr(config, "head_dropout", 0.0))
        sizes = {name: len(labels) for name, labels in getattr(config, "heads", {}).items()}
        self.heads = nn.ModuleDict({name: nn.Linear(config.hidden_size, size) for name, size in sizes.items()})
        self.post_init()

    def vectors(self, batch: tokens.Batch) -> torch.Tensor:
        """Returns the vector of each token, [rows, tokens, hidden]."""
        return self.bert(
            input_ids=batch.input_ids, attention_mask=batch.attention_mask, token_type_ids=batch.token_type_ids
        ).last_hidden_state

    def embed(self, batch: tokens.Batch) -> torch.Tensor:
        """Returns the pooled vector of each row in fp32, not normalized, [rows, hidden]."""
        return pool(self.vectors(batch), batch.attention_mask, getattr(self.config, "pooling", "mean"))

    def score(self, pooled: torch.Tensor, head: str) -> torch.Tensor:
        """Returns a head's logits for pooled vectors, [rows, labels]."""
        return self.heads[head](self.dropout(pooled))

    def forward(self, batch: tokens.Batch) -> dict[str, torch.Tensor]:
        """Returns the logits of each head, [rows, labels of the head]."""
        pooled = self.embed(batch)
        return {name: self.score(pooled, name) for name in self.heads}


def dropout(share: float) -> dict[str, float]:
    """Returns the configuration fields that set the dropout within an encoder."""
    return {"hidden_dropout_prob": share, "attention_probs_dropout_prob": share}


def pool(hidden: torch.Tensor, mask: torch.Tensor, pooling: Pooling) -> torch.Tensor:
    """Pools token vectors [rows, tokens, hidden] with their mask to one vector for each row, [rows, hidden] in fp32."""
    hidden = hidden.float()
    if pooling == "cls":
        return hidden[:, 0]
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


def load(
    base: str,
    attention: str = "eager",
    heads: Mapping[str, Sequence[str]] | None = None,
    **overrides: object,
) -> BertWithHeads:
    """Loads a BERT model from a base (see resolve), in fp32 and evaluation mode.

    heads: the labels of each head by its name. A head that the base does not have starts at random. None keeps the
        base's heads.
    overrides: other fields of the configuration, such as pooling="cls" or hidden_dropout_prob=0.0.
    """
    folder = resolve(base)
    config = AutoConfig.from_pretrained(folder)
    if config.model_type != "bert":
        raise InputError(f"{base} is a model of type {config.model_type!r}; only 'bert' can be trained here")
    known = getattr(config, "heads", {})
    if heads is not None:
        overrides = overrides | {"heads": {name: list(labels) for name, labels in heads.items()}}
    for name, value in overrides.items():
        setattr(config, name, value)
    changed = [name for name, labels in getattr(config, "heads", {}).items() if known.get(name, labels) != labels]
    with quiet():
        model = BertWithHeads.from_pretrained(
            folder,
            config=config,
            attn_implementation=attention,
            dtype=torch.float32,
            ignore_mismatched_sizes=bool(changed),
        )
    for name in changed:  # the same size may hide other labels
        model.heads[name].reset_parameters()
    return model.eval()


def has_head(base: str, name: str, labels: Sequence[str]) -> bool:
    """Returns whether a base (see resolve) has a head of that name for exactly these labels. load then keeps it."""
    return getattr(AutoConfig.from_pretrained(resolve(base)), "heads", {}).get(name) == list(labels)


def load_encoder(base: str, attention: str = "eager") -> transformers.PreTrainedModel:
    """Loads any encoder without heads, in fp32 and evaluation mode."""
    with quiet():
        return AutoModel.from_pretrained(
            resolve(base), attn_implementation=attention, dtype=torch.float32, **_no_pooler(base)
        ).eval()


def _no_pooler(base: str) -> dict[str, bool]:
    return {"add_pooling_layer": False} if AutoConfig.from_pretrained(resolve(base)).model_type == "bert" else {}


def save(model: transformers.PreTrainedModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Writes a model's folder, which load and Hugging Face's own classes can read."""
    with quiet():
        model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder)


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Writes the tokenizer of a model's folder."""
    tokenizer = tokens.bare(tokenizer)
    named = {}
    for role in tokens.SPECIAL:
        with contextlib.suppress(InputError):  # not every vocabulary has each
            named[f"{role}_token"] = tokenizer.id_to_token(tokens.special_id(tokenizer, role))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named).save_pretrained(folder)
    tokenizer.save(str(folder / tokens.FILE))


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keeps transformers from showing progress bars and from warning about new heads."""
    verbosity = transformers.logging.get_verbosity()
    bars = transformers.logging.is_progress_bar_enabled()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        yield
    finally:
        transformers.logging.set_verbosity(verbosity)
        if bars:
            transformers.logging.enable_progress_bar()
