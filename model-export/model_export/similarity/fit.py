"""Fits the similarity rung's logistic regression on labelled issues of many repositories.

WORK holds what sample-similarity drew and the features of it that DumpFeatures wrote. Each repository is judged by
weights that were fitted without it; then, with a BUNDLE, weights fitted on all of them are written into it. Seeded: the
same files give the same weights.

    model-export fit-similarity work-folder bundle.json
"""

import collections
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from model_export import jsonl
from model_export.errors import InputError
from model_export.labels import is_process
from model_export.measures import ranking
from model_export.settings import argument, option
from model_export.similarity.sample import SEED

NEGATIVES = 30  # labels an issue does not carry, drawn from its catalog
STRENGTH = 0.01  # inverse of the L2 penalty; README.md says what others give
# Kept out of the fit altogether, so that what is measured on it is measured on a stranger.
HELD_OUT = "huggingface/datasets"


@dataclass(frozen=True)
class FitSettings:
    """From where to where, and how strictly."""

    work: Path = argument(help="Folder of *.labels.json, *.issues.jsonl and *.features.jsonl.")
    bundle: Path | None = argument(None, help="bundle.json to write the weights into; without it, only judge.")
    strength: float = option(STRENGTH, help="Inverse of the L2 penalty.")


@dataclass(frozen=True)
class Repository:
    """The features and the truth of one repository's issues.

    truth is issues x labels; says tells which labels say something about the text.
    """

    key: str
    name: str
    labels: list[str]
    rows: list[list[dict[str, float]]]
    truth: np.ndarray
    says: np.ndarray

    @staticmethod
    def read(path: Path) -> "Repository":
        """Reads SOURCE--OWNER--NAME.features.jsonl and the labels and issues beside it."""
        stem = path.name.removesuffix(".features.jsonl")
        labels = [label["name"] for label in jsonl.read_json(path.with_name(f"{stem}.labels.json"))]
        issues = list(jsonl.read(path.with_name(f"{stem}.issues.jsonl")))
        rows = [line["rows"] for line in jsonl.read(path)]
        if len(rows) != len(issues) or any(len(row) != len(labels) for row in rows):
            raise InputError(f"{path} does not fit its issues and labels: dump the features again")
        return Repository(
            key=stem,
            name=stem.split("--", 1)[1].replace("--", "/"),
            labels=labels,
            rows=rows,
            truth=np.array([[name in issue["labels"] for name in labels] for issue in issues]),
            says=np.array([not is_process(name) for name in labels]),
        )

    def matrix(self, names: Sequence[str]) -> np.ndarray:
        """The features as issues x labels x names; what a row leaves out is 0."""
        index = {name: i for i, name in enumerate(names)}
        values = np.zeros((len(self.rows), len(self.labels), len(names)), np.float32)
        for i, rows in enumerate(self.rows):
            for j, row in enumerate(rows):
                for name, value in row.items():
                    values[i, j, index[name]] = value
        return values


@dataclass(frozen=True)
class Weights:
    """A label's score is intercept + coefficients · features; its sigmoid is the probability."""

    coefficients: np.ndarray
    intercept: float

    def scores(self, values: np.ndarray) -> np.ndarray:
        return values @ self.coefficients + self.intercept


@dataclass(frozen=True)
class Judgement:
    """What repositories got from weights that were fitted without them."""

    repositories: int
    average_precision: float
    precision_at_1: float
    threshold: float
    f1: float
    precisions: dict[float, tuple[float, float]]  # by score: precision and recall of the labels from it on

    def __str__(self) -> str:
        first = (
            f"mean of {self.repositories}: LRAP {self.average_precision:.3f}, precision at 1 {self.precision_at_1:.3f};"
            f" micro-F1 {self.f1:.3f} at {self.threshold:.2f}"
        )
        levels = (
            f"from {level}: precision {precision:.3f}, recall {recall:.3f}"
            for level, (precision, recall) in self.precisions.items()
        )
        return "\n".join([first, *levels])

    def metrics(self) -> dict[str, float]:
        """As they stand in bundle.json."""
        prefix = "leave-one-repository-out"
        metrics = {
            f"{prefix} label-ranking average precision": self.average_precision,
            f"{prefix} precision at 1": self.precision_at_1,
            f"{prefix} micro-F1 at the threshold": self.f1,
        }
        metrics |= {f"{prefix} precision from {level}": self.precisions[level][0] for level in (0.7, 0.4)}
        # Where no label scores that high there is no precision, and JSON has no NaN.
        return {name: round(value, 3) for name, value in metrics.items() if not np.isnan(value)}


def train(repositories: Sequence[Repository], values: dict[str, np.ndarray], strength: float) -> Weights:
    """Logistic regression, in which drawn negatives stand for all of a catalog.

    An issue weighs less where there are many, so that one large repository does not decide alone.
    """
    rng = np.random.default_rng(SEED)
    features, truth, weights = [], [], []
    for repo in repositories:
        share = min(1.0, NEGATIVES / len(repo.labels))
        kept = repo.truth | (rng.random(repo.truth.shape) < share)
        weight = np.where(repo.truth, 1.0, 1.0 / share) / np.sqrt(len(repo.rows))
        features.append(values[repo.key][kept])
        truth.append(repo.truth[kept])
        weights.append(weight[kept])
    x, y, w = np.concatenate(features), np.concatenate(truth), np.concatenate(weights)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-9] = 1.0
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit((x - mean) / scale, y, sample_weight=w / w.mean())
    coefficients = model.coef_[0] / scale
    return Weights(coefficients, float(model.intercept_[0] - coefficients @ mean))


def best_f1(probabilities: Sequence[np.ndarray], truths: Sequence[np.ndarray]) -> tuple[float, float]:
    """The threshold whose micro-F1, averaged over the repositories, is best, and that F1."""

    def f1(threshold: float) -> float:
        given = [probability >= threshold for probability in probabilities]
        pairs = zip(given, truths, strict=True)
        return float(np.mean([2 * (g & t).sum() / max(1, g.sum() + t.sum()) for g, t in pairs]))

    best = max(np.arange(0.02, 0.8, 0.01), key=f1)
    return float(best), f1(best)


def precision_from(
    level: float, probabilities: Sequence[np.ndarray], truths: Sequence[np.ndarray]
) -> tuple[float, float]:
    """Precision (NaN where there is nothing) and recall of all labels that score at least so much."""
    given = np.concatenate([(p >= level).ravel() for p in probabilities])
    truth = np.concatenate([t.ravel() for t in truths])
    precision = float(truth[given].mean()) if given.any() else float("nan")
    return precision, float(truth[given].sum() / truth.sum())


def judge(repositories: Sequence[Repository], values: dict[str, np.ndarray], strength: float) -> Judgement:
    """Scores each repository by weights that were fitted without it, and prints a line for each."""
    ranked, probabilities, truths = [], [], []
    for repo in repositories:
        others = [other for other in repositories if other.name not in (repo.name, HELD_OUT)]
        scores = train(others, values, strength).scores(values[repo.key])
        average, first = ranking(scores[:, repo.says], repo.truth[:, repo.says])
        print(f"{repo.name:45s} {len(repo.labels):4d} labels  {average:.3f} {first:.3f}")
        if repo.name != HELD_OUT:
            ranked.append((average, first))
            probabilities.append(1 / (1 + np.exp(-scores)))
            truths.append(repo.truth)
    average, first = np.mean(ranked, axis=0)
    threshold, f1 = best_f1(probabilities, truths)
    precisions = {level: precision_from(level, probabilities, truths) for level in (0.4, 0.5, 0.7, 0.9)}
    return Judgement(len(ranked), float(average), float(first), threshold, f1, precisions)


def fit(work: Path, bundle: Path | None, strength: float) -> Judgement:
    """Judges, fits on all repositories but the held-out one, and writes both into the bundle."""
    if bundle and not bundle.is_file():
        raise InputError(f"no such bundle: {bundle}")
    repositories = [Repository.read(path) for path in sorted(work.glob("*.features.jsonl"))]
    tuned = [repo for repo in repositories if repo.name != HELD_OUT]
    if len({repo.name for repo in tuned}) < 2:
        raise InputError(f"*.features.jsonl of at least two repositories are needed in {work}")
    names = sorted({name for repo in repositories for rows in repo.rows for row in rows for name in row})
    values = {repo.key: repo.matrix(names) for repo in repositories}
    judgement = judge(repositories, values, strength)
    print(judgement)
    if bundle:
        weights = train(tuned, values, strength)
        issues = collections.Counter()
        for repo in tuned:
            issues[repo.name] += len(repo.rows)
        coefficients = zip(names, weights.coefficients, strict=True)
        description = json.loads(bundle.read_text(encoding="utf-8"))
        description["similarity"] = {
            "intercept": round(weights.intercept, 5),
            "threshold": round(judgement.threshold, 2),
            "weights": {name: round(float(value), 5) for name, value in coefficients if abs(value) > 1e-5},
        }
        description["trainingData"] = [
            f"{name}: {count} labelled issues (similarity weights only)" for name, count in sorted(issues.items())
        ]
        description["metrics"] = judgement.metrics()
        jsonl.write_json(bundle, description)
    return judgement


def run(settings: FitSettings) -> Judgement:
    """Judges, and fits where there is a bundle to write to."""
    return fit(settings.work, settings.bundle, settings.strength)
