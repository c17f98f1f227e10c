"""Fits a linear model over words and word pairs, whose logits are added to those of a head.

Words identify template texts and command names better than their meaning does. In combination with a fine-tuned
encoder, such a model still improves the result. It is a logistic regression for each label on tf-idf of lower-case runs
of a-z, 0-9 and _ and of their pairs, exactly as the App's NgramModel computes it. Unknown labels are left out.

    model-export ngrams prepared --model models/encoder --head issue-type --out models/encoder-ngrams

Without --model, only the table is written. With it, --out is a copy of the model's folder with the table added, and the
validation issues determine the table's weight, the calibration and the thresholds.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from model_export import jsonl, output
from model_export.data import label_task
from model_export.data.label_task import Masks
from model_export.data.prepared import LabelSet, newest, read_split
from model_export.errors import InputError
from model_export.measure import metrics
from model_export.model import bert, inference
from model_export.model.device import Device, Wanted
from model_export.model.outputs import OUTPUTS
from model_export.model.tokens import Tokens
from model_export.output import METRICS
from model_export.settings import argument, option
from model_export.training import calibrate, lineage

TOKEN = r"[a-z0-9_]{2,}"
INTERCEPT = "#intercept"
DIGITS = 5

# Factors of the table's logits to try. 0 leaves the table out.
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5)


@dataclass(frozen=True)
class NgramsSettings:
    data: Path = argument(help="Folder that `prepare` wrote.")
    out: Path = option(help="Folder to write.")
    model: Path | None = option(None, help="Folder of a model with a head of the same labels.")
    head: str = option("issue-type", help="Name of the head.")
    terms: int = option(20_000, help="Most words and pairs, taken by frequency.")
    fewest: int = option(3, help="Fewest issues that a word or pair must be in.")
    strength: float = option(3.0, help="Inverse of the L2 penalty.")
    weight: float | None = option(None, help="Factor of the table's logits. By default the best on validation.")
    max_length: int = option(256, help="Longest text that the model reads, in tokens.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type. The App's table by default.")
    seed: int = option(13, help="Seed of the solver.")
    device: Wanted = option("auto", help="Where the model runs.")


@dataclass(frozen=True)
class NgramTable:
    """A fitted model.

    terms: words, and pairs separated by a space.
    idf: [terms].
    weights: [terms, labels].
    intercepts: [labels].
    """

    terms: Sequence[str]
    idf: np.ndarray
    weights: np.ndarray
    intercepts: np.ndarray

    def logits(self, texts: Sequence[str]) -> np.ndarray:
        """Returns the logit of each label, [texts, labels]."""
        counting = vectorizer(vocabulary={term: place for place, term in enumerate(self.terms)})
        counting.idf_ = self.idf
        return np.asarray(counting.transform(texts) @ self.weights) + self.intercepts

    def write(self, path: Path) -> None:
        """Writes a line for each term: term, idf and one weight for each label, tab-separated. The intercepts come
        first.
        """
        with jsonl.replacing(path) as text:
            for term, idf, weights in (
                (INTERCEPT, 0.0, self.intercepts),
                *zip(self.terms, self.idf, self.weights, strict=True),
            ):
                text.write("\t".join([term, *(f"{value:.{DIGITS}g}" for value in (idf, *weights))]) + "\n")

    @staticmethod
    def read(path: Path) -> "NgramTable":
        """Reads a table that write wrote."""
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        values = np.array([row[1:] for row in rows], float)
        if not rows or rows[0][0] != INTERCEPT:
            raise InputError(f"{path} does not begin with {INTERCEPT}")
        return NgramTable([row[0] for row in rows[1:]], values[1:, 0], values[1:, 1:], values[0, 1:])


def vectorizer(**others: int | dict[str, int]) -> TfidfVectorizer:
    """Returns a vectorizer that counts as the App does: (1 + ln n) times idf, scaled to length 1."""
    return TfidfVectorizer(token_pattern=TOKEN, ngram_range=(1, 2), sublinear_tf=True, **others)


def fit(texts: Sequence[str], truth: np.ndarray, given: NgramsSettings) -> NgramTable:
    """Fits the labels one by one. truth: [texts, labels] of 1, 0 and metrics.UNKNOWN."""
    counting = vectorizer(min_df=given.fewest, max_features=given.terms)
    try:
        features = counting.fit_transform(texts)
    except ValueError as problem:
        raise InputError(f"no word is in {given.fewest} issues: lower --fewest, or prepare more issues") from problem
    weights = np.zeros((features.shape[1], truth.shape[1]))
    intercepts = np.zeros(truth.shape[1])
    for column in range(truth.shape[1]):
        known = truth[:, column] != metrics.UNKNOWN
        if len(set(truth[known, column])) < 2:
            continue
        model = LogisticRegression(C=given.strength, max_iter=1000, random_state=given.seed)
        model.fit(features[known], truth[known, column])
        weights[:, column], intercepts[column] = model.coef_[0], model.intercept_[0]
    return NgramTable(counting.get_feature_names_out().tolist(), counting.idf_, weights, intercepts)


def run(given: NgramsSettings) -> dict[str, Any]:
    """Fits, writes the table or the model with it, and returns the measured figures."""
    labels = LabelSet.read(given.data)
    names = _names(given, labels)
    parts = {split: _examples(given.data, split, labels, names) for split in ("train", "validation", "test")}
    texts, truth = parts["train"]
    if not texts:
        raise InputError(f"{given.data} has no labeled issues to train on")
    table = fit(texts, truth, given)
    file = f"{given.head}.ngrams.tsv"
    with output.folder(given.out) as out:
        if given.model:
            shutil.copytree(given.model, out, dirs_exist_ok=True)
        table.write(out / file)
        table = NgramTable.read(out / file)  # with the digits that the App will read
        figures: dict[str, Any] = {"terms": len(table.terms), "megabytes": (out / file).stat().st_size / 1_000_000}
        linear = {split: table.logits(texts) for split, (texts, _) in parts.items() if texts}
        masks = label_task.both(label_task.masks(given.label_types, names))
        figures["alone"] = _alone(linear, parts, masks)
        if until := _until(given, labels, names):
            figures[lineage.UNTIL] = until
        figures[lineage.REPOSITORIES] = lineage.seen(
            (row["repo"], row.get("created_at")) for row in _trained_on(given, labels, names)
        )
        figures["data"] = [f"{given.data.name}: {len(texts)} labelled issues (n-grams)"]
        if given.model:
            figures |= _beside(given, linear, parts, names, masks, out)
            (out / METRICS).unlink(missing_ok=True)
            figures[lineage.KEY] = lineage.of(given.model)
        return output.write_metrics(out, "ngrams", given, figures)


def _names(given: NgramsSettings, labels: LabelSet) -> tuple[str, ...]:
    """Returns the labels in the order of the head's outputs."""
    if given.model is None:
        return labels.names
    heads = getattr(bert.load(str(given.model)).config, "heads", {})
    if given.head not in heads:
        raise InputError(f"{given.model} has no head {given.head!r}; it has {', '.join(heads) or 'none'}")
    if missing := set(heads[given.head]) - set(labels.names):
        raise InputError(f"{given.data} has no issues for {', '.join(sorted(missing))}, which the head tells")
    return tuple(heads[given.head])


def _examples(folder: Path, split: str, labels: LabelSet, names: Sequence[str]) -> tuple[list[str], np.ndarray]:
    rows, truth = _known(folder, split, labels, names)
    return [row["text"] for row in rows], truth


def _known(folder: Path, split: str, labels: LabelSet, names: Sequence[str]) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Returns the issues of a split whose labels are at least partly known, and their labels."""
    rows = read_split(folder, split)
    carries, known = labels.targets(rows)
    columns = [labels.names.index(name) for name in names]
    truth = np.where(known, carries.astype(np.int8), metrics.UNKNOWN)[:, columns]
    kept = np.flatnonzero((truth != metrics.UNKNOWN).any(axis=1))
    return [rows[index] for index in kept], truth[kept]


def _until(given: NgramsSettings, labels: LabelSet, names: Sequence[str]) -> str | None:
    """Returns when the newest training or validation issue was opened."""
    return newest(row.get("created_at") for row in _trained_on(given, labels, names))


def _trained_on(given: NgramsSettings, labels: LabelSet, names: Sequence[str]) -> list[dict[str, Any]]:
    return [row for split in ("train", "validation") for row in _known(given.data, split, labels, names)[0]]


Parts = dict[str, tuple[list[str], np.ndarray]]


def _alone(linear: dict[str, np.ndarray], parts: Parts, masks: Masks) -> dict[str, dict[str, float]]:
    if "validation" not in linear:
        return {}
    calibrations = calibrate.fit(linear["validation"], parts["validation"][1])
    chosen = calibrate.thresholds(calibrate.apply(linear["validation"], calibrations), parts["validation"][1])
    return {
        split: metrics.summary(calibrate.apply(linear[split], calibrations), chosen, parts[split][1], masks)
        for split in ("validation", "test")
        if split in linear
    }


def _beside(
    given: NgramsSettings,
    linear: dict[str, np.ndarray],
    parts: Parts,
    names: Sequence[str],
    masks: Masks,
    out: Path,
) -> dict[str, Any]:
    """Chooses the table's weight with the best micro-F1 on the validation issues, or takes the given weight.

    Writes outputs.json.
    """
    if "validation" not in linear:
        raise InputError(f"{given.data} has no labeled issues to validate on")
    device = Device.choose(given.device)
    model = bert.load(str(given.model), device.attention).to(device.name)
    tokens = Tokens.open(given.model, given.max_length)
    network = {
        split: inference.over_rows(
            lambda batch: model(batch)[given.head], tokens.encode(parts[split][0]), tokens, device
        )
        for split in ("validation", "test")
        if split in linear
    }
    tried = {}
    for weight in WEIGHTS if given.weight is None else (given.weight,):
        sums = {split: network[split] + weight * linear[split] for split in network}
        truth = parts["validation"][1]
        calibrations = calibrate.fit(sums["validation"], truth)
        chosen = calibrate.thresholds(calibrate.apply(sums["validation"], calibrations), truth)
        summaries = {
            split: metrics.summary(calibrate.apply(sums[split], calibrations), chosen, parts[split][1], masks)
            for split in sums
        }
        tried[weight] = (summaries, calibrations, chosen)
    best = max(tried, key=lambda weight: tried[weight][0]["validation"]["micro_f1"])
    summaries, calibrations, chosen = tried[best]
    told = jsonl.read_json(out / OUTPUTS) if (out / OUTPUTS).is_file() else {}
    told.setdefault("heads", {})[given.head] = {
        "labels": calibrate.describe(names, chosen, calibrations),
        "ngrams": {"file": f"{given.head}.ngrams.tsv", "weight": best},
    }
    jsonl.write_json(out / OUTPUTS, told)
    return {
        "weight": best,
        "by_weight": {str(weight): found[0] for weight, found in tried.items()},
        "results": {
            f"{given.head} with n-grams, {split} {name.replace('_', ' ')}": value
            for split, summary in summaries.items()
            for name, value in summary.items()
        },
    }
