"""The golden cases of a bundle: texts, their token ids, and the model's outputs, to test other implementations.

golden.json is {"model.onnx": SHA-256, "cases": [case, …]}. A case has "text", or "premise" and "hypothesis"; "ids" and
"type_ids"; and under "int8" and "fp32" the outputs of the graphs for it alone in a batch: "embedding" (pooled, scaled
to length 1), the logits of each head under its output's name, and "logits". A bundle in fp32 has no "int8".
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model_export.data.label_text import hypothesis
from model_export.export import bundle
from model_export.export.graph import TOKEN_VECTORS, Session
from model_export.jsonl import replacing
from model_export.model.tokens import Row, Tokens

FILE = "golden.json"
DIGITS = 6

# Written for these tests: short and long, code and prose, several scripts, and longer than a model's input.
ISSUES = (
    "Application crashes on startup when the configuration file is empty\n"
    "Steps: create an empty config.yml and run the server. It exits with a NullPointerException in ConfigReader.",
    "Add dark mode\nIt would be great to have a dark theme that follows the system's setting.",
    "How do I run the tests behind a proxy?\nI could not find anything about proxies in the documentation.",
    "Typo in the installation guide\nThe README says `pip instal`, it should be `pip install`.",
    "Upload of files over 2 GB fails with HTTP 413",
    "Memory grows without bound when streaming a large dataset\n"
    "for batch in load(path, streaming=True):\n    pass\nRSS reaches 40 GB after an hour; 1.4 did not do this.",
    "Translate the settings page\nDer Text auf der Seite »Einstellungen« ist nicht übersetzt. 設定も同様。 🙂",
    "Build fails on Windows with MSVC 19.40\nerror C2065: 'ssize_t': undeclared identifier\n"
    "fatal error: build stopped after 1 error. " + "The log goes on like this for each of the files. " * 60,
)

LABELS = (
    ("bug", "Something isn't working"),
    ("enhancement", "New feature or request"),
    ("documentation", ""),
    ("area/network", "Proxies, sockets, HTTP"),
)


@dataclass(frozen=True)
class Case:
    """One input: a text, or a premise with its hypothesis."""

    text: str
    hypothesis: str | None = None

    def as_json(self) -> dict[str, str]:
        if self.hypothesis is None:
            return {"text": self.text}
        return {"premise": self.text, "hypothesis": self.hypothesis}


def cases(pairs: bool, texts: Sequence[str] = ISSUES) -> list[Case]:
    """Returns the texts, or each text with one of LABELS in turn."""
    if not pairs:
        return [Case(text) for text in texts]
    return [Case(text, hypothesis(*LABELS[number % len(LABELS)])) for number, text in enumerate(texts)]


def rows(chosen: Sequence[Case], tokens: Tokens) -> list[Row]:
    """Returns the token ids of the cases."""
    if chosen and chosen[0].hypothesis is not None:
        return tokens.encode_pairs((case.text, case.hypothesis or "") for case in chosen)
    return tokens.encode(case.text for case in chosen)


def answers(session: Session, row: Row, pooling: str) -> dict[str, np.ndarray]:
    """Returns a graph's outputs for one row. Token vectors are pooled to "embedding" and scaled to length 1."""
    found = session.run(row)
    if TOKEN_VECTORS.name in found:
        vectors = found.pop(TOKEN_VECTORS.name)
        embedding = vectors[0] if pooling == "cls" else vectors.mean(axis=0)
        found = {"embedding": embedding / np.linalg.norm(embedding)} | found
    return found


def write(
    folder: Path, chosen: Sequence[Case], tokens: Tokens, sessions: Mapping[str, Session], pooling: str
) -> dict[str, Any]:
    """Writes golden.json into a bundle's folder. sessions has the graphs under "fp32" and "int8"."""
    written = []
    for case, row in zip(chosen, rows(chosen, tokens), strict=True):
        scores = {
            name: {
                output: [round(float(value), DIGITS) for value in values]
                for output, values in answers(session, row, pooling).items()
            }
            for name, session in sessions.items()
        }
        written.append(case.as_json() | {"ids": list(row.ids), "type_ids": list(row.types)} | scores)
    golden = {bundle.MODEL: bundle.sha256(folder / bundle.MODEL), "cases": written}
    write_lines(folder / FILE, golden)
    return golden


def write_lines(path: Path, golden: Mapping[str, Any]) -> None:
    """Writes golden.json with one case in each line, because vectors with one number in each line are hard to read."""
    lines = ",\n    ".join(json.dumps(case, ensure_ascii=False, allow_nan=False) for case in golden["cases"])
    head = "".join(f'  "{name}": "{value}",\n' for name, value in golden.items() if name != "cases")
    with replacing(path) as text:
        text.write(f'{{\n{head}  "cases": [\n    {lines}\n  ]\n}}\n')
