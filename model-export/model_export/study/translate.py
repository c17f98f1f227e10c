"""Back translation: translates an issue's prose to another language and back, with models that the user names."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from model_export.model import bert
from model_export.model.device import Device
from model_export.study.data import Issue
from model_export.study.perturb import KEPT, WORD


class Translator:
    """A sequence-to-sequence model in Hugging Face's layout."""

    def __init__(self, folder: Path, device: Device, most: int = 128):
        with bert.quiet():
            self.tokenizer = AutoTokenizer.from_pretrained(folder)
            self.model = AutoModelForSeq2SeqLM.from_pretrained(folder).to(device.name).eval()
        self.device, self.most = device, most

    def __call__(self, lines: Sequence[str]) -> list[str]:
        """Returns a translation of each line."""
        batch = self.tokenizer(list(lines), return_tensors="pt", padding=True, truncation=True, max_length=self.most)
        asked = {name: batch[name].to(self.device.name) for name in ("input_ids", "attention_mask")}
        with torch.inference_mode():
            told = self.model.generate(**asked, max_new_tokens=self.most, num_beams=1, do_sample=False)
        return self.tokenizer.batch_decode(told, skip_special_tokens=True)


def there_and_back(original: Issue, there: Translator, back: Translator) -> Issue:
    """Returns the issue with its prose translated twice. Code and lines without words stay."""
    return replace(original, title=_prose(original.title, there, back), body=_prose(original.body, there, back))


def _prose(text: str, there: Translator, back: Translator) -> str:
    parts: list[tuple[str, bool]] = []
    at = 0
    for kept in KEPT.finditer(text):
        parts += [*((line, True) for line in text[at : kept.start()].splitlines(keepends=True)), (kept[0], False)]
        at = kept.end()
    parts += [(line, True) for line in text[at:].splitlines(keepends=True)]
    asked = [number for number, (part, prose) in enumerate(parts) if prose and WORD.search(part)]
    told = back(there([parts[number][0].strip() for number in asked])) if asked else []
    written = [part for part, _ in parts]
    for number, line in zip(asked, told, strict=True):
        before = written[number]
        lead, tail = before[: len(before) - len(before.lstrip())], before[len(before.rstrip()) :]
        # If a model returns nothing, the line stays.
        written[number] = f"{lead}{line.strip() or before.strip()}{tail}"
    return "".join(written)
