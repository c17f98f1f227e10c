"""Fits the weights that turn an issue-type model's output into probabilities of labels such as C-bug, which only name a
type.

WORK has the issues that sample-similarity drew and the features that DumpFeatures wrote for them with --issue-type.
There is one logistic regression for each type, over the model's log-odds, the issue's phrases, the catalog's size and
the number of labels that name the same type. None of these depends on the encoder. Each repository is evaluated with
weights that were fitted without it. Then, with the model's bundle.json, weights fitted on all repositories are written
into it. The fit is seeded: the same files give the same weights.

    model-export fit-types work-folder issue-type/bundle.json
    model-export fit-types work-folder matcher/bundle.json --match

With --match there is a second regression for each type, named KIND|match, which also weighs a matcher's answers about
the label, as DumpFeatures wrote them with --matcher. The App uses it for the labels that it asks the matcher about.

The evaluation is only valid for a model that has not seen the repositories, so dump the features of each with a model
that was trained without it. Later issues of repositories that it was trained on show how far to trust it there. Put a
sample of them beside the others under its own name, and weight it with --emphasis.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from model_export import jsonl
from model_export.data.repositories import factor_of
from model_export.errors import InputError
from model_export.measure import measures
from model_export.settings import argument, option
from model_export.similarity import fit
from model_export.similarity.features import HELD_OUT, Repository, names_of, read_all
from model_export.similarity.fit import Weights, sigmoid
from model_export.similarity.fusion import calibrated

KINDS = ("bug", "feature", "question", "docs")  # as the App's LabelKind names them
USED = re.compile(r"catalog|words\.(title|body)|\w+\|(type|title|body)\.\w+|\w+\|siblings")
MATCH = re.compile(r"\w+\|match|match\.\w+")  # features that a matcher adds
STRENGTH = 0.003
MARK = " (weights of types only)"
PREFIX = "types, leave-one-repository-out"


@dataclass(frozen=True)
class TypesSettings:
    """The files to read and write, and the strength of the penalty."""

    work: Path = argument(help="Folder of *.labels.json, *.issues.jsonl and *.features.jsonl.")
    bundle: Path | None = argument(None, help="The model's bundle.json to write to; without it, only evaluate.")
    strength: float = option(STRENGTH, help="Inverse of the L2 penalty.")
    match: bool = option(False, help="Fit KIND|match, too, which weighs a matcher's answers.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: weight of the samples with such names.")


@dataclass(frozen=True)
class Cells:
    """A repository's issues by its labels of one kind: [cells, features], their truth and weights."""

    repository: str
    values: np.ndarray
    truth: np.ndarray
    weights: np.ndarray

    @staticmethod
    def of(
        repo: Repository, kind: str, names: Sequence[str], factor: float = 1.0, match: bool = False
    ) -> "Cells | None":
        """Returns None if the repository has no label that only names the kind, or if no issue has such a label.

        match: also includes the matcher's answers, and only the cells that it was asked about.
        """
        first = repo.rows[0]
        columns = [label for label, row in enumerate(first) if f"is.{kind}" in row and "bare" in row]
        where = [
            (issue, label)
            for issue in range(len(repo.rows))
            for label in columns
            if not match or label in repo.asked[issue]
        ]
        truth = np.array([repo.truth[cell] for cell in where], bool)
        if not truth.any() or truth.all():
            return None
        rows = [repo.rows[issue][label] | (repo.asked[issue][label] if match else {}) for issue, label in where]
        values = np.array([[row.get(name, 0.0) for name in names] for row in rows])
        # Issues of large repositories weigh less, so that one large repository does not dominate.
        return Cells(repo.name, values, truth, np.full(len(rows), factor / np.sqrt(len(rows))))


@dataclass(frozen=True)
class Evaluation:
    """The figures of a kind's labels under weights that were fitted without their repository.

    area: the mean area under the ROC curve over the repositories.
    threshold, f1: the best threshold, and the mean F1 with it.
    calibration_error: of all cells' probabilities.
    """

    kind: str
    repositories: int
    area: float
    threshold: float
    f1: float
    calibration_error: float

    def __str__(self) -> str:
        return (
            f"{self.kind:10s} {self.repositories:2d} samples: area under ROC {self.area:.3f}; "
            f"F1 {self.f1:.3f} at {self.threshold:.2f}; calibration error {self.calibration_error:.3f}"
        )

    def metrics(self) -> dict[str, float]:
        """Returns the figures as bundle.json has them."""
        return {
            f"{PREFIX}, {self.kind}, area under ROC": round(self.area, 3),
            f"{PREFIX}, {self.kind}, F1 at the threshold": round(self.f1, 3),
            f"{PREFIX}, {self.kind}, expected calibration error": round(self.calibration_error, 3),
        }


def train(cells: Sequence[Cells], strength: float) -> Weights:
    """Fits weights on the cells of some repositories."""
    parts = [[getattr(each, field) for each in cells] for field in ("values", "truth", "weights")]
    return fit.logistic(*(np.concatenate(part) for part in parts), strength)


def fit_kind(kind: str, cells: Sequence[Cells], strength: float) -> tuple[Weights, Evaluation]:
    """Returns the calibrated weights of a kind, and the figures on repositories that they were not fitted on."""
    without = {
        name: train([each for each in cells if each.repository != name], strength)
        for name in {each.repository for each in cells}
    }
    unseen = [without[each.repository].scores(each.values) for each in cells]
    truth = np.concatenate([each.truth for each in cells])
    stretch = calibrated(Weights(np.ones(1), 0.0), np.concatenate(unseen), truth)
    probabilities = [sigmoid(stretch.scores(scores[:, None])) for scores in unseen]
    threshold, f1 = fit.best_f1(probabilities, [each.truth for each in cells])
    areas = [roc_auc_score(each.truth, scores) for each, scores in zip(cells, unseen, strict=True)]
    error = measures.calibration(np.concatenate(probabilities), truth, np.ones_like(truth))
    evaluation = Evaluation(kind, len(cells), float(np.mean(areas)), threshold, f1, error["expected_calibration_error"])
    return calibrated(train(cells, strength), np.concatenate(unseen), truth), evaluation


def run(settings: TypesSettings) -> list[Evaluation]:
    """Evaluates, fits on all repositories except the held-out one, and writes both into the bundle."""
    if settings.bundle and not settings.bundle.is_file():
        raise InputError(f"no such bundle: {settings.bundle}")
    repositories = [repo for repo in read_all(settings.work) if repo.name != HELD_OUT]
    written, evaluations = {}, []
    for match in (False, True) if settings.match else (False,):
        every = _names(repositories, match)
        for kind in KINDS:
            names = [name for name in every if "|" not in name or name.startswith(f"{kind}|")]
            cells = [
                found
                for repo in repositories
                if (found := Cells.of(repo, kind, names, factor_of(repo.key, settings.emphasis), match))
            ]
            if len({each.repository for each in cells}) < 2:
                continue
            if f"{kind}|type.bug" not in names:
                raise InputError("the features lack a model's answers about types: dump them again with --issue-type")
            key = f"{kind}|match" if match else kind
            weights, evaluation = fit_kind(key, cells, settings.strength)
            print(evaluation)
            evaluations.append(evaluation)
            written[key] = weights.as_json(names, evaluation.threshold)
    if settings.bundle:
        description = json.loads(settings.bundle.read_text(encoding="utf-8"))
        description["types"] = written
        metrics = {name: value for evaluation in evaluations for name, value in evaluation.metrics().items()}
        fit.describe(description, repositories, metrics, MARK, PREFIX)
        jsonl.write_json(settings.bundle, description)
    return evaluations


def _names(repositories: Sequence[Repository], match: bool) -> list[str]:
    """Returns the features that are used, of all kinds."""
    rows = names_of(row for repo in repositories for rows in repo.rows for row in rows)
    names = [name for name in rows if USED.fullmatch(name)]
    if not match:
        return names
    added = names_of(row for repo in repositories for rows in repo.asked for row in rows.values())
    answers = [name for name in added if MATCH.fullmatch(name)]
    if not answers:
        raise InputError("the features lack a matcher's answers: dump them again with --matcher")
    return names + answers
