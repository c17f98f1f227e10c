"""Converts texts to rows of token ids, cut exactly as the App's ``TextTokenizer`` cuts them."""

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from model_export.errors import InputError

FILE = "tokenizer.json"

# As in TextTokenizer: every token except markers has at least one character.
CHARACTERS_PER_TOKEN = 12

SPECIAL = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
# The spellings in vocabularies like those of RoBERTa and SentencePiece.
OTHER_SPELLINGS = {"pad": "<pad>", "unk": "<unk>", "cls": "<s>", "sep": "</s>", "mask": "<mask>"}


@dataclass(frozen=True)
class Row:
    """A tokenized text or pair.

    ids: token ids with their markers, such as [CLS] … [SEP].
    types: 0 for the tokens of the first text, 1 for those of the second. As long as ids.
    """

    ids: Sequence[int]
    types: Sequence[int]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Batch:
    """Rows padded to the longest of them. Each tensor is int64 [rows, tokens]."""

    input_ids: torch.Tensor
    attention_mask: torch.Tensor
    token_type_ids: torch.Tensor

    def to(self, device: str) -> "Batch":
        """Returns the batch on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in dataclasses.fields(self)))


class Tokens:
    """A tokenizer that neither pads nor truncates, and the length that rows are cut to.

    max_length: most tokens in a row, including markers.
    """

    def __init__(self, tokenizer: Tokenizer, max_length: int):
        if max_length < 8:
            raise InputError(f"a length of {max_length} tokens leaves no room for a text. Use at least 8")
        self.tokenizer = bare(tokenizer)
        self.max_length = max_length
        self._cutting = bare(tokenizer)
        self._cutting.enable_truncation(max_length, strategy="only_first")
        self.pad = special_id(tokenizer, "pad")

    @staticmethod
    def open(folder: Path, max_length: int) -> "Tokens":
        """Opens the tokenizer of a model's folder."""
        return Tokens(read(folder / FILE), max_length)

    def encode(self, texts: Iterable[str]) -> list[Row]:
        """Returns a row for each text. Longer texts are cut at their end."""
        cut = [_cut(text, self._characters) for text in texts]
        return [Row(encoding.ids, encoding.type_ids) for encoding in self._cutting.encode_batch(cut)]

    def encode_pairs(self, pairs: Iterable[tuple[str, str]]) -> list[Row]:
        """Returns a row for each pair. The second text gets at most half of a row, and then the first text is cut."""
        cut = [(_cut(first, self._characters), self._shorten(second)) for first, second in pairs]
        return [Row(encoding.ids, encoding.type_ids) for encoding in self._cutting.encode_batch(cut)]

    def pad_rows(self, rows: Sequence[Row]) -> Batch:
        """Returns the rows as tensors."""
        length = max(map(len, rows))
        ids = torch.full((len(rows), length), self.pad)
        mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = torch.tensor(row.ids)
            types[index, : len(row)] = torch.tensor(row.types)
            mask[index, : len(row)] = 1
        return Batch(ids, mask, types)

    @property
    def _characters(self) -> int:
        return self.max_length * CHARACTERS_PER_TOKEN

    def _shorten(self, text: str) -> str:
        while len(text) > 1 and (
            len(text) > self._characters or len(self.tokenizer.encode(text).ids) > self.max_length // 2
        ):
            text = text[: len(text) // 2]
        return text


def _cut(text: str, limit: int) -> str:
    """Returns the first UTF-16 code units, which Java counts, and never half of a surrogate pair."""
    if len(text) <= limit // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore")


def read(path: Path) -> Tokenizer:
    """Reads a tokenizer.json without its padding and truncation."""
    try:
        return bare(Tokenizer.from_str(path.read_text(encoding="utf-8")))
    except Exception as problem:  # tokenizers raises nothing narrower
        raise InputError(f"cannot read the tokenizer {path}: {problem}") from problem


def bare(tokenizer: Tokenizer) -> Tokenizer:
    """Returns a copy that neither pads nor truncates."""
    copy = Tokenizer.from_str(tokenizer.to_str())
    copy.no_padding()
    copy.no_truncation()
    return copy


def special_id(tokenizer: Tokenizer, role: str) -> int:
    """Returns the id of a special token by its role: pad, unk, cls, sep or mask.

    Raises InputError if the vocabulary has neither of the usual spellings.
    """
    for spelling in (SPECIAL[role], OTHER_SPELLINGS[role]):
        found = tokenizer.token_to_id(spelling)
        if found is not None:
            return found
    raise InputError(f"the tokenizer has neither {SPECIAL[role]} nor {OTHER_SPELLINGS[role]}")


def special_ids(tokenizer: Tokenizer) -> list[int]:
    """Returns the ids of all tokens that do not represent text, such as [CLS]."""
    added = json.loads(tokenizer.to_str()).get("added_tokens", [])
    return sorted(token["id"] for token in added if token["special"])


def vocabulary(tokenizer: Tokenizer) -> list[str]:
    """Returns the tokens in the order of their ids."""
    by_id = {number: token for token, number in tokenizer.get_vocab(with_added_tokens=True).items()}
    return [by_id.get(number, "") for number in range(max(by_id) + 1)]
