"""Fits the similarity scorer's logistic regression on labeled issues of many repositories.

WORK has the issues that sample-similarity drew and the features that DumpFeatures wrote for them. Each repository is
evaluated with weights that were fitted without it. Then, with a BUNDLE, weights fitted on all repositories are written
into it. The fit is seeded: the same files give the same weights.

    model-export fit-similarity work-folder bundle.json
"""

import collections
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from model_export import jsonl
from model_export.errors import InputError
from model_export.measure.measures import ranking
from model_export.settings import argument, option
from model_export.similarity.features import HELD_OUT, Repository, names_of, read_all
from model_export.similarity.sample import SEED

NEGATIVES = 30  # labels an issue does not carry, drawn from its catalog
STRENGTH = 0.01  # inverse of the L2 penalty; README.md says what others give
MARK = " (similarity weights only)"  # ends a line of trainingData that this fit owns
PREFIX = "leave-one-repository-out"  # begins a metric that this fit owns


@dataclass(frozen=True)
class FitSettings:
    """The files to read and write, and the strength of the penalty."""

    work: Path = argument(help="Folder of *.labels.json, *.issues.jsonl and *.features.jsonl.")
    bundle: Path | None = argument(None, help="bundle.json to write the weights into; without it, only evaluate.")
    strength: float = option(STRENGTH, help="Inverse of the L2 penalty.")


@dataclass(frozen=True)
class Weights:
    """A label's score is intercept + coefficients · features. Its sigmoid is the probability."""

    coefficients: np.ndarray
    intercept: float

    def scores(self, values: np.ndarray) -> np.ndarray:
        return values @ self.coefficients + self.intercept

    def as_json(self, names: Sequence[str], threshold: float) -> dict[str, Any]:
        """Returns the weights as bundles have them. Features with weight 0 are left out."""
        named = zip(names, self.coefficients, strict=True)
        return {
            "intercept": round(self.intercept, 5),
            "threshold": round(threshold, 2),
            "weights": {name: round(float(value), 5) for name, value in named if abs(value) > 1e-5},
        }


@dataclass(frozen=True)
class Evaluation:
    """The figures of repositories under weights that were fitted without them."""

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
        """Returns the figures as bundle.json has them."""
        metrics = {
            f"{PREFIX} label-ranking average precision": self.average_precision,
            f"{PREFIX} precision at 1": self.precision_at_1,
            f"{PREFIX} micro-F1 at the threshold": self.f1,
        }
        metrics |= {f"{PREFIX} precision from {level}": self.precisions[level][0] for level in (0.7, 0.4)}
        # Without labels that score that high there is no precision, and JSON has no NaN.
        return {name: round(value, 3) for name, value in metrics.items() if not np.isnan(value)}


def train(repositories: Sequence[Repository], values: dict[str, np.ndarray], strength: float) -> Weights:
    """Fits a logistic regression with a sample of negatives from each catalog.

    Issues of repositories with many issues weigh less, so that one large repository does not dominate.
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
    return logistic(np.concatenate(features), np.concatenate(truth), np.concatenate(weights), strength)


def logistic(x: np.ndarray, y: np.ndarray, w: np.ndarray, strength: float) -> Weights:
    """Fits rows of features to the truth. w: weights of the rows. The penalty is scaled by the features' spread."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-9] = 1.0
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit((x - mean) / scale, y, sample_weight=w / w.mean())
    coefficients = model.coef_[0] / scale
    return Weights(coefficients, float(model.intercept_[0] - coefficients @ mean))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Converts log-odds to probabilities. Values beyond 60 are clipped, because they would overflow."""
    return 1 / (1 + np.exp(-np.clip(logits, -60, 60)))


def best_f1(probabilities: Sequence[np.ndarray], truths: Sequence[np.ndarray]) -> tuple[float, float]:
    """Returns the threshold with the best micro-F1, averaged over the repositories, and that F1."""

    def f1(threshold: float) -> float:
        given = [probability >= threshold for probability in probabilities]
        pairs = zip(given, truths, strict=True)
        return float(np.mean([2 * (g & t).sum() / max(1, g.sum() + t.sum()) for g, t in pairs]))

    best = max(np.arange(0.02, 0.8, 0.01), key=f1)
    return float(best), f1(best)


def precision_from(
    level: float, probabilities: Sequence[np.ndarray], truths: Sequence[np.ndarray]
) -> tuple[float, float]:
    """Returns precision (NaN without given labels) and recall of all labels that score at least this much."""
    given = np.concatenate([(p >= level).ravel() for p in probabilities])
    truth = np.concatenate([t.ravel() for t in truths])
    precision = float(truth[given].mean()) if given.any() else float("nan")
    return precision, float(truth[given].sum() / truth.sum())


def left_out(
    repositories: Sequence[Repository], values: dict[str, np.ndarray], strength: float
) -> dict[str, np.ndarray]:
    """Returns the log-odds of each repository, [issues, labels], under weights that were fitted without it."""
    scores = {}
    for repo in repositories:
        others = [other for other in repositories if other.name not in (repo.name, HELD_OUT)]
        scores[repo.key] = train(others, values, strength).scores(values[repo.key])
    return scores


def judge(repositories: Sequence[Repository], logits: dict[str, np.ndarray]) -> Evaluation:
    """Evaluates log-odds that were fitted without the respective repository, and prints a line for each."""
    ranked, probabilities, truths = [], [], []
    for repo in repositories:
        scores = logits[repo.key]
        average, first = ranking(scores[:, repo.says], repo.truth[:, repo.says])
        print(f"{repo.name:45s} {len(repo.labels):4d} labels  {average:.3f} {first:.3f}")
        if repo.name != HELD_OUT:
            ranked.append((average, first))
            probabilities.append(sigmoid(scores))
            truths.append(repo.truth)
    average, first = np.mean(ranked, axis=0)
    threshold, f1 = best_f1(probabilities, truths)
    precisions = {level: precision_from(level, probabilities, truths) for level in (0.4, 0.5, 0.7, 0.9)}
    return Evaluation(len(ranked), float(average), float(first), threshold, f1, precisions)


def fit(work: Path, bundle: Path | None, strength: float) -> Evaluation:
    """Evaluates, fits on all repositories except the held-out one, and writes both into the bundle."""
    if bundle and not bundle.is_file():
        raise InputError(f"no such bundle: {bundle}")
    repositories = read_all(work)
    fitted = [repo for repo in repositories if repo.name != HELD_OUT]
    names = names_of(row for repo in repositories for rows in repo.rows for row in rows)
    values = {repo.key: repo.matrix(names) for repo in repositories}
    evaluation = judge(repositories, left_out(repositories, values, strength))
    print(evaluation)
    if bundle:
        weights = train(fitted, values, strength)
        description = json.loads(bundle.read_text(encoding="utf-8"))
        description["similarity"] = weights.as_json(names, evaluation.threshold)
        describe(description, fitted, evaluation.metrics(), MARK, PREFIX)
        jsonl.write_json(bundle, description)
    return evaluation


def describe(
    description: dict[str, Any], fitted: Sequence[Repository], metrics: dict[str, float], mark: str, prefix: str
) -> None:
    """Writes into a bundle's description what it was fitted on and its figures. Other entries stay."""
    issues = collections.Counter()
    for repo in fitted:
        issues[repo.name] += len(repo.rows)
    kept = [line for line in description.get("trainingData", []) if not line.endswith(mark)]
    description["trainingData"] = kept + [
        f"{name}: {count} labelled issues{mark}" for name, count in sorted(issues.items())
    ]
    others = {name: value for name, value in description.get("metrics", {}).items() if not name.startswith(prefix)}
    description["metrics"] = others | metrics


def run(settings: FitSettings) -> Evaluation:
    """Evaluates, and fits if there is a bundle to write to."""
    return fit(settings.work, settings.bundle, settings.strength)
