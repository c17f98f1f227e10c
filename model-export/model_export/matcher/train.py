"""Trains a matcher: one network that reads an issue and all candidate labels in one pass. It is also an encoder and a
classifier of an issue's type.

It learns from labeled issues, from commits as weakly labeled texts (`commits`), and from NLI pairs, each a premise with
its hypotheses as a list:

- match: which labels of a text's list belong to it, by binary cross-entropy and a listwise softmax.
- contrast: the issue's vector should be near the vectors of its labels, and of issues that share them (InfoNCE).
- types: bug, feature, question or documentation, by a head on the issue's vector.
- with --teacher, all three also from another matcher's answers. These include labels of other repositories and issues
  without labels, for which there is no other answer.

A teacher is trained with --whole, so that each label attends to the others. Its --base may be an MPNet. With
--types-only it learns and teaches types alone. Neither can be exported. Without --whole, labels do not attend to each
other: a label's score depends on the issue and the label alone.

    model-export matcher --issues data/issues/*.jsonl.xz --commits data/commits/*.jsonl.xz \\
      --catalogs data/issues --label-types src/main/resources/label-types.tsv --pairs data/nli/*.train.jsonl.xz \\
      --whole --base models/all-mpnet-base-v2 --out models/teacher --learning-rate 4e-5 --steps 1400

    model-export matcher … --base models/bge-small --teacher models/teacher --out models/matcher --steps 3000

The result is evaluated on the repositories that --without leaves out, and metrics.json has the figures. Neither --base
nor --teacher may have learned their labels.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from model_export import output, settings
from model_export.data import prepared
from model_export.data.repositories import FEWEST, factor_of
from model_export.errors import InputError
from model_export.matcher import judge, network, sources
from model_export.matcher.ahead import Ahead
from model_export.matcher.encoding import BatchMaker, Encoding
from model_export.matcher.lists import Drawing, Mixture, Shape
from model_export.matcher.losses import Losses, Weights
from model_export.matcher.sources import Source
from model_export.matcher.teacher import Teacher
from model_export.model import bert, tokens
from model_export.model.device import Device
from model_export.settings import inherited, option
from model_export.training import lineage, trainer
from model_export.training.training_settings import TrainingSettings


@dataclass(frozen=True)
class MatcherSettings(TrainingSettings):
    label_types: Path = option(help="Table of spellings that mean a type.")
    issues: tuple[Path, ...] = option((), help="Issues as JSON lines.")
    commits: tuple[Path, ...] = option((), help="Rows that `commits` wrote.")
    pairs: tuple[Path, ...] = option((), help="JSON lines of NLI pairs.")
    check: tuple[Path, ...] = option((), help="NLI pairs to measure the accuracy on.")
    catalogs: tuple[Path, ...] = option((), help="NAME.labels.json with the labels' descriptions, or a folder of such.")
    without: tuple[str, ...] = option((), help="Glob of repositories to leave out and to measure on. Repeat for more.")
    incomplete: tuple[str, ...] = option((), help="Glob of repositories where a missing label is not a negative.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: draw from these repositories more often.")
    teacher: str | None = option(None, help="Folder of a matcher to learn from.")
    whole: bool = option(False, help="Let each token attend to all others, for a teacher. It cannot be exported.")
    types_only: bool = option(False, help="Learn types alone, for a teacher of types.")
    fewest: int = option(5, help="Fewest issues that a label must have.")
    fewest_commits: int = option(8, help="Fewest commits that a topic must have.")
    most_commits: int = option(3000, help="Most commits of a repository.")
    body_share: float = option(0.35, help="Share of the commits that keep their body.")
    issue_factor: float = option(3.0, help="How much more often issues are drawn than commits.")
    unlabelled_factor: float = option(0.5, help="How much more often texts without labels are drawn. Needs a teacher.")
    nli_share: float = option(0.1, help="Share of the batches that are NLI pairs.")
    foreign: float = option(0.2, help="Share of the issue batches with another repository's labels, for a teacher.")
    steps: int = option(3000, help="Batches to train on.")
    tokens: int = option(16_384, help="Tokens in a batch, including padding.")
    rows: int = option(64, help="Most texts in a batch.")
    text_length: int = option(256, help="Longest text in tokens, including markers.")
    learning_rate: float = inherited(TrainingSettings, "learning_rate", 1.5e-4)
    head_learning_rate: float = inherited(TrainingSettings, "head_learning_rate", 3e-4)
    warmup: float = inherited(TrainingSettings, "warmup", 0.05)
    dropout: float = option(0.1, help="Dropout before the heads.")
    hard_weight: float = option(1.0, help="Weight of the labels' loss beside a teacher.")
    judged: int = option(250, help="How many of the newest issues of each left-out repository to measure on.")
    workers: int = option(2, help="Processes that draw batches. 0 draws them in this process.")

    def __post_init__(self) -> None:
        if not self.issues and not self.commits:
            raise ValueError("there is nothing to train on: name --issues, --commits, or both")
        for name in ("steps", "judged", "most_commits"):
            if getattr(self, name) < 1:
                raise ValueError(f"--{name.replace('_', '-')} has to be at least 1")
        if self.types_only and self.teacher:
            raise ValueError("--types-only learns from labels alone: leave --teacher out")

    def shape(self) -> Shape:
        return Shape(tokens=self.tokens, rows=self.rows, text_length=self.text_length)


def run(given: MatcherSettings) -> dict[str, Any]:
    """Trains, writes the model's folder, and returns the measured figures."""
    device = Device.for_training(given.device)
    base, shape = bert.resolve(given.base), given.shape()
    teacher = Teacher.open(given.teacher, shape, device) if given.teacher else None
    teaches_match = teacher is not None and teacher.teaches_match
    mixture = _mixture(given, given.foreign if teaches_match else 0.0)
    torch.manual_seed(given.seed)
    model = network.load(base, blocks=not given.whole, attention=device.attention, dropout=given.dropout)
    if given.text_length > model.positions():
        raise InputError(f"--text-length {given.text_length}: {base} has positions for {model.positions()} tokens")
    encoding = Encoding.of(model, tokens.read(base / tokens.FILE), shape)
    theirs = teacher.steps if teacher else []
    left_out = _left_out(given, [*lineage.of(base), *theirs])
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            dataclasses.replace(given.rates(), beta2=0.98),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), (text for each in mixture.sources for text in each.texts)),
            seed=given.seed,
        )
        maker = BatchMaker(
            Drawing(mixture, shape, given.seed), encoding, teacher.encoding if teacher else None, teaches_match
        )
        batches = Ahead(maker, given.steps, given.workers, loop.processes)
        losses = Losses(model, Weights(hard=given.hard_weight), device.name, teacher)
        history = [loop.run(trainer.Stage("matcher", trainer.Schedule(given.warmup)), batches, losses)]
        if not loop.is_main:
            return {}
        model.eval()
        figures = _judged(given, judge.Judge(model, encoding, device), left_out)
        network.save(model.cpu(), out)
        bert.save_tokenizer(encoding.bare, out)
        loop.finish()
        figures |= {
            "history": history, "device": str(device), "texts": sum(map(len, mixture.sources)),
            "premises": len(mixture.premises), **_origin(given, mixture.sources, theirs), lineage.KEY: lineage.of(base),
        }  # fmt: skip
        return output.write_metrics(out, "matcher", given, figures)


def _mixture(given: MatcherSettings, foreign: float) -> Mixture:
    """Returns the sources of batches. foreign: see Mixture."""
    issues = sources.read_issues(
        given.issues, given.catalogs, given.label_types,
        fewest=given.fewest, incomplete=given.incomplete, without=given.without,
    )  # fmt: skip
    commits = sources.read_commits(
        given.commits, given.label_types, fewest=given.fewest_commits, most=given.most_commits,
        body_share=given.body_share, without=given.without, seed=given.seed,
    )  # fmt: skip
    found = [*issues, *commits]
    if given.types_only:
        found = [sources.of_known_type(each) for each in found]
    # Only a teacher has answers about texts without labels.
    found = [each for each in found if len(each) >= FEWEST and (len(each.labels) > 1 or _is_soft(given, each))]
    if not any(each.labels for each in found):
        raise InputError(
            f"no repository has {FEWEST} labeled texts and two labels to train on: name more issues or commits"
        )
    sizes = np.array([len(each) ** 0.5 * _factor(given, each) for each in found])
    premises = [] if given.types_only else sources.read_nli(given.pairs)
    return Mixture(found, sizes / sizes.sum(), premises, given.nli_share, foreign, given.types_only)


def _is_soft(given: MatcherSettings, source: Source) -> bool:
    return given.teacher is not None and not source.labels


def _factor(given: MatcherSettings, source: Source) -> float:
    if not source.labels:
        return given.unlabelled_factor
    return (given.issue_factor if source.kind == "issues" else 1.0) * factor_of(source.name, given.emphasis)


def _left_out(given: MatcherSettings, earlier: list[dict[str, Any]]) -> list[Source]:
    """Returns the labeled issues of the repositories to evaluate on.

    earlier: the steps of base and teacher. Raises InputError if they learned labels of these repositories, because the
        figures would then not be those of unseen ones.
    """
    if not given.without:
        return []
    known = {each["repo"].lower() for each in lineage.trained_repositories(earlier)}
    found = sources.read_issues(given.issues, given.catalogs, given.label_types, fewest=1, only=given.without)
    if learned := sorted({each.name for each in found if each.name.lower() in known}):
        raise InputError(
            f"--base or --teacher learned the labels of {', '.join(learned)}, so --without cannot judge on them: "
            "leave these issues out, or take models that were trained without them"
        )
    return [each for each in found if each.labels]


def _judged(given: MatcherSettings, judged: judge.Judge, left_out: Sequence[Source]) -> dict[str, Any]:
    """Returns the figures on the left-out repositories, and the accuracies on NLI pairs."""
    found = judge.type_figures(judged, left_out, given.judged)
    if given.types_only:
        return found
    ranked = judge.ranking_figures(judged, left_out, given.judged, given.label_types)
    checked = {
        f"accuracy on {path.name.split('.jsonl')[0]}": judged.accuracy(sources.read_nli([path])) for path in given.check
    }
    return found | ranked | {"results": checked | ranked["results"] | found["results"]}


def _origin(given: MatcherSettings, found: Sequence[Source], theirs: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns what the model was trained on, including its teacher's training data.

    theirs: the steps that made the teacher. Empty without a teacher.
    """
    data = [f"{each.name}: {len(each)} labelled {each.kind}" for each in found if each.labels]
    data += [f"{each.name}: {len(each)} issues without labels" for each in found if not each.labels]
    data += [] if given.types_only else [f"{path.name}: human NLI pairs" for path in given.pairs]
    dated = list(sources.dated(found))
    own = {"step": "matcher", lineage.REPOSITORIES: lineage.seen(dated)}
    told: dict[str, Any] = {
        "data": list(dict.fromkeys([*data, *lineage.training_data(theirs)])),
        lineage.REPOSITORIES: lineage.trained_repositories([own, *theirs]),
    }
    own[lineage.UNTIL] = prepared.newest(date for _, date in dated)
    if until := lineage.trained_until([own, *theirs]):
        told[lineage.UNTIL] = until
    return told | ({"teacher": theirs[-1]} if theirs else {})
