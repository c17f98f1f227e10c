"""Trains a cross-encoder that predicts whether a text entails a sentence: the scorer for labels that nobody has used
yet.

It learns from two kinds of pairs together:

- human pairs, JSON lines of {"premise", "hypothesis", "label"} with entailment, neutral or contradiction;
- pairs built from labeled issues: an issue entails what its labels mean, and does not entail what the repository's
  other labels mean. Half of these negatives are of the same kind as the label (both types or both topics), because such
  negatives are hard. The hypothesis follows one of several templates, and sometimes it is only the label's description,
  so that the model has to read descriptions.

"Does not entail" may be neutral or contradiction, so for such a pair the model only learns that it is not entailment.

    model-export nli prepared --pairs data/*.train.jsonl.xz --check data/*.dev.jsonl.xz \\
      --catalogs data --label-types src/main/resources/label-types.tsv \\
      --base models/adapted --out models/nli

Pairs of validation issues with all of their repository's labels calibrate the probability and choose the threshold
(outputs.json).
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig, BertForSequenceClassification

from model_export import jsonl, output, settings
from model_export.data import label_task, repositories
from model_export.data.label_text import LabelNameWords, hypothesis
from model_export.data.repositories import TYPES, Repository
from model_export.data.spellings import SYNONYMS
from model_export.errors import InputError
from model_export.measure import measures, metrics
from model_export.model import bert, inference
from model_export.model.device import Device
from model_export.model.outputs import OUTPUTS
from model_export.model.tokens import Batch, Row, Tokens
from model_export.settings import argument, inherited, option
from model_export.training import calibrate, lineage, trainer
from model_export.training.training_settings import EncoderTrainingSettings

CLASSES = ("entailment", "neutral", "contradiction")
ENTAILMENT = CLASSES.index("entailment")
# The target of a pair of which only is known that it is not entailment.
NOT_ENTAILED = len(CLASSES)

# The App uses the first one, so it is drawn most often.
TEMPLATES = (
    "This issue is about {}.",
    "This issue is about {}.",
    "This issue is about {}.",
    "The topic is {}.",
    "It concerns {}.",
    "This is a {} issue.",
    "{}",
)

# Share of the negatives that are of the same kind as the label.
HARD = 0.5
# Share of the positives with one negative. The others have two.
ONE_NEGATIVE = 0.4


@dataclass(frozen=True)
class NliSettings(EncoderTrainingSettings):
    data: tuple[Path, ...] = argument((), help="Folders that `prepare` wrote, with the repositories' own labels.")
    pairs: tuple[Path, ...] = option((), help="JSON lines of human pairs.")
    human: int | None = option(None, help="Human pairs to draw. All by default.")
    check: tuple[Path, ...] = option((), help="Human pairs to measure the accuracy on.")
    check_most: int = option(2500, help="Most pairs of each such file.")
    issue_pairs: int = option(8000, help="Pairs to build from issues.")
    catalogs: tuple[Path, ...] = option((), help="NAME.labels.json with the labels' descriptions, or a folder of such.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type.")
    without: tuple[str, ...] = option((), help="Glob of repositories to leave out. Repeat it for more.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: draw from these repositories more often.")
    epochs: int = inherited(EncoderTrainingSettings, "epochs", 1, help="How often each pair is seen.")
    batch_tokens: int = option(4096, help="Tokens in a batch, including padding.")
    batch_rows: int = option(64, help="Most pairs in a batch.")
    learning_rate: float = inherited(
        EncoderTrainingSettings, "learning_rate", 6e-5, help="Learning rate of the encoder's last layer."
    )
    head_learning_rate: float = inherited(
        EncoderTrainingSettings, "head_learning_rate", 6e-5, help="Learning rate of the pooler and the classifier."
    )
    layer_decay: float = option(1.0, help="Factor of the learning rate from one layer to the layer below.")
    dropout: float = option(0.1, help="Dropout on the pooled vector.")
    validation_issues: int = option(100, help="Most issues of each repository to calibrate on.")

    def __post_init__(self) -> None:
        if not self.data and not self.pairs:
            raise ValueError("there is nothing to train on: name folders that `prepare` wrote, --pairs, or both")


@dataclass(frozen=True)
class Pair:
    """A premise and a hypothesis with an index in CLASSES, or NOT_ENTAILED."""

    premise: str
    hypothesis: str
    target: int


def run(given: NliSettings) -> dict[str, Any]:
    """Trains, writes the model's folder, and returns the measured figures."""
    device = Device.for_training(given.device)
    base = bert.resolve(given.base)
    tokens = Tokens.open(base, given.max_length)
    rng = np.random.default_rng(given.seed)
    found = repositories.read(given.data, "train", given.catalogs, given.label_types, given.without)
    if given.data:
        repositories.require(found, given.data)
    validation = repositories.read(given.data, "validation", given.catalogs, given.label_types, given.without, fewest=1)
    human = _drawn(human_pairs(given.pairs), given.human, rng)
    built = build(found, given, rng) if found else []
    pairs = [*human, *built]
    rows = tokens.encode_pairs((pair.premise, pair.hypothesis) for pair in pairs)
    targets = torch.tensor([pair.target for pair in pairs], device=device.name)
    torch.manual_seed(given.seed)
    model = load(base, device, given.dropout)
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            dataclasses.replace(given.rates(), layer_decay=given.layer_decay),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), (pair.hypothesis for pair in pairs)),
            seed=given.seed,
        )

        def losses(batch: list[int]) -> dict[str, torch.Tensor]:
            logits = classify(model, tokens.pad_rows([rows[index] for index in batch]).to(device.name))
            return {"loss": entailment_loss(logits, targets[torch.tensor(batch, device=device.name)])}

        history = []
        lengths = [len(row) for row in rows]
        for number, stage in enumerate(trainer.epochs(given.epochs, trainer.Schedule(given.warmup))):
            order = np.random.default_rng([given.seed, number])
            batches = trainer.bucketed(lengths, order, given.batch_tokens, given.batch_rows)
            history.append(loop.run(stage, batches, losses))
        if not loop.is_main:
            return {}
        model.eval()
        results = _accuracies(given, model, tokens, device)
        told = {"threshold": 0.5, "calibration": {"slope": 1.0, "intercept": 0.0}}
        by_repository: dict[str, Any] = {}
        if validation:
            told, by_repository, more = _judge(given, model, validation, tokens, device)
            results |= more
        bert.save(model.cpu(), tokens.tokenizer, out)
        jsonl.write_json(out / OUTPUTS, {"entailment": told})
        loop.finish()
        counts = {"human_pairs": len(human), "issue_pairs": len(built)}
        files = [f"{path.name}: human NLI pairs" for path in given.pairs]
        figures = {
            "results": results, "by_repository": by_repository, **counts, "history": history, "device": str(device),
            "data": [*files, *repositories.data(found)], lineage.KEY: lineage.of(base),
            lineage.REPOSITORIES: lineage.seen(repositories.dated([*found, *validation])),
        }  # fmt: skip
        return output.write_metrics(out, "nli", given, figures)


def load(base: Path, device: Device, dropout: float) -> BertForSequenceClassification:
    """Loads a cross-encoder from a base. Pooler and classifier start at random unless the base is a cross-encoder."""
    config = AutoConfig.from_pretrained(base)
    if config.model_type != "bert":
        raise InputError(f"{base} is a model of type {config.model_type!r}; only 'bert' can be trained here")
    config.heads = {}
    config.id2label = dict(enumerate(CLASSES))
    config.label2id = {name: number for number, name in enumerate(CLASSES)}
    config.classifier_dropout = dropout
    for name, value in bert.dropout(0.0).items():
        setattr(config, name, value)
    with bert.quiet():
        return BertForSequenceClassification.from_pretrained(
            base, config=config, attn_implementation=device.attention, dtype=torch.float32
        )


def classify(model: BertForSequenceClassification, batch: Batch) -> torch.Tensor:
    """Returns the logits of CLASSES, [rows, 3] in fp32."""
    return model(
        input_ids=batch.input_ids, attention_mask=batch.attention_mask, token_type_ids=batch.token_type_ids
    ).logits.float()


def entailment_loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Returns the mean cross-entropy. For NOT_ENTAILED, all classes except entailment count together."""
    chances = torch.log_softmax(logits, dim=-1)
    others = [number for number in range(len(CLASSES)) if number != ENTAILMENT]
    denied = torch.logsumexp(chances[:, others], dim=-1)
    told = chances.gather(1, targets.clamp(max=len(CLASSES) - 1)[:, None])[:, 0]
    return -torch.where(targets == NOT_ENTAILED, denied, told).mean()


def log_odds(logits: np.ndarray) -> np.ndarray:
    """Returns the log-odds of entailment against all other classes, [rows], which the App calibrates."""
    others = np.delete(logits, ENTAILMENT, axis=1)
    return logits[:, ENTAILMENT] - np.logaddexp.reduce(others, axis=1)


def human_pairs(paths: Iterable[Path]) -> list[Pair]:
    """Returns the pairs of files. Pairs without agreement, whose label is not in CLASSES, are left out."""
    found = []
    for path in paths:
        for row in jsonl.read(path):
            try:
                if row["label"] in CLASSES:
                    found.append(Pair(row["premise"], row["hypothesis"], CLASSES.index(row["label"])))
            except KeyError as problem:
                raise InputError(f"{path}: a pair without {problem}") from problem
    return found


def _drawn(pairs: list[Pair], count: int | None, rng: np.random.Generator) -> list[Pair]:
    if count is None or count >= len(pairs):
        return pairs
    return [pairs[index] for index in rng.permutation(len(pairs))[:count]]


def build(found: Sequence[Repository], given: NliSettings, rng: np.random.Generator) -> list[Pair]:
    """Returns the wanted number of pairs, or up to two more: issues with a label that they have, and some that they
    lack.
    """
    chances = repositories.shares(found, given.emphasis)
    truths = [(repository.truth(), repository.type_truth()) for repository in found]
    weights = [(1 + (truth == 1).sum(axis=0)) ** repositories.DAMPING for truth, _ in truths]
    pairs: list[Pair] = []
    while len(pairs) < given.issue_pairs:
        place = int(rng.choice(len(found), p=chances))
        repository, (truth, types) = found[place], truths[place]
        issue = int(rng.integers(len(repository)))
        label = int(rng.choice(np.flatnonzero(truth[issue] == 1)))
        premise = repository.texts[issue]
        pairs.append(Pair(premise, wording(repository, label, rng), ENTAILMENT))
        negatives = np.array([n for n in range(len(repository.names)) if _denied(repository, truth, types, issue, n)])
        for _ in range(1 if rng.random() < ONE_NEGATIVE else 2):
            if not len(negatives):
                break
            like = [n for n in negatives if _is_type(repository, n) == _is_type(repository, label)]
            pool = np.array(like) if like and rng.random() < HARD else negatives
            share = weights[place][pool]
            other = int(rng.choice(pool, p=share / share.sum()))
            pairs.append(Pair(premise, wording(repository, other, rng), NOT_ENTAILED))
    return pairs


def _is_type(repository: Repository, label: int) -> bool:
    return repository.names[label] in repository.types


def _denied(repository: Repository, truth: np.ndarray, types: np.ndarray, issue: int, label: int) -> bool:
    """Returns whether an issue is known not to be what a label says.

    If an issue lacks a type's label, that counts only when it has another type's label, because nobody may have sorted
    it yet.
    """
    kind = repository.types.get(repository.names[label])
    if kind is not None:
        return truth[issue, label] != 1 and types[issue, TYPES.index(kind)] == 0
    return truth[issue, label] == 0


def wording(repository: Repository, label: int, rng: np.random.Generator) -> str:
    """Returns a hypothesis for a label: a template with or without description, only the description, or another
    wording.
    """
    name = repository.names[label]
    description, kind, chance = repository.descriptions[name], repository.types.get(name), rng.random()
    words = LabelNameWords.of(name)
    if kind and len(words.words) <= 2 and chance < 0.35:
        phrase, _, more = SYNONYMS[kind][rng.integers(len(SYNONYMS[kind]))].partition(": ")
        return hypothesis(phrase, more)
    if description and chance < 0.5:
        return description
    sentence = TEMPLATES[rng.integers(len(TEMPLATES))].format(words.phrase())
    return f"{sentence} {description}" if description and chance < 0.9 else sentence


def _scores(model: BertForSequenceClassification, rows: Sequence[Row], tokens: Tokens, device: Device) -> np.ndarray:
    return inference.over_rows(lambda batch: classify(model, batch), rows, tokens, device)


def _accuracies(
    given: NliSettings, model: BertForSequenceClassification, tokens: Tokens, device: Device
) -> dict[str, float]:
    """Returns by file the share of human pairs whose class is predicted correctly."""
    found = {}
    for path in given.check:
        pairs = _drawn(human_pairs([path]), given.check_most, np.random.default_rng(5))
        if not pairs:
            raise InputError(f"{path} holds no pair with a label of {', '.join(CLASSES)}")
        logits = _scores(model, tokens.encode_pairs((pair.premise, pair.hypothesis) for pair in pairs), tokens, device)
        right = logits.argmax(axis=1) == np.array([pair.target for pair in pairs])
        found[f"accuracy on {path.name.split('.jsonl')[0]}"] = float(right.mean())
    return found


def _judge(
    given: NliSettings,
    model: BertForSequenceClassification,
    validation: Sequence[Repository],
    tokens: Tokens,
    device: Device,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, float]]:
    """Returns threshold and calibration, the ranking of each repository's labels, and the means."""
    odds, truths, groups, by_repository = [], [], [], {}
    for repository in validation:
        chosen = np.random.default_rng(given.seed).permutation(len(repository))[: given.validation_issues]
        truth = repository.truth()[chosen]
        asked = [hypothesis(name, repository.descriptions[name]) for name in repository.names]
        rows = tokens.encode_pairs((repository.texts[index], sentence) for index in chosen for sentence in asked)
        found = log_odds(_scores(model, rows, tokens, device)).reshape(truth.shape)
        average, first = measures.ranking(found, truth == 1)
        masks = label_task.masks(given.label_types, repository.names, repository.descriptions)
        by_repository[repository.name] = {
            "average precision": average,
            "precision at 1": first,
        } | measures.ranking_apart(found, truth == 1, label_task.both(masks))
        odds.append(found.ravel())
        truths.append(truth.ravel())
        nothing = np.zeros(len(repository.names), bool)
        groups.append({group: np.tile(masks.get(group, nothing), len(chosen)) for group in label_task.GROUPS})
    scores, truth = np.concatenate(odds)[:, None], np.concatenate(truths)[:, None]
    (calibration,) = calibrate.fit(scores, truth)
    (threshold,) = calibrate.thresholds(calibration.apply(scores), truth)
    told = {
        "threshold": round(float(threshold), 4),
        "calibration": {"slope": round(calibration.slope, 5), "intercept": round(calibration.intercept, 5)},
    }
    results = {
        f"label ranking on validation issues, {name}": value for name, value in measures.means(by_repository).items()
    }
    entailed = calibration.apply(scores) >= threshold
    results["micro f1 on validation pairs"] = metrics.micro_f1(entailed, truth)
    rows = {group: np.concatenate([each[group] for each in groups]) for group in label_task.GROUPS}
    if all((truth[inside] == 1).any() for inside in rows.values()):
        for group, inside in rows.items():
            name = f"micro f1 on validation pairs of {group}"
            results[name] = metrics.micro_f1(entailed[inside], truth[inside])
    return told, by_repository, results
