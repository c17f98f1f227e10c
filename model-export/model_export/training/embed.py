"""Trains an encoder so that an issue's vector is near its labels' texts and near issues with the same labels.

Each batch is from one repository, so that its own labels are the negatives. Three losses are added:

- issue and label text: of all candidates, the issue's labels should be nearest, and vice versa (multiple negatives). A
  label's text is its name and description in the App's words. Sometimes it is only one of the two, or another
  repository's wording of a type, so that the model relies on neither. With --label-types, labels that only name a type,
  such as C-bug, are left to the head and are not candidates.
- issue and issue: supervised contrast (Khosla et al. 2020). A pair counts more if the label it shares is rare.
- with --label-types, a head that predicts an issue's type: bug, feature, question, documentation. Rarer types weigh
  more. `export` ships the head with the encoder.

--anchor keeps the encoder near its base (L2-SP: Li et al., "Explicit inductive bias for transfer learning with
convolutional networks", 2018), so that it forgets less. --types-only trains the head, and the encoder under it, on the
third loss alone.

    model-export embed prepared --catalogs data --label-types src/main/resources/label-types.tsv \\
      --base models/adapted --out models/encoder --learning-rate 8e-5 --anchor 60 --power 0.6 --steps 280
    model-export embed prepared --label-types src/main/resources/label-types.tsv --types-only \\
      --base models/encoder --out models/issue-type --learning-rate 8e-5 --power 0.5 --steps 260

For leave-one-repository-out figures, name repositories with --without.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export import jsonl, output, settings
from model_export.data import label_task, repositories
from model_export.data.label_text import LabelNameWords, meaning
from model_export.data.repositories import DAMPING, TYPES, Repository
from model_export.data.spellings import SYNONYMS
from model_export.errors import InputError
from model_export.measure import measures, metrics
from model_export.measure.measures import ranking, ranking_apart
from model_export.model import bert, inference, outputs
from model_export.model.device import Device
from model_export.model.outputs import OUTPUTS
from model_export.model.tokens import Row, Tokens
from model_export.settings import argument, inherited, option
from model_export.training import calibrate, lineage, trainer
from model_export.training.finetune import masked_bce
from model_export.training.training_settings import EncoderTrainingSettings

HEAD = "issue-type"
LABEL_LENGTH = 64  # in tokens
DECK = 8  # batches of a repository that are sorted by length together
HEAVIEST = 8.0  # largest weight of a type's positives, because very rare ones would make the training unstable


@dataclass(frozen=True)
class EmbedSettings(EncoderTrainingSettings):
    data: tuple[Path, ...] = argument(help="Folders that `prepare` wrote, with the repositories' own labels.")
    catalogs: tuple[Path, ...] = option((), help="NAME.labels.json with the labels' descriptions, or a folder of such.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type. Adds the issue-type head.")
    without: tuple[str, ...] = option((), help="Glob of repositories to leave out. Repeat it for more.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: draw from these repositories more often.")
    power: float = option(DAMPING, help="Exponent of repositories' sizes: 0 draws from all equally, 1 by size.")
    epochs: float = inherited(EncoderTrainingSettings, "epochs", 1.1, help="Issues to draw, as a multiple of all.")
    steps: int | None = option(None, help="Batches to draw. Replaces --epochs.")
    batch_rows: int = option(32, help="Issues in a batch, and the fewest label texts if there are so many.")
    anchor: float = option(0.0, help="Pull of the encoder towards its base, per step and unit of the learning rate.")
    label_temperature: float = option(0.05, help="Divisor of the cosines of issue and label.")
    issue_temperature: float = option(0.07, help="Divisor of the cosines of issue and issue.")
    label_weight: float = option(1.0, help="Weight of the loss of issue and label.")
    issue_weight: float = option(0.3, help="Weight of the loss of issue and issue.")
    type_weight: float = option(1.0, help="Weight of the issue-type head's loss.")
    types_only: bool = option(False, help="Train on the issue-type head's loss alone, and on issues of a known type.")

    def __post_init__(self) -> None:
        if self.types_only and self.label_types is None:
            raise ValueError("--types-only needs --label-types, the table that says which labels mean a type")
        if self.steps is not None and self.steps < 1:
            raise ValueError("--steps has to be at least 1")
        if self.anchor < 0:
            raise ValueError("--anchor must not be below 0: it would push the encoder away from its base")


@dataclass(frozen=True)
class Tokenized:
    """A repository with its issues' rows and targets."""

    repository: Repository
    rows: Sequence[Row]
    truth: np.ndarray
    types: np.ndarray


def run(given: EmbedSettings) -> dict[str, Any]:
    """Trains, writes the model's folder, and returns rankings of the validation issues' labels before and after."""
    device = Device.for_training(given.device)
    base = bert.resolve(given.base)
    tokens, label_tokens = Tokens.open(base, given.max_length), Tokens.open(base, LABEL_LENGTH)
    found = repositories.read(given.data, "train", given.catalogs, given.label_types, given.without)
    repositories.require(found, given.data)
    if given.types_only:
        found = repositories.with_types(found)
        if not found:
            raise InputError(
                f"no repository has {repositories.FEWEST} issues of a known type to train on: prepare more issues, "
                f"or name the spellings of their labels in {given.label_types}"
            )
    validation = repositories.read(given.data, "validation", given.catalogs, given.label_types, given.without, fewest=1)
    training = [_tokenized(each, tokens) for each in found]
    torch.manual_seed(given.seed)
    heads = {HEAD: TYPES} if given.label_types else {}
    model = bert.load(str(base), device.attention, heads, pooling="mean", **bert.dropout(0.0))
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            given.rates(),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), (text for each in found for text in each.texts)),
            seed=given.seed,
            anchor=given.anchor,
        )
        losses = Losses(given, model, tokens, label_tokens, training, device)
        ranked = model, validation, tokens, label_tokens, device, given.label_types
        before = loop.once("before", lambda: rank(*ranked))
        stage = trainer.Stage("contrast", trainer.Schedule(given.warmup))
        history = [loop.run(stage, draw(given, training), losses)]
        after = loop.once("after", lambda: rank(*ranked))
        if not loop.is_main:
            return {}
        model.eval()
        figures: dict[str, Any] = {"results": {}}
        if heads:
            weights = losses.positive_weights.tolist()
            figures["positive_weights"] = dict(zip(TYPES, (round(each, 3) for each in weights), strict=True))
            figures |= _judge_head(model, validation, tokens, device, out)
        for name, value in measures.means(after).items():
            figures["results"][f"label ranking on validation issues, {name}"] = value
        bert.save(model.cpu(), tokens.tokenizer, out)
        loop.finish()
        figures |= {
            "before": before, "after": after, "history": history, "device": str(device),
            "data": repositories.data(found), lineage.KEY: lineage.of(base),
            lineage.REPOSITORIES: lineage.seen(repositories.dated([*found, *validation])),
        }  # fmt: skip
        return output.write_metrics(out, "embed", given, figures)


def _tokenized(repository: Repository, tokens: Tokens) -> Tokenized:
    return Tokenized(repository, tokens.encode(repository.texts), repository.truth(), repository.type_truth())


def draw(given: EmbedSettings, training: Sequence[Tokenized]) -> list[tuple[int, list[int]]]:
    """Returns batches: a repository's index, and the indices of some of its issues of similar length."""
    rng = np.random.default_rng(given.seed)
    chances = repositories.shares([each.repository for each in training], given.emphasis, given.power)
    count = given.steps or max(1, int(given.epochs * sum(len(each.rows) for each in training) / given.batch_rows))
    decks: list[list[list[int]]] = [[] for _ in training]
    batches = []
    for index in rng.choice(len(training), count, p=chances).tolist():
        if not decks[index]:
            rows = training[index].rows
            order = rng.permutation(len(rows)).tolist()
            for start in range(0, len(order), given.batch_rows * DECK):
                window = sorted(order[start : start + given.batch_rows * DECK], key=lambda row: len(rows[row]))
                decks[index] += [window[at : at + given.batch_rows] for at in range(0, len(window), given.batch_rows)]
            decks[index] = [decks[index][place] for place in rng.permutation(len(decks[index]))]
        batches.append((index, decks[index].pop()))
    return batches


def positive_weights(found: Sequence[Repository], chances: np.ndarray) -> np.ndarray:
    """Returns the weight of each type's positives, [TYPES], so that they count as much as its negatives in what is
    drawn.

    chances: how often each repository is drawn from.
    Weights are at most HEAVIEST, and 1 for a type without positives or negatives.
    """
    truth = np.concatenate([each.type_truth() for each in found])
    often = np.concatenate([np.full(len(each), share / len(each)) for each, share in zip(found, chances, strict=True)])
    positive, negative = (often @ (truth == value) for value in (1, 0))
    balanced = negative / np.where(positive > 0, positive, 1)
    return np.where((positive > 0) & (negative > 0), np.minimum(balanced, HEAVIEST), 1.0)


class Losses:
    """Computes the parts of a batch's loss."""

    def __init__(
        self,
        given: EmbedSettings,
        model: bert.BertWithHeads,
        tokens: Tokens,
        label_tokens: Tokens,
        training: Sequence[Tokenized],
        device: Device,
    ):
        self.given, self.model, self.device = given, model, device
        self.tokens, self.label_tokens, self.training = tokens, label_tokens, training
        found = [each.repository for each in training]
        weights = positive_weights(found, repositories.shares(found, given.emphasis, given.power))
        self.positive_weights = torch.from_numpy(weights).float().to(device.name)

    def __call__(self, batch: tuple[int, list[int]]) -> dict[str, torch.Tensor]:
        tokenized, chosen = self.training[batch[0]], batch[1]
        issues = self._embed(self.tokens, [tokenized.rows[index] for index in chosen])
        parts = {} if self.given.types_only else self._of_labels(tokenized, chosen, issues)
        types = torch.from_numpy(tokenized.types[chosen]).to(issues.device)
        if HEAD in self.model.heads and (types >= 0).any():
            logits = self.model.score(issues, HEAD).float()
            parts["type"] = self.given.type_weight * masked_bce(logits, types, self.positive_weights)
        return parts

    def _of_labels(self, tokenized: Tokenized, chosen: list[int], issues: torch.Tensor) -> dict[str, torch.Tensor]:
        """Returns the losses of issue and label, and of issue and issue. issues: vectors, [rows, hidden]."""
        rng = np.random.default_rng(int(torch.randint(2**31, ())))  # the trainer seeds torch for each batch
        repository, parts = tokenized.repository, {}
        columns = candidates(tokenized.truth[chosen], self.given.batch_rows, rng)
        truth = torch.from_numpy(tokenized.truth[chosen][:, columns]).to(issues.device)
        topics = [place for place, column in enumerate(columns) if is_topic(repository, repository.names[column])]
        carried = truth[:, topics]
        if len(topics) > 1 and (carried == 1).any() and self.given.label_weight:
            texts = [wording(repository, repository.names[columns[place]], rng) for place in topics]
            labels = self._embed(self.label_tokens, self.label_tokens.encode(texts))
            cosines = F.normalize(issues, dim=-1) @ F.normalize(labels, dim=-1).T / self.given.label_temperature
            both = multiple_negatives(cosines, carried) + multiple_negatives(cosines.T, carried.T)
            parts["label"] = self.given.label_weight * both / 2
        contrast = shared_label_contrast(issues, truth, self.given.issue_temperature)
        if contrast is not None and self.given.issue_weight:
            parts["issue"] = self.given.issue_weight * contrast
        return parts

    def _embed(self, tokens: Tokens, rows: Sequence[Row]) -> torch.Tensor:
        return self.model.embed(tokens.pad_rows(rows).to(self.device.name))


def candidates(truth: np.ndarray, least: int, rng: np.random.Generator) -> np.ndarray:
    """Returns the columns of the batch's labels, and of other labels drawn at random up to `least` columns."""
    carried = np.flatnonzero((truth == 1).any(axis=0))
    others = rng.permutation(np.flatnonzero(~(truth == 1).any(axis=0)))
    return np.concatenate([carried, others[: max(0, least - len(carried))]])


def is_topic(repository: Repository, name: str) -> bool:
    """Returns whether a label says more than a type: A-lints or "documentation search", but not C-bug."""
    return name not in repository.types or len(LabelNameWords.of(name).words) > 1


def wording(repository: Repository, name: str, rng: np.random.Generator) -> str:
    """Returns a text for a label: the App's, sometimes without description or name, or another repository's wording."""
    description, kind, chance = repository.descriptions[name], repository.types.get(name), rng.random()
    if kind and len(LabelNameWords.of(name).words) <= 2 and chance < 0.5:
        return SYNONYMS[kind][rng.integers(len(SYNONYMS[kind]))]
    if description and chance < 0.15:
        return description
    return meaning(name, "" if chance < 0.4 else description)


def multiple_negatives(scores: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Returns the loss of scoring each right pair, [row, column], above all wrong pairs of its row.

    scores, truth: [rows, columns]. truth is 1, 0, or -1 for unknown cells, which are neither right nor wrong. The
        result is the mean over the right pairs of a row, then over the rows that have any.
    """
    right, wrong = truth == 1, truth == 0
    negatives = torch.logsumexp(scores.masked_fill(~wrong, -1e4), dim=1, keepdim=True)
    losses = F.softplus(negatives - scores) * right
    rows = right.any(dim=1)
    return (losses.sum(dim=1)[rows] / right.sum(dim=1)[rows]).mean()


def shared_label_contrast(vectors: torch.Tensor, truth: torch.Tensor, temperature: float) -> torch.Tensor | None:
    """Returns the supervised contrast of issues. A shared label weighs 1 divided by the number of its issues in the
    batch.

    Returns None if no two issues share a label, or all do.
    """
    carried = (truth == 1).float()
    shared = (carried / carried.sum(dim=0).clamp(min=1)) @ carried.T
    itself = torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    positive = (shared > 0) & ~itself
    if not positive.any() or positive[~itself].all():
        return None
    normal = F.normalize(vectors, dim=-1)
    chances = F.log_softmax((normal @ normal.T / temperature).masked_fill(itself, -1e4), dim=1)
    weights = shared * positive
    rows = positive.any(dim=1)
    return -((chances * weights).sum(dim=1)[rows] / weights.sum(dim=1)[rows]).mean()


def rank(
    model: bert.BertWithHeads,
    validation: Sequence[Repository],
    tokens: Tokens,
    label_tokens: Tokens,
    device: Device,
    label_types: Path | None,
) -> dict[str, dict[str, float]]:
    """Measures how well similarity ranks each repository's labels: label-ranking average precision and precision at 1.

    For repositories with both types and topics, also among each of them (measures.ranking_apart).
    label_types: table of spellings of types. None for the App's.
    """
    figures = {}
    for repository in validation:
        truth = repository.truth() == 1
        if truth.shape[1] < 2:
            continue
        texts = [meaning(name, repository.descriptions[name]) for name in repository.names]
        issues, labels = (
            inference.over_rows(lambda batch: F.normalize(model.embed(batch), dim=-1), rows, each, device)
            for each, rows in ((tokens, tokens.encode(repository.texts)), (label_tokens, label_tokens.encode(texts)))
        )
        cosines = issues @ labels.T
        average, first = ranking(cosines, truth)
        masks = label_task.both(label_task.masks(label_types, repository.names, repository.descriptions))
        figures[repository.name] = {"average precision": average, "precision at 1": first} | ranking_apart(
            cosines, truth, masks
        )
    return figures


def _judge_head(
    model: bert.BertWithHeads, validation: Sequence[Repository], tokens: Tokens, device: Device, out: Path
) -> dict[str, Any]:
    """Calibrates the head on the validation issues, writes outputs.json, and returns the measured figures."""
    truth = np.concatenate([np.zeros((0, len(TYPES)), np.int8), *(each.type_truth() for each in validation)])
    texts = [text for each in validation for text in each.texts]
    told, figures = [outputs.label(name) for name in TYPES], {}
    if (truth == 1).any():
        logits = inference.over_rows(lambda batch: model(batch)[HEAD], tokens.encode(texts), tokens, device)
        calibrations = calibrate.fit(logits, truth)
        probabilities = calibrate.apply(logits, calibrations)
        chosen = calibrate.thresholds(probabilities, truth)
        summary = metrics.summary(probabilities, chosen, truth)
        figures = {
            "results": {f"issue type on validation issues, {k.replace('_', ' ')}": v for k, v in summary.items()},
            "types": metrics.per_label(probabilities >= chosen, truth, TYPES),
        }
        told = calibrate.describe(TYPES, chosen, calibrations)
    jsonl.write_json(out / OUTPUTS, {"heads": {HEAD: {"labels": told}}})
    return {"results": {}} | figures
