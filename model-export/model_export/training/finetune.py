"""Trains a multi-label classifier: a BERT encoder with a linear head that gives each label its own probability.

Reads what `prepare` wrote. Labels that a repository does not decide about, and unlabeled issues, are masked, because
they are unknown and not negative. After each epoch the validation issues are scored. The epoch with the best micro-F1
is kept, and training ends after --patience epochs without a better one. Then the validation issues are used to
calibrate the probabilities and to choose a threshold for each label. Both are written to outputs.json for `export`. If
there are types and topics among the labels, metrics.json also has the F1 of each group. If all issues have a date,
metrics.json has the newest as trained_until, and the App evaluates the model on later issues.

    model-export finetune prepared --base models/adapted --out models/labels
    model-export finetune prepared --base models/adapted --out models/labels --loss asymmetric --epochs 6

If a run is interrupted, the same command continues it.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export import jsonl, output, settings
from model_export.data import label_task
from model_export.data.prepared import LabelSet, newest, read_split
from model_export.errors import InputError
from model_export.measure import metrics
from model_export.model import bert, inference
from model_export.model.device import Device
from model_export.model.outputs import OUTPUTS
from model_export.model.tokens import Row, Tokens
from model_export.settings import argument, inherited, option
from model_export.training import calibrate, lineage, trainer
from model_export.training.training_settings import EncoderTrainingSettings

HEAD = "labels"
BEST = "best.pt"


@dataclass(frozen=True)
class FinetuneSettings(EncoderTrainingSettings):
    data: Path = argument(help="Folder that `prepare` wrote.")
    head: str = option(HEAD, help="Name of the head in outputs.json and, for an encoder, in bundles.")
    samples: int | None = option(None, help="How many labeled issues to draw and train on. All by default.")
    max_length: int = inherited(EncoderTrainingSettings, "max_length", 256)
    epochs: int = inherited(EncoderTrainingSettings, "epochs", 5, help="How often each issue is seen at most.")
    least_steps: int = option(0, help="Fewest steps. If the epochs have fewer, each sees its issues again.")
    patience: int = option(2, help="Epochs without a better micro-F1 before training ends.")
    batch_tokens: int = option(4096, help="Tokens in a batch, including padding.")
    batch_rows: int = option(16, help="Most issues in a batch.")
    learning_rate: float = inherited(
        EncoderTrainingSettings, "learning_rate", 5e-5, help="Learning rate of the encoder's last layer."
    )
    layer_decay: float = option(1.0, help="Factor of the learning rate from one layer to the layer below.")
    dropout: float = option(0.1, help="Dropout on the pooled vector.")
    encoder_dropout: float = option(0.0, help="Dropout within the encoder.")
    pooling: Literal["mean", "cls"] = option("mean", help="How token vectors become one vector.")
    loss: Literal["bce", "asymmetric"] = option("bce", help="Binary cross-entropy, or the asymmetric loss.")
    class_weights: Literal["none", "sqrt", "balanced"] = option(
        "none", help="Weight of an issue that has a label: 1, the ratio of other issues to such issues, or its root."
    )
    focus: float = option(4.0, help="Asymmetric loss: how strongly easy negatives are reduced.")
    margin: float = option(0.05, help="Asymmetric loss: negatives with a lower probability are ignored.")
    calibration: Literal["platt", "temperature", "none"] = option("platt", help="How probabilities are calibrated.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type. The App's table by default.")


@dataclass(frozen=True)
class Examples:
    """Tokenized issues and what is known about their labels.

    truth: [issues, labels] of 1, 0 and metrics.UNKNOWN.
    """

    rows: Sequence[Row]
    truth: np.ndarray
    texts: Sequence[str]
    repositories: Sequence[str]
    dates: Sequence[str | None]

    @staticmethod
    def read(folder: Path, split: str, labels: LabelSet, tokens: Tokens) -> "Examples":
        """Reads the issues of a split whose labels are at least partly known."""
        issues = read_split(folder, split)
        carries, known = labels.targets(issues)
        kept = np.flatnonzero(known.any(axis=1))
        issues = [issues[index] for index in kept]
        texts = [issue["text"] for issue in issues]
        truth = np.where(known, carries.astype(np.int8), metrics.UNKNOWN)[kept]
        repositories = [issue["repo"] for issue in issues]
        return Examples(tokens.encode(texts), truth, texts, repositories, [issue.get("created_at") for issue in issues])

    def __len__(self) -> int:
        return len(self.rows)

    def draw(self, count: int | None, rng: np.random.Generator) -> "Examples":
        """Returns a random sample of this size without replacement. Returns all if count is None."""
        if count is None or count >= len(self):
            return self
        chosen = np.sort(rng.permutation(len(self))[:count])
        columns = (self.rows, self.texts, self.repositories, self.dates)
        rows, texts, repositories, dates = ([each[index] for index in chosen] for each in columns)
        return Examples(rows, self.truth[chosen], texts, repositories, dates)


def run(given: FinetuneSettings) -> dict[str, Any]:
    """Trains, writes the model's folder, and returns the measured figures."""
    device = Device.for_training(given.device)
    base = bert.resolve(given.base)
    labels = LabelSet.read(given.data)
    tokens = Tokens.open(base, given.max_length)
    rng = np.random.default_rng(given.seed)
    training = Examples.read(given.data, "train", labels, tokens).draw(given.samples, rng)
    validation = Examples.read(given.data, "validation", labels, tokens)
    test = Examples.read(given.data, "test", labels, tokens)
    if not len(training) or not len(validation):
        raise InputError(
            f"{given.data} has {len(training)} labeled issues to train and {len(validation)} to validate on"
        )
    torch.manual_seed(given.seed)
    model = bert.load(
        str(base),
        device.attention,
        {given.head: labels.names},
        pooling=given.pooling,
        head_dropout=given.dropout,
        **bert.dropout(given.encoder_dropout),
    )
    if not bert.has_head(str(base), given.head, labels.names):
        begin_at_shares(model.heads[given.head], training.truth)
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            dataclasses.replace(given.rates(), layer_decay=given.layer_decay),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), training.texts),
            seed=given.seed,
        )
        history = _train(given, loop, model, training, validation, tokens, device, out)
        if not loop.is_main:
            return {}
        model.load_state_dict(torch.load(out / BEST, map_location=device.name, weights_only=True))
        model.eval()
        figures, told = _judge(given, model, validation, test, labels, tokens, device)
        bert.save(model.cpu(), tokens.tokenizer, out)
        jsonl.write_json(out / OUTPUTS, {"heads": {given.head: {"labels": told}}})
        figures |= {"device": str(device), "history": history, "data": _data(training)}
        if until := newest([*training.dates, *validation.dates]):
            figures[lineage.UNTIL] = until
        figures[lineage.REPOSITORIES] = lineage.seen(
            seen for issues in (training, validation) for seen in zip(issues.repositories, issues.dates, strict=True)
        )
        (out / BEST).unlink()
        loop.finish()
        figures[lineage.KEY] = lineage.of(base)
        return output.write_metrics(out, "finetune", given, figures)


def _train(
    given: FinetuneSettings,
    loop: trainer.Trainer,
    model: bert.BertWithHeads,
    training: Examples,
    validation: Examples,
    tokens: Tokens,
    device: Device,
    out: Path,
) -> list[dict[str, float]]:
    """Trains epoch by epoch, and leaves the weights of the best epoch in BEST."""
    truth = torch.from_numpy(training.truth).to(device.name)
    weights = torch.tensor(positive_weights(training.truth, given.class_weights), device=device.name)

    def losses(batch: list[int]) -> dict[str, torch.Tensor]:
        padded = tokens.pad_rows([training.rows[index] for index in batch]).to(device.name)
        logits = model(padded)[given.head].float()
        target = truth[torch.tensor(batch, device=device.name)]
        if given.loss == "asymmetric":
            return {"loss": asymmetric_loss(logits, target, given.focus, given.margin, weights)}
        return {"loss": masked_bce(logits, target, weights)}

    history: list[dict[str, float]] = []
    best, waited = -1.0, 0
    for number, stage in enumerate(trainer.epochs(given.epochs, trainer.Schedule(given.warmup))):
        figures = loop.run(stage, _batches(given, training, number), losses)

        def validate(best: float = best) -> float:
            logits = inference.over_rows(lambda batch: model(batch)[given.head], validation.rows, tokens, device)
            known = validation.truth != metrics.UNKNOWN
            _, f1 = metrics.best_threshold(logits[known], validation.truth[known] == 1)
            if f1 > best:
                torch.save(model.state_dict(), out / BEST)
            return f1

        f1 = loop.once(f"validation after {stage.name}", validate)
        history.append(figures | {"validation_micro_f1": f1})
        waited = 0 if f1 > best else waited + 1
        best = max(best, f1)
        if waited >= given.patience:
            break
    return history


def _batches(given: FinetuneSettings, training: Examples, epoch: int) -> list[list[int]]:
    """Returns the batches of an epoch, with as many passes over the issues as its share of least_steps needs."""
    lengths = [len(row) for row in training.rows]
    batches: list[list[int]] = []
    while not batches or len(batches) < given.least_steps / given.epochs:
        rng = np.random.default_rng([given.seed, epoch, len(batches)])
        batches += trainer.bucketed(lengths, rng, given.batch_tokens, given.batch_rows)
    return batches


def _judge(
    given: FinetuneSettings,
    model: bert.BertWithHeads,
    validation: Examples,
    test: Examples,
    labels: LabelSet,
    tokens: Tokens,
    device: Device,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Returns the measured figures, and the labels with thresholds and calibrations."""
    scores = {
        name: inference.over_rows(lambda batch: model(batch)[given.head], examples.rows, tokens, device)
        for name, examples in (("validation", validation), ("test", test))
        if len(examples)
    }
    calibrations = calibrate.fit(scores["validation"], validation.truth, given.calibration)
    chosen = calibrate.thresholds(calibrate.apply(scores["validation"], calibrations), validation.truth)
    masks = label_task.both(label_task.masks(given.label_types, labels.names))
    figures: dict[str, Any] = {"results": {}, "labels": {}}
    for name, logits in scores.items():
        truth = (validation if name == "validation" else test).truth
        probabilities = calibrate.apply(logits, calibrations)
        summary = metrics.summary(probabilities, chosen, truth, masks)
        figures["results"] |= {f"{name} {measure.replace('_', ' ')}": value for measure, value in summary.items()}
        figures["labels"][name] = metrics.per_label(probabilities >= chosen, truth, labels.names)
    figures["calibration_error"] = calibrate.report(scores["validation"], validation.truth, calibrations)
    told = calibrate.describe(labels.names, chosen, calibrations)
    return figures, told


@torch.no_grad()
def begin_at_shares(head: torch.nn.Linear, truth: np.ndarray) -> None:
    """Makes a head predict each label's share of the issues, whatever the text, before training.

    truth: [issues, labels] of 1, 0 and metrics.UNKNOWN. If a head with many rare labels starts at one half, it first
        drives all scores down. This pulls the encoder towards one vector for all texts (see the bias initialization of
        Lin et al., "Focal loss for dense object detection", 2017, section 3.3).
    """
    carried, known = (truth == 1).sum(axis=0), (truth >= 0).sum(axis=0)
    share = (carried + 0.5) / (known + 1)
    head.weight.zero_()
    head.bias.copy_(torch.from_numpy(np.log(share / (1 - share))))


def _data(training: Examples) -> list[str]:
    repositories, counts = np.unique(np.array(training.repositories), return_counts=True)
    return [f"{repo}: {count} labelled issues" for repo, count in zip(repositories, counts, strict=True)]


def positive_weights(truth: np.ndarray, kind: str) -> np.ndarray:
    """Returns each label's weight, [labels] in fp32: the ratio of negatives to positives, or its root."""
    lacking, carrying = (truth == 0).sum(axis=0), np.maximum((truth == 1).sum(axis=0), 1)
    ratio = np.clip(lacking / carrying, 1, LARGEST_WEIGHT**2 if kind == "sqrt" else LARGEST_WEIGHT)
    weights = {"none": np.ones_like(ratio), "sqrt": np.sqrt(ratio), "balanced": ratio}[kind]
    return weights.astype(np.float32)


# A label with one issue in a thousand would otherwise outweigh all others.
LARGEST_WEIGHT = 10.0


def masked_bce(logits: torch.Tensor, target: torch.Tensor, positive_weight: torch.Tensor) -> torch.Tensor:
    """Returns the mean binary cross-entropy over known cells. target: 1, 0, or -1 for unknown; positive_weight:
    [labels].
    """
    known = target >= 0
    losses = F.binary_cross_entropy_with_logits(
        logits, target.clamp(min=0).float(), pos_weight=positive_weight, reduction="none"
    )
    return losses[known].mean()


def asymmetric_loss(
    logits: torch.Tensor, target: torch.Tensor, focus: float, margin: float, positive_weight: torch.Tensor
) -> torch.Tensor:
    """Returns the mean over known cells of Ridnik et al., "Asymmetric loss for multi-label classification" (2021).

    Negatives are shifted by a margin and weighted by their probability to the power of focus. Positives are not focused
    on (gamma 0), as the paper advises.
    """
    known, carried = target >= 0, target == 1
    shifted = (torch.sigmoid(logits) - margin).clamp(min=0)
    negative = -(shifted**focus) * torch.log((1 - shifted).clamp(min=1e-8))
    losses = torch.where(carried, -positive_weight * F.logsigmoid(logits), negative)
    return losses[known].mean()
