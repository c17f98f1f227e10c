"""Compares methods to label the issues of one repository, from 8 labeled issues up, and writes a report.

The study has the methods of the study that the project grew out of (L. Tunstall, L. von Werra, T. Wolf: Natural
Language Processing with Transformers, chapter 9, "Dealing with Few to No Labels") and newer ones on the same data:
issues with and without labels. Half of the labeled issues are for training, a quarter to choose settings, and a quarter
to measure. The training part has nested slices. Each row of OUT/results.jsonl is a method, a number of labeled issues,
and a seed for the slices and all other random choices. If there are types and topics among the labels, F1 is also given
for each of them alone, because naming an issue's type is a different task than naming its topic.

    model-export study --issues data/OWNER.REPO.jsonl.xz --out study \\
      --base models/base --nli src/main/resources/bundles/nli --ladder ./issue-tagger

If a run is interrupted, the same command continues it. --report-only writes the report again from the existing rows.
"""

import dataclasses
from pathlib import Path
from typing import Any

import torch

from model_export import output, progress
from model_export import settings as settings_module
from model_export.data import label_task
from model_export.errors import InputError
from model_export.model import bert
from model_export.model.device import Device, Wanted
from model_export.settings import option
from model_export.study import data, report, results, scoring, words
from model_export.study.context import Task, Tools
from model_export.study.methods import METHODS
from model_export.study.training import Recipe

# The options of the fields of Tools that have another name.
OPTIONS = {"translator": "translators", "app": "ladder"}

# Settings that may change when a study is continued, because existing rows do not depend on them.
_FREE = ("out", "issues", "methods", "sizes", "seeds", "notes", "report_only", "device", "threads")


@dataclasses.dataclass(frozen=True)
class StudySettings:
    issues: Path = option(help="Issues of one repository as JSON lines, plain, .gz or .xz.")
    out: Path = option(help="Folder of results and report. A study in it is continued.")
    base: str = option(help="Folder of the encoder, or OWNER/NAME@COMMIT on the Hugging Face hub.")
    label_map: Path | None = option(None, help="Table of spellings and their meanings. Other labels are left out.")
    label_types: Path | None = option(None, help="Table of spellings that mean a type. The App's table by default.")
    label_words: Path | None = option(None, help="Table of a label, a tab, and words for it, separated by commas.")
    most: int = option(10, help="Most labels. The most frequent ones about an issue's content are taken.")
    fewest: int = option(8, help="Fewest issues that a label must have.")
    labelled: int | None = option(None, help="Number of labeled issues to draw. All by default.")
    unlabelled: int = option(2000, help="Most unlabeled issues to draw.")
    methods: tuple[str, ...] = option(
        (), help="Method to run. Repeat it for more. By default all whose models are given."
    )
    sizes: tuple[int, ...] = option((8, 16, 32, 64, 128, 0), help="Number of labeled issues to train on. 0 for all.")
    seeds: tuple[int, ...] = option((0, 1, 2), help="Seeds of slices, initial weights, and all other random choices.")
    split_seed: int = option(0, help="Seed of the split into training, validation and test.")
    nli: Path | None = option(None, help="Entailment model: a Hugging Face folder or a bundle.")
    matcher: Path | None = option(None, help="Bundle of a matcher, which scores all labels at once.")
    translators: tuple[Path, ...] = option((), help="Two translation models: to another language, and back.")
    ladder: str | None = option(None, help="The App's command, such as 'java -jar issue-tagger.jar'.")
    steps: int = option(100, help="Most batches to train an encoder on.")
    long_steps: int | None = option(None, help="Batches of UDA and self-training in the rows with longer training.")
    passes: int = option(6, help="How often training sees each issue at most, apart from the first 30 batches.")
    batch: int = option(8, help="Issues in a batch.")
    max_length: int = option(96, help="Longest text in tokens.")
    learning_rate: float = option(1.5e-4, help="Learning rate of the encoder.")
    head_learning_rate: float = option(3e-3, help="Learning rate of the head.")
    adapt_epochs: int = option(3, help="How often adaptation sees each text. 0 trains the masks' head alone.")
    copies: int = option(2, help="Perturbed copies of each training issue.")
    threads: int = option(0, help="Threads of PyTorch. 0 for its default.")
    device: Wanted = option("auto", help="Where to train.")
    notes: tuple[str, ...] = option((), help="Sentence for the report, such as what a model was made of.")
    report_only: bool = option(False, help="Run nothing, and write the report of the existing rows.")

    def __post_init__(self) -> None:
        unknown = [name for name in self.methods if name not in METHODS]
        if unknown:
            raise ValueError(f"--methods: there is no {unknown[0]!r}{settings_module.guess(unknown[0], METHODS)}")
        if min(*self.sizes, self.adapt_epochs) < 0 or min(self.steps, self.batch, self.passes, self.copies) < 1:
            raise ValueError("--sizes, --adapt-epochs are 0 or more; --steps, --batch, --passes, --copies at least 1")
        if self.long_steps is not None and self.long_steps < 1:
            raise ValueError("--long-steps is at least 1")
        if len(self.translators) not in (0, 2):
            raise ValueError("--translators takes two models: to another language, and back")


def run(given: StudySettings) -> dict[str, Any]:
    """Runs the missing rows, and writes the report."""
    if given.report_only:
        return _reported(given)
    if given.threads:
        torch.set_num_threads(given.threads)
    found = data.read(
        given.issues,
        data.Choice(given.label_map, given.most, given.fewest, given.labelled, given.unlabelled, given.split_seed),
    )
    tools = _tools(given)
    chosen = _chosen(given, tools)
    kept = {name: value for name, value in settings_module.as_json(given).items() if name not in _FREE}
    results.begin(given.out, found.describe() | {"settings": kept})
    done = {results.key(row) for row in results.read(given.out)}
    slices = {seed: _slices(found, given.sizes, seed) for seed in given.seeds}
    wanted = [
        (name, size, seed)
        for name in chosen
        for seed in given.seeds
        for size in slices[seed]
        if (name, size, seed) not in done
    ]
    masks = label_task.both(label_task.masks(given.label_types, found.names))
    known: dict[str, dict[str, Any]] = {}
    with progress.bar() as shown:
        bar = shown.add_task("study", total=len(wanted))
        for name, size, seed in wanted:
            shown.update(bar, description=f"{name}, {size} issues, seed {seed}")
            row = known.get(name) or _row(Task(found, slices[seed][size], seed, tools), name, masks)
            if not METHODS[name].learns:
                known[name] = row
            key = {"method": name, "family": METHODS[name].family, "size": size, "seed": seed}
            results.append(given.out, key | row | {"versions": output.versions(), "device": str(tools.device)})
            shown.advance(bar)
    return _reported(given)


def _row(task: Task, name: str, masks: label_task.Masks) -> dict[str, Any]:
    outcome = METHODS[name].run(task)
    return scoring.judge(outcome, task.data.truth(task.data.validation), task.data.truth(task.data.test), masks)


def _slices(found: data.Data, sizes: tuple[int, ...], seed: int) -> dict[int, tuple[data.Issue, ...]]:
    return data.slices(found.train, [size or len(found.train) for size in sizes], seed)


def _tools(given: StudySettings) -> Tools:
    recipe = Recipe(
        given.steps, given.batch, given.passes, given.max_length, given.learning_rate, given.head_learning_rate
    )
    return Tools(
        bert.resolve(given.base),
        recipe,
        Device.choose(given.device),
        given.out / "work",
        given.nli,
        (given.translators[0], given.translators[1]) if given.translators else None,
        given.ladder,
        words.read(given.label_words) if given.label_words else None,
        given.adapt_epochs,
        given.copies,
        given.matcher,
        given.long_steps,
    )


def _chosen(given: StudySettings, tools: Tools) -> list[str]:
    """Returns the methods asked for, or all whose models are given."""
    lacking = {name for name, method in METHODS.items() if method.needs and getattr(tools, method.needs) is None}
    for name in given.methods:
        if name in lacking:
            spelled = OPTIONS.get(METHODS[name].needs, METHODS[name].needs.replace("_", "-"))
            raise InputError(f"--methods {name} needs --{spelled}")
    return list(given.methods) or [name for name in METHODS if name not in lacking]


def _reported(given: StudySettings) -> dict[str, Any]:
    rows = results.read(given.out)
    if not rows:
        raise InputError(f"{given.out} has no rows to report")
    # In the order of the methods and not of the runs, so that a method has the same line in all reports.
    place = {name: number for number, name in enumerate(METHODS)}
    rows.sort(key=lambda row: place.get(row["method"], len(place)))
    report.write(given.out, rows, given.notes)
    return {"rows": len(rows)}
