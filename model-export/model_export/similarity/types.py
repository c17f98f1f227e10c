"""Fits what makes a probability of an issue-type model for labels that name a type and nothing else, such as C-bug.

WORK holds what sample-similarity drew and the features of it that DumpFeatures wrote with --issue-type. There is a
logistic regression a type, over the model's log-odds, the issue's turns of phrase, the catalog's size and how many of
its labels name the same type; nothing of it depends on the encoder. Each repository is judged by weights that were
fitted without it; then, with the model's bundle.json, weights fitted on all of them are written into it. Seeded: the
same files give the same weights.

    model-export fit-types work-folder issue-type/bundle.json
    model-export fit-types work-folder matcher/bundle.json --match

With --match there is a second regression a type, named KIND|match, which also weighs what a matcher answers about the
label, as DumpFeatures wrote it with --matcher. The App takes it for the labels that it asks the matcher about.

The judgement is worth as much as the model is a stranger to the repositories: dump the features of each with a model
that was trained without it. Later issues of repositories that it was trained on teach how far to trust it at home; a
sample of them lies beside the others under a name of its own, and --emphasis makes it count.
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
MATCH = re.compile(r"\w+\|match|match\.\w+")  # what a matcher adds to the features of a label
STRENGTH = 0.003
MARK = " (weights of types only)"
PREFIX = "types, leave-one-repository-out"


@dataclass(frozen=True)
class TypesSettings:
    """From where to where, and how strictly."""

    work: Path = argument(help="Folder of *.labels.json, *.issues.jsonl and *.features.jsonl.")
    bundle: Path | None = argument(None, help="The model's bundle.json to write to; without it, only judge.")
    strength: float = option(STRENGTH, help="Inverse of the L2 penalty.")
    match: bool = option(False, help="Fit KIND|match besides, which weighs a matcher's answers.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: samples of such names count so much more.")


@dataclass(frozen=True)
class Cells:
    """A repository's issues by its labels of one kind: cells x features, their truth and weights."""

    repository: str
    values: np.ndarray
    truth: np.ndarray
    weights: np.ndarray

    @staticmethod
    def of(
        repo: Repository, kind: str, names: Sequence[str], factor: float = 1.0, match: bool = False
    ) -> "Cells | None":
        """None where the repository has no label that names the kind and nothing else, or no issue carries one.

        match: takes what a matcher answered, too, and only the cells that it was asked about.
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
        # An issue weighs less where there are many, so that one large repository does not decide alone.
        return Cells(repo.name, values, truth, np.full(len(rows), factor / np.sqrt(len(rows))))


@dataclass(frozen=True)
class Judgement:
    """What a kind's labels got from weights that were fitted without their repository.

    area: the mean area under the ROC curve, over the repositories. threshold, f1: where a label is best given, and the
    mean F1 with it. calibration_error: of all cells' probabilities.
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
        """As they stand in bundle.json."""
        return {
            f"{PREFIX}, {self.kind}, area under ROC": round(self.area, 3),
            f"{PREFIX}, {self.kind}, F1 at the threshold": round(self.f1, 3),
            f"{PREFIX}, {self.kind}, expected calibration error": round(self.calibration_error, 3),
        }


def train(cells: Sequence[Cells], strength: float) -> Weights:
    """Weights fitted on the cells of some repositories."""
    parts = [[getattr(each, field) for each in cells] for field in ("values", "truth", "weights")]
    return fit.logistic(*(np.concatenate(part) for part in parts), strength)


def fit_kind(kind: str, cells: Sequence[Cells], strength: float) -> tuple[Weights, Judgement]:
    """The calibrated weights of a kind, and how such weights did on repositories that they were not fitted on."""
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
    judgement = Judgement(kind, len(cells), float(np.mean(areas)), threshold, f1, error["expected_calibration_error"])
    return calibrated(train(cells, strength), np.concatenate(unseen), truth), judgement


def run(settings: TypesSettings) -> list[Judgement]:
    """Judges, fits on all repositories but the held-out one, and writes both into the bundle."""
    if settings.bundle and not settings.bundle.is_file():
        raise InputError(f"no such bundle: {settings.bundle}")
    repositories = [repo for repo in read_all(settings.work) if repo.name != HELD_OUT]
    written, judgements = {}, []
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
                raise InputError("the features lack what a model says of types: dump them again with --issue-type")
            key = f"{kind}|match" if match else kind
            weights, judgement = fit_kind(key, cells, settings.strength)
            print(judgement)
            judgements.append(judgement)
            written[key] = weights.as_json(names, judgement.threshold)
    if settings.bundle:
        description = json.loads(settings.bundle.read_text(encoding="utf-8"))
        description["types"] = written
        metrics = {name: value for judgement in judgements for name, value in judgement.metrics().items()}
        fit.describe(description, repositories, metrics, MARK, PREFIX)
        jsonl.write_json(settings.bundle, description)
    return judgements


def _names(repositories: Sequence[Repository], match: bool) -> list[str]:
    """The features that count, of all kinds."""
    rows = names_of(row for repo in repositories for rows in repo.rows for row in rows)
    names = [name for name in rows if USED.fullmatch(name)]
    if not match:
        return names
    added = names_of(row for repo in repositories for rows in repo.asked for row in rows.values())
    answers = [name for name in added if MATCH.fullmatch(name)]
    if not answers:
        raise InputError("the features lack a matcher's answers: dump them again with --matcher")
    return names + answers
