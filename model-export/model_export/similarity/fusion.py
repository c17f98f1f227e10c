"""Fits the logistic regression that combines similarity with a model's answers about labels into one score.

WORK has the issues that sample-similarity drew and the features that DumpFeatures wrote for them with --nli or
--matcher. Each repository is evaluated with weights that were fitted without it, in comparison with similarity alone
and the answer alone. Then, with the model's bundle.json, weights fitted on all repositories are written into it. For an
nli bundle, name the encoder's bundle.json as well, because the weights are invalid with another encoder. A matcher is
its own encoder. The fit is seeded: the same files give the same weights.

    model-export fit-fusion work-folder nli/bundle.json --encoder encoder/bundle.json
    model-export fit-fusion work-folder matcher/bundle.json

The evaluation is only valid for models that have not seen the repositories. If a model was trained on a repository,
dump its features with models that were trained without it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from model_export import jsonl
from model_export.errors import InputError
from model_export.measure import measures
from model_export.settings import argument, option
from model_export.similarity import fit
from model_export.similarity.features import HELD_OUT, Repository, names_of, read_all
from model_export.similarity.fit import STRENGTH, Weights, sigmoid

MARK = " (fusion weights only)"
PREFIX = "fusion, leave-one-repository-out"
SIMILARITY = "similarity"  # as the App's CandidateFeatures names it
ANSWERS = {"nli": "entailment", "matcher": "match"}  # by the bundle's task, the model's own answer in the features


@dataclass(frozen=True)
class FusionSettings:
    """The files to read and write, and the strength of the penalties."""

    work: Path = argument(help="Folder of *.labels.json, *.issues.jsonl and *.features.jsonl.")
    bundle: Path | None = argument(None, help="The nli or matcher bundle.json to write to; without it, only evaluate.")
    encoder: Path | None = option(None, help="The bundle.json of the encoder beside an nli bundle.")
    strength: float = option(STRENGTH, help="Inverse of the L2 penalty of the fusion.")
    similarity_strength: float = option(STRENGTH, help="Inverse of the L2 penalty of the similarity scorer.")


@dataclass(frozen=True)
class Asked:
    """The asked cells of a repository, issue by label: [cells, features], their truth and weights."""

    values: np.ndarray
    truth: np.ndarray
    weights: np.ndarray

    @staticmethod
    def of(repo: Repository, names: Sequence[str], similarity: np.ndarray) -> "Asked":
        """similarity: [issues, labels], from weights that have not seen the repository.

        It replaces the similarity in the dump, which comes from weights that were fitted on every repository.
        """
        asked = repo.is_asked()
        values = repo.asked_matrix(names)
        values[:, names.index(SIMILARITY)] = similarity[asked]
        # Issues of large repositories weigh less, so that one large repository does not dominate.
        return Asked(values, repo.truth[asked], np.full(len(values), 1 / np.sqrt(max(1, len(repo.rows)))))


@dataclass(frozen=True)
class Evaluation:
    """The figures of repositories under weights that were fitted without them.

    ranked: by method, the mean label-ranking average precision and precision at 1.
    threshold, f1: the best threshold of asked labels, and the mean micro-F1 with it.
    calibration_error: of the asked cells' probabilities.
    """

    repositories: int
    ranked: dict[str, tuple[float, float]]
    threshold: float
    f1: float
    calibration_error: float

    def __str__(self) -> str:
        lines = [f"mean of {self.repositories}:"]
        lines += [
            f"  {method:12s} LRAP {lrap:.3f}, precision at 1 {first:.3f}"
            for method, (lrap, first) in self.ranked.items()
        ]
        lines.append(f"micro-F1 {self.f1:.3f} at {self.threshold:.2f}; calibration error {self.calibration_error:.3f}")
        return "\n".join(lines)

    def metrics(self) -> dict[str, float]:
        """Returns the figures as bundle.json has them."""
        average, first = self.ranked["fusion"]
        metrics = {
            f"{PREFIX} label-ranking average precision": average,
            f"{PREFIX} precision at 1": first,
            f"{PREFIX} micro-F1 at the threshold": self.f1,
            f"{PREFIX} expected calibration error": self.calibration_error,
        }
        return {name: round(value, 3) for name, value in metrics.items()}


def train(others: Sequence[Asked], strength: float) -> Weights:
    """Fits weights on the cells of some repositories."""
    parts = [[getattr(each, field) for each in others] for field in ("values", "truth", "weights")]
    return fit.logistic(*(np.concatenate(part) for part in parts), strength)


def calibrated(weights: Weights, logits: np.ndarray, truth: np.ndarray) -> Weights:
    """Scales the weights so that their scores are probabilities on repositories that they were not fitted on.

    A penalty shrinks the scores. Platt's two parameters, fitted on log-odds of weights that had not seen the
    repositories, stretch them again. They cannot change the order.
    """
    platt = LogisticRegression(C=1e6).fit(logits[:, None], truth)
    slope, intercept = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    if slope <= 0:
        raise InputError("the weights do not tell true labels from false ones; are the features those of these issues?")
    return Weights(weights.coefficients * slope, weights.intercept * slope + intercept)


def judge(
    repositories: Sequence[Repository],
    asked: dict[str, Asked],
    similarity: dict[str, np.ndarray],
    fused: dict[str, np.ndarray],
    answer: tuple[str, int],
) -> Evaluation:
    """Ranks all labels of each repository by each method, and prints a line for each.

    fused: by repository, the asked cells' log-odds.
    answer: the name and the index of the model's own answer among the features.
    """
    base = fit.best_f1([sigmoid(similarity[repo.key]) for repo in _fitted(repositories)], _truths(repositories))[0]
    alone, feature = answer
    methods = (SIMILARITY, alone, "fusion")
    ranked: dict[str, list[tuple[float, float]]] = {method: [] for method in methods}
    given, cells = [], []
    print(f"{'':45s}             " + "  ".join(f"{method:>12s}" for method in methods))
    for repo in repositories:
        near, where = similarity[repo.key], repo.is_asked()
        by_method = {SIMILARITY: near, alone: near.copy(), "fusion": near.copy()}
        # Alone, the answer ranks the asked labels. The others follow in the order of similarity.
        by_method[alone][where] = asked[repo.key].values[:, feature] + 1e4
        by_method["fusion"][where] = fused[repo.key]
        figures = {
            method: measures.ranking(scores[:, repo.says], repo.truth[:, repo.says])
            for method, scores in by_method.items()
        }
        columns = "  ".join(f"{average:.3f} {first:.3f}" for average, first in figures.values())
        print(f"{repo.name:45s} {len(repo.labels):4d} labels  {columns}")
        if repo.name != HELD_OUT:
            for method, figure in figures.items():
                ranked[method].append(figure)
            # Other labels are given by similarity's own threshold.
            probabilities = (sigmoid(near) >= base).astype(float)
            probabilities[where] = sigmoid(fused[repo.key])
            given.append(probabilities)
            cells.append((sigmoid(fused[repo.key]), asked[repo.key].truth))
    threshold, f1 = fit.best_f1(given, _truths(repositories))
    scores, truth = (np.concatenate(part) for part in zip(*cells, strict=True))
    error = measures.calibration(scores, truth, np.ones_like(truth))["expected_calibration_error"]
    means = {method: tuple(float(value) for value in np.mean(figures, axis=0)) for method, figures in ranked.items()}
    return Evaluation(len(given), means, threshold, f1, error)


def fit_fusion(settings: FusionSettings) -> Evaluation:
    """Evaluates, fits on all repositories except the held-out one, and writes both into the bundle."""
    belongs = _belongs(settings)
    repositories = read_all(settings.work)
    for repo in repositories:
        if not any(repo.asked):
            raise InputError(
                f"{repo.key}.features.jsonl has nothing that was asked: dump the features with --nli or --matcher"
            )
    names = names_of(row for repo in repositories for rows in repo.rows for row in rows)
    values = {repo.key: repo.matrix(names) for repo in repositories}
    similarity = fit.left_out(repositories, values, settings.similarity_strength)
    added = names_of(row for repo in repositories for rows in repo.asked for row in rows.values())
    all_names = sorted({*names, *added})
    answer = _answer(settings, added)
    asked = {repo.key: Asked.of(repo, all_names, similarity[repo.key]) for repo in repositories}
    fitted = _fitted(repositories)

    def without(name: str) -> Weights:
        return train([asked[repo.key] for repo in fitted if repo.name != name], settings.strength)

    weights = {name: without(name) for name in {repo.name for repo in repositories}}
    fused = {repo.key: weights[repo.name].scores(asked[repo.key].values) for repo in repositories}
    unseen = np.concatenate([fused[repo.key] for repo in fitted])
    truth = np.concatenate([asked[repo.key].truth for repo in fitted])
    stretch = calibrated(Weights(np.ones(1), 0.0), unseen, truth)
    fused = {key: stretch.scores(scores[:, None]) for key, scores in fused.items()}
    evaluation = judge(repositories, asked, similarity, fused, (answer, all_names.index(answer)))
    print(evaluation)
    if settings.bundle:
        final = calibrated(train([asked[repo.key] for repo in fitted], settings.strength), unseen, truth)
        description = json.loads(settings.bundle.read_text(encoding="utf-8"))
        description["fusion"] = belongs | final.as_json(all_names, evaluation.threshold)
        fit.describe(description, fitted, evaluation.metrics(), MARK, PREFIX)
        jsonl.write_json(settings.bundle, description)
    return evaluation


def run(settings: FusionSettings) -> Evaluation:
    """Evaluates, and fits if there is a bundle to write to."""
    return fit_fusion(settings)


def _answer(settings: FusionSettings, added: Sequence[str]) -> str:
    """Returns the feature with the model's own answer. Raises InputError if the features are from another model."""
    answers = [name for name in ANSWERS.values() if name in added]
    if settings.bundle and ANSWERS[_task(settings.bundle)] not in answers:
        task = _task(settings.bundle)
        raise InputError(f"the bundle's task is {task}: dump the features of this work folder with --{task}")
    if len(answers) != 1:
        raise InputError("the features are of an nli and of a matcher bundle: dump all of them with one")
    return answers[0]


def _task(bundle: Path) -> str:
    return "matcher" if jsonl.read_json(bundle).get("task") == "matcher" else "nli"


def _belongs(settings: FusionSettings) -> dict[str, str]:
    """Returns name and version of the encoder that the weights are for. Empty for a matcher."""
    if settings.bundle is None:
        return {}
    if not settings.bundle.is_file():
        raise InputError(f"no such bundle: {settings.bundle}")
    if _task(settings.bundle) == "matcher":
        return {}
    if settings.encoder is None or not settings.encoder.is_file():
        raise InputError(
            "name the encoder's bundle.json with --encoder, because the weights are invalid with another one"
        )
    description: dict[str, Any] = jsonl.read_json(settings.encoder)
    return {"encoder": f"{description['name']} {description['version']}"}


def _fitted(repositories: Sequence[Repository]) -> list[Repository]:
    return [repo for repo in repositories if repo.name != HELD_OUT]


def _truths(repositories: Sequence[Repository]) -> list[np.ndarray]:
    return [repo.truth for repo in _fitted(repositories)]
