"""Adapts an encoder to the language of issues by masked-language-model training on unlabeled text.

Some tokens of each text are hidden, and the model learns to predict them. 80 % become [MASK], 10 % another token, and
10 % stay (Devlin et al. 2019). They are drawn again for each pass. With --whole-words, whole words are drawn, so that
the rest of a word does not reveal it.

Masked-language-model training alone distorts a sentence encoder. A second loss therefore keeps the pooled vector of the
masked text near the vector that the base gives for the whole text: 1 - cosine, times --hold.

An encoder has no head to predict tokens. A new head is first trained with a frozen encoder, so that the held-out loss
before and after measures what the encoder has learned, and not the head.

    model-export adapt data/*.jsonl.xz --base models/base --out models/adapted

The folder keeps the head, and a further `adapt` continues with it. If a run is interrupted, the same command continues
it.
"""

import dataclasses
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from safetensors.torch import load_file, save_file
from torch import nn

from model_export import jsonl, output, settings
from model_export.data import clean
from model_export.errors import InputError
from model_export.model import bert, inference, tokens
from model_export.model.device import Device
from model_export.model.tokens import Batch, Row, Tokens
from model_export.settings import argument, inherited, option
from model_export.training import lineage, trainer
from model_export.training.training_settings import EncoderTrainingSettings

HEAD_FILE = "mlm-head.safetensors"

# Shares of the tokens to predict.
AS_MASK, AS_OTHER = 0.8, 0.1

# Held-out masks are the same before and after training.
HELD_OUT_SEED = 7


@dataclass(frozen=True)
class AdaptSettings(EncoderTrainingSettings):
    texts: tuple[Path, ...] = argument(help="Issues as JSON lines, or what `prepare` wrote. Labels are ignored.")
    epochs: int = inherited(EncoderTrainingSettings, "epochs", 1)
    learning_rate: float = inherited(EncoderTrainingSettings, "learning_rate", 1e-4)
    head_learning_rate: float = inherited(
        EncoderTrainingSettings, "head_learning_rate", 3e-4, help="Learning rate of the head while the encoder trains."
    )
    warmup: float = inherited(EncoderTrainingSettings, "warmup", 0.1)
    chunk: bool = option(False, help="Split longer texts into several inputs instead of cutting them.")
    batch_tokens: int = option(4096, help="Tokens in a batch, including padding.")
    masked: float = option(0.15, help="Share of the tokens that the model has to predict.")
    whole_words: bool = option(False, help="Mask whole words instead of single tokens.")
    hold: float = option(5.0, help="Weight of the loss that keeps sentence vectors near the base's. 0 turns it off.")
    freeze: int = option(0, help="How many of the lowest layers are frozen, together with the embeddings.")
    head_steps: int = option(150, help="Batches to train a new head on before the encoder trains.")
    new_head_learning_rate: float = option(1e-3, help="Learning rate of a new head while the encoder is frozen.")
    rate_start: float = option(1.0, help="Factor of the learning rate at the start, apart from the warm-up.")
    rate_end: float = option(0.02, help="Factor of the learning rate at the end.")
    held_out: float = option(0.05, help="Share of the texts to measure on.")
    held_out_most: int = option(1000, help="Most texts to measure on.")

    def __post_init__(self) -> None:
        if not 0 < self.masked < 1 or not 0 < self.held_out < 1:
            raise ValueError("--masked and --held-out are shares between 0 and 1")


class MaskedModel(nn.Module):
    """An encoder with a head that predicts masked tokens: dense, GELU, norm, and the word embeddings."""

    def __init__(self, encoder: bert.BertWithHeads):
        super().__init__()
        self.encoder, self.config = encoder, encoder.config
        hidden = encoder.config.hidden_size
        self.dense = nn.Linear(hidden, hidden)
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)
        self.norm = nn.LayerNorm(hidden, eps=encoder.config.layer_norm_eps)
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def head(self) -> dict[str, torch.Tensor]:
        """Returns the head's own tensors."""
        return {name: value for name, value in self.state_dict().items() if not name.startswith("encoder.")}

    def forward(self, batch: Batch, chosen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Returns the logits of the chosen tokens, [chosen, vocabulary], and the pooled vectors, [rows, hidden]."""
        hidden = self.encoder.vectors(batch)
        pooled = bert.pool(hidden, batch.attention_mask, self.config.pooling)
        told = self.norm(F.gelu(self.dense(hidden[chosen])))
        words = self.encoder.bert.embeddings.word_embeddings.weight
        return F.linear(told, words) + self.bias.to(told.dtype), pooled


@dataclass(frozen=True)
class Masker:
    """Draws the tokens to predict.

    special: ids that are never drawn and never replace another token.
    continues: [vocabulary], whether a token continues the word of the token before. None to draw single tokens.
    """

    mask: int
    special: torch.Tensor
    share: float
    vocabulary: int
    continues: torch.Tensor | None

    @staticmethod
    def of(row_tokens: Tokens, vocabulary: int, given: AdaptSettings) -> "Masker":
        tokenizer = row_tokens.tokenizer
        pieces = tokens.vocabulary(tokenizer)
        continues = torch.zeros(vocabulary, dtype=torch.bool)
        continues[: len(pieces)] = torch.tensor([piece.startswith("##") for piece in pieces])
        if given.whole_words and not continues.any():
            raise InputError("--whole-words needs a WordPiece vocabulary, whose pieces within a word begin with ##")
        return Masker(
            tokens.special_id(tokenizer, "mask"),
            torch.tensor(tokens.special_ids(tokenizer)),
            given.masked,
            vocabulary,
            continues if given.whole_words else None,
        )

    def draw(
        self, ids: torch.Tensor, real: torch.Tensor, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Returns the masked ids and which of them to predict, both [rows, tokens].

        real: [rows, tokens], 0 for padding. At least one token is drawn if there is any.
        """
        may = (real == 1) & ~torch.isin(ids, self.special)
        chance = torch.rand(ids.shape, generator=generator)
        if self.continues is not None:
            chance = self._same_within_words(ids, chance)
        chosen = may & (chance < self.share)
        if not chosen.any() and may.any():
            chosen = may & (chance == chance[may].min())
        fate = torch.rand(ids.shape, generator=generator)
        masked = torch.where(chosen & (fate < AS_MASK), self.mask, ids)
        ordinary = torch.ones(self.vocabulary, dtype=torch.bool)
        ordinary[self.special] = False
        candidates = ordinary.nonzero().squeeze(1)
        others = candidates[torch.randint(len(candidates), ids.shape, generator=generator)]
        return torch.where(chosen & (fate >= 1 - AS_OTHER), others, masked), chosen

    def _same_within_words(self, ids: torch.Tensor, chance: torch.Tensor) -> torch.Tensor:
        """Replaces each token's random number by that of its word's first token."""
        first = ~self.continues[ids]
        first[:, 0] = True
        places = torch.arange(ids.shape[1]).expand_as(ids)
        return chance.gather(1, torch.where(first, places, 0).cummax(dim=1).values)


def run(given: AdaptSettings) -> dict[str, Any]:
    """Adapts the encoder, writes the model's folder, and returns the held-out figures before and after."""
    device = Device.for_training(given.device)
    base = bert.resolve(given.base)
    row_tokens = Tokens.open(base, given.max_length)
    texts, data = read_texts(given.texts)
    training, held_out = _split(given, texts)
    rows, held_rows = (_rows(given, row_tokens, part) for part in (training, held_out))
    torch.manual_seed(given.seed)
    model = MaskedModel(bert.load(str(base), device.attention, **bert.dropout(0.0)))
    model.config.pooling = getattr(model.config, "pooling", "mean")
    teacher = bert.load(str(base), device.attention).to(device.name)
    new_head = _start_head(model, base, rows)
    masker = Masker.of(row_tokens, model.config.vocab_size, given)
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            dataclasses.replace(given.rates(), beta2=0.98),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), texts),
            seed=given.seed,
        )

        def losses(batch: list[int], moving: bool = True) -> dict[str, torch.Tensor]:
            whole = row_tokens.pad_rows([rows[index] for index in batch])
            ids, chosen = masker.draw(whole.input_ids, whole.attention_mask, torch.default_generator)
            masked = Batch(ids, whole.attention_mask, whole.token_type_ids).to(device.name)
            logits, pooled = model(masked, chosen.to(device.name))
            parts = {"mlm": F.cross_entropy(logits.float(), whole.input_ids[chosen].to(device.name))}
            if moving and given.hold > 0:
                with torch.no_grad():
                    target = teacher.embed(whole.to(device.name))
                parts["hold"] = given.hold * (1 - F.cosine_similarity(pooled, target)).mean()
            return parts

        def measure() -> dict[str, float]:
            return evaluate(model, teacher, held_rows, row_tokens, masker, device)

        lengths = [len(row) for row in rows]
        history = []
        if new_head and given.head_steps:
            batches = _passes(lengths, given, "head")[: given.head_steps]
            factor = given.new_head_learning_rate / given.head_learning_rate
            schedule = trainer.Schedule(0.1, factor, 0.3 * factor)
            stage = trainer.Stage("head", schedule, frozen=("encoder.",))
            history.append(loop.run(stage, batches, lambda batch: losses(batch, moving=False)))
        before = loop.once("before", measure)
        schedule = trainer.Schedule(given.warmup, given.rate_start, given.rate_end)
        for number, stage in enumerate(trainer.epochs(given.epochs, schedule)):
            frozen = tuple(f"encoder.{name}" for name in trainer.lower_layers(given.freeze))
            stage = trainer.Stage(stage.name, stage.schedule, stage.begin, stage.end, frozen)
            history.append(loop.run(stage, _passes(lengths, given, number, once=True), losses))
        after = loop.once("after", measure)
        if not loop.is_main:
            return {}
        bert.save(model.encoder.cpu(), row_tokens.tokenizer, out)
        save_file({name: value.contiguous().cpu() for name, value in model.head().items()}, out / HEAD_FILE)
        loop.finish()
        figures = {
            "before": before,
            "after": after,
            "results": {f"held-out MLM {name} after adaptation": after[name] for name in ("loss", "perplexity")},
            "texts": len(training),
            "held_out_texts": len(held_out),
            "tokens": sum(lengths),
            "history": history,
            "device": str(device),
            "data": data,
            lineage.KEY: lineage.of(base),
        }
        return output.write_metrics(out, "adapt", given, figures)


def read_texts(paths: Iterable[Path]) -> tuple[list[str], list[str]]:
    """Returns the clean texts of issues without duplicates, and a line about each repository."""
    texts: dict[str, str] = {}
    for path in paths:
        for issue in jsonl.read(path):
            text = issue["text"] if "text" in issue else clean.whole(issue.get("title"), issue.get("body"))
            if text.strip():
                texts.setdefault(text, issue.get("repo") or path.name)
    repositories, counts = np.unique(np.array(list(texts.values())), return_counts=True)
    return list(texts), [f"{repo}: {count} texts" for repo, count in zip(repositories, counts, strict=True)]


def _split(given: AdaptSettings, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    order = np.random.default_rng(given.seed).permutation(len(texts))
    count = min(given.held_out_most, math.ceil(given.held_out * len(texts)))
    if count >= len(texts):
        raise InputError(f"{len(texts)} texts are too few to hold some out: name more files")
    return [texts[index] for index in order[count:]], [texts[index] for index in order[:count]]


def _rows(given: AdaptSettings, row_tokens: Tokens, texts: Sequence[str]) -> list[Row]:
    if not given.chunk:
        return row_tokens.encode(texts)
    cls, sep = (tokens.special_id(row_tokens.tokenizer, role) for role in ("cls", "sep"))
    room = given.max_length - 2
    rows = []
    for encoding in row_tokens.tokenizer.encode_batch(list(texts), add_special_tokens=False):
        for start in range(0, len(encoding.ids), room):
            piece = encoding.ids[start : start + room]
            rows.append(Row([cls, *piece, sep], [0] * (len(piece) + 2)))
    return rows


def _start_head(model: MaskedModel, base: Path, rows: Sequence[Row]) -> bool:
    """Loads the base's head if it has one, or starts with the tokens' frequencies. Returns whether the head is new."""
    if (base / HEAD_FILE).is_file():
        model.load_state_dict(load_file(base / HEAD_FILE), strict=False)
        return False
    counts = torch.ones(model.config.vocab_size)
    for row in rows:
        counts += torch.bincount(torch.tensor(row.ids), minlength=len(counts))
    model.bias.data = torch.log(counts / counts.sum())
    return True


def _passes(lengths: Sequence[int], given: AdaptSettings, name: str | int, once: bool = False) -> list[list[int]]:
    """Returns batches of one pass over the texts, or of as many passes as the head's steps need."""
    batches: list[list[int]] = []
    while not batches or (not once and len(batches) < given.head_steps):
        stream = 0 if name == "head" else int(name) + 1
        rng = np.random.default_rng([given.seed, stream, len(batches)])
        batches += trainer.bucketed(lengths, rng, given.batch_tokens)
    return batches


def evaluate(
    model: MaskedModel,
    teacher: bert.BertWithHeads,
    rows: Sequence[Row],
    row_tokens: Tokens,
    masker: Masker,
    device: Device,
) -> dict[str, float]:
    """Returns loss and perplexity of a masked token, the accuracy, and the cosine to the base's sentence vectors."""
    generator = torch.Generator().manual_seed(HELD_OUT_SEED)
    loss = hits = count = cosine = 0.0
    for batch in inference.by_length([len(row) for row in rows], inference.TOKENS // 4):
        whole = row_tokens.pad_rows([rows[index] for index in batch])
        ids, chosen = masker.draw(whole.input_ids, whole.attention_mask, generator)
        masked = Batch(ids, whole.attention_mask, whole.token_type_ids).to(device.name)
        with torch.inference_mode(), device.autocast():
            logits, pooled = model(masked, chosen.to(device.name))
            target = teacher.embed(whole.to(device.name))
        expected = whole.input_ids[chosen].to(device.name)
        loss += F.cross_entropy(logits.float(), expected, reduction="sum").item()
        hits += (logits.argmax(-1) == expected).sum().item()
        count += len(expected)
        cosine += F.cosine_similarity(pooled, target).sum().item()
    mean = loss / max(1, count)
    return {
        "loss": mean,
        "perplexity": math.exp(min(mean, 50)),
        "accuracy": hits / max(1, count),
        "cosine_to_base": cosine / max(1, len(rows)),
    }
