"""Trains a matcher: one network that reads an issue and all candidate labels in one pass, and is encoder and
issue-type classifier besides.

It learns from labelled issues, from commits read as weakly labelled texts (`commits`), from texts that nobody has
labelled, and from NLI pairs, a premise with its hypotheses as a list:

- match: which of a text's list of labels belong to it, by binary cross-entropy and a listwise softmax.
- contrast: the issue's vector lies near the vectors of its labels, and of issues that share them (InfoNCE).
- types: bug, feature, question or documentation, by a head on the issue's vector.
- with --teacher, all three from a larger matcher's answers besides, also about labels of other repositories and about
  texts without labels, for which nobody else has an answer.

A teacher is a matcher too, trained with --whole: there each label sees the others.

    model-export matcher --issues data/issues/*.jsonl.xz --commits data/commits/*.jsonl.xz \\
      --catalogs data/issues --label-types src/main/resources/label-types.tsv --pairs data/nli/*.train.jsonl.xz \\
      --whole --base models/all-mpnet-base-v2 --out models/teacher --learning-rate 4e-5 --steps 1400

    model-export matcher … --base models/bge-small --teacher models/teacher --out models/matcher --steps 3000

Repositories that --without leaves out are what the result is judged on; their figures stand in metrics.json.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from model_export import bert, lineage, output, settings, tokens, trainer
from model_export.device import Device, Wanted
from model_export.errors import InputError
from model_export.matcher import judge, network, sources
from model_export.matcher.lists import Ahead, Drawing, Lists, Shape
from model_export.matcher.losses import Batch, Encoding, Losses, Weights, places_of
from model_export.repositories import factor_of
from model_export.settings import option

POSITIONS = 510  # that a whole network has for an issue and all its labels


@dataclass(frozen=True)
class MatcherSettings:
    base: str = option(help="Folder of the encoder or matcher to begin with, or OWNER/NAME@COMMIT on the hub.")
    out: Path = option(help="Folder to write the model to.")
    label_types: Path = option(help="Table of spellings that mean a type.")
    issues: tuple[Path, ...] = option((), help="Issues, JSON lines.")
    commits: tuple[Path, ...] = option((), help="Rows that `commits` wrote.")
    pairs: tuple[Path, ...] = option((), help="JSON lines of NLI pairs.")
    check: tuple[Path, ...] = option((), help="NLI pairs to measure the accuracy on.")
    catalogs: tuple[Path, ...] = option((), help="NAME.labels.json with the labels' descriptions, or a folder of such.")
    without: tuple[str, ...] = option((), help="Glob of repositories to leave out, and to judge on; repeat for more.")
    incomplete: tuple[str, ...] = option((), help="Glob of repositories where a missing label says nothing.")
    emphasis: tuple[str, ...] = option((), help="GLOB=FACTOR: draw from these repositories more often.")
    teacher: str | None = option(None, help="Folder of a matcher to learn from.")
    whole: bool = option(False, help="Every token sees every other: for a teacher. Such a model cannot be exported.")
    types_only: bool = option(False, help="Learn types alone: for a teacher of types.")
    fewest: int = option(5, help="Issues that a label must have.")
    fewest_commits: int = option(8, help="Commits that a topic must have.")
    most_commits: int = option(3000, help="Commits of a repository at most.")
    body_share: float = option(0.35, help="Share of the commits that keep their body.")
    issue_factor: float = option(3.0, help="How much more often issues are drawn than commits.")
    unlabelled_factor: float = option(0.5, help="How much more often texts without labels; they need a teacher.")
    nli_share: float = option(0.1, help="Share of the batches that are NLI pairs.")
    foreign: float = option(0.2, help="Share of the batches of issues with another repository's labels, for a teacher.")
    steps: int = option(3000, help="Batches.")
    tokens: int = option(16_384, help="Tokens in a batch, padding included.")
    rows: int = option(64, help="Texts in a batch at most.")
    text_length: int = option(256, help="Longest text in tokens, markers included.")
    learning_rate: float = option(1.5e-4, help="Of the encoder.")
    head_learning_rate: float = option(3e-4, help="Of the heads.")
    warmup: float = option(0.05, help="Share of the training over which the learning rate rises.")
    dropout: float = option(0.1, help="Before the heads.")
    hard_weight: float = option(1.0, help="Of what the labels say, beside a teacher.")
    judged: int = option(250, help="Issues of each repository that was left out to judge on, the newest.")
    workers: int = option(2, help="Processes that draw batches; 0 draws them in this one.")
    seed: int = option(13, help="Of what is drawn, and the heads.")
    device: Wanted = option("auto", help="Where to train.")

    def __post_init__(self) -> None:
        if not self.issues and not self.commits:
            raise ValueError("there is nothing to train on: name --issues, --commits, or both")
        if self.steps < 1:
            raise ValueError("--steps has to be at least 1")

    def shape(self) -> Shape:
        return Shape(tokens=self.tokens, rows=self.rows, text_length=self.text_length)

    def weights(self) -> Weights:
        hard = self.hard_weight
        return Weights(match=2.0 * hard, ranking=0.5 * hard, contrast=hard, issues=0.3 * hard, types=hard)


def run(given: MatcherSettings) -> dict[str, Any]:
    """Trains, and writes the model's folder; gives what it measured."""
    device = Device.choose(given.device)
    base = bert.resolve(given.base)
    torch.manual_seed(given.seed)
    drawing, found, premises = _drawing(given)
    model = network.load(base, blocks=not given.whole, attention=device.attention, dropout=given.dropout)
    encoding = Encoding(tokens.read(base / tokens.FILE), given.shape(), POSITIONS if given.whole else None)
    teacher, theirs = _teacher(given, device)
    with output.folder(given.out, resumable=True) as out:
        loop = trainer.Trainer(
            model,
            trainer.Rates(given.learning_rate, given.head_learning_rate, beta2=0.98),
            device,
            out,
            trainer.fingerprint(settings.as_json(given), (each.name for each in found)),
            seed=given.seed,
        )
        teaches_match = teacher is not None and not _of_teacher(given, "types_only")
        losses = Losses(model, teacher, given.weights(), device.name, teaches_match)
        batches = Ahead(
            lambda number: _batch(drawing.draw(number), encoding, theirs, teaches_match), given.steps, given.workers
        )
        history = [loop.run(trainer.Stage("matcher", trainer.Schedule(given.warmup)), batches, losses)]
        model.eval()
        figures = _figures(given, model, encoding, device)
        network.save(model.cpu(), out)
        bert.save_tokenizer(encoding.bare, out)
        loop.finish()
        counts = {each.name: len(each) for each in found if each.labels}
        data = [f"{name}: {count} labelled texts" for name, count in counts.items()]
        data += [f"{path.name}: NLI pairs" for path in given.pairs]
        figures |= {
            "history": history, "device": str(device), "texts": sum(map(len, found)), "premises": len(premises),
            "data": data, lineage.KEY: lineage.of(base),
        }  # fmt: skip
        if given.teacher:
            figures["teacher"] = lineage.of(Path(given.teacher))[-1:]
        return output.write_metrics(out, "matcher", given, figures)


def _drawing(given: MatcherSettings) -> tuple[Drawing, list[sources.Source], list[sources.Premise]]:
    """What batches are drawn from."""
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
    found = [each for each in found if len(each) >= 16 and (len(each.labels) > 1 or _soft(given, each))]
    if not any(each.labels for each in found):
        raise InputError("no repository has 16 labelled texts to train on: name more issues or commits")
    sizes = np.array([len(each) ** 0.5 * _factor(given, each) for each in found])
    premises = [] if given.types_only else sources.read_nli(given.pairs)
    drawing = Drawing(
        found, sizes / sizes.sum(), premises, given.nli_share, _foreign(given),
        lambda text: len(text) // 3 + 8, given.shape(), given.seed, given.types_only,
    )  # fmt: skip
    return drawing, found, premises


def _foreign(given: MatcherSettings) -> float:
    return given.foreign if given.teacher and not _of_teacher(given, "types_only") else 0.0


def _soft(given: MatcherSettings, source: sources.Source) -> bool:
    return given.teacher is not None and not source.labels


def _factor(given: MatcherSettings, source: sources.Source) -> float:
    if not source.labels:
        return given.unlabelled_factor
    return (given.issue_factor if source.kind == "issues" else 1.0) * factor_of(source.name, given.emphasis)


def _teacher(given: MatcherSettings, device: Device) -> tuple[network.Matcher | None, Encoding | None]:
    if not given.teacher:
        return None, None
    folder = bert.resolve(given.teacher)
    blocks = not _of_teacher(given, "whole")
    model = network.load(folder, blocks=blocks, attention=device.attention).to(device.name)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model, Encoding(tokens.read(folder / tokens.FILE), given.shape(), None if blocks else POSITIONS)


def _of_teacher(given: MatcherSettings, name: str) -> bool:
    """What a teacher was trained with."""
    return bool(lineage.of(bert.resolve(given.teacher or ""))[-1].get("settings", {}).get(name))


def _batch(lists: Lists, own: Encoding, theirs: Encoding | None, teaches_match: bool) -> Batch:
    teacher = None
    if theirs and not lists.nli:
        teacher = theirs.rows(lists) if teaches_match else theirs.texts_alone(lists.texts)
    alone = own.alone(lists.labels) if lists.labels and not lists.nli else None
    return Batch(lists, own.rows(lists), teacher, alone, places_of(lists))


def _figures(given: MatcherSettings, model: network.Matcher, encoding: Encoding, device: Device) -> dict[str, Any]:
    """Rankings of the repositories that were left out, and accuracies of NLI."""
    judged = judge.Judge(model, encoding, device)
    results = {}
    for path in () if given.types_only else given.check:
        accuracy = judged.entailment(sources.read_nli([path]))
        results[f"accuracy on {path.name.split('.jsonl')[0]}"] = round(accuracy, 4)
    by_repository, told = {}, {}
    if given.without:
        for source in _left_out(given):
            if (share := judge.types_told(judged, source, given.judged)) is not None:
                told[source.name] = share
            if given.types_only:
                continue
            by_repository[source.name] = judge.of_source(judged, source, given.judged)
        for what in ("all", "topics", "types"):
            for how in ("match", "nearness", "both"):
                each = [found[what][how] for found in by_repository.values() if what in found]
                if each:
                    average, first = np.mean(each, axis=0)
                    results[f"{what} of repositories left out, {how}: average precision"] = round(float(average), 4)
                    results[f"{what} of repositories left out, {how}: precision at 1"] = round(float(first), 4)
        if told:
            results["types of repositories left out: likeliest is right"] = round(
                float(np.mean(list(told.values()))), 4
            )
    return {"results": results, "by_repository": by_repository, "types_by_repository": told}


def _left_out(given: MatcherSettings) -> list[sources.Source]:
    found = sources.read_issues(given.issues, given.catalogs, given.label_types, fewest=1)
    return [each for each in found if each.labels and factor_of(each.name, [f"{g}=0" for g in given.without]) == 0]
