"""The command line: one command for each step, built from the step's settings.

A step is a module with a settings dataclass, a function ``run(settings)``, and a docstring that ``model-export STEP
--help`` prints. To add a step, add a line to STEPS. Modules are imported only when their command runs, so that the help
appears without waiting for PyTorch.
"""

import dataclasses
import importlib
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from model_export import __version__, settings
from model_export.errors import InputError


@dataclass(frozen=True)
class Step:
    """A command.

    name: as typed.
    settings: MODULE:CLASS within model_export.
    summary: one line for the list of commands.
    """

    name: str
    settings: str
    summary: str


DATA, MODELS, MEASURE = "Data", "Models", "Measure"
STEPS: dict[str, tuple[Step, ...]] = {
    DATA: (
        Step("fetch", "data.fetch:FetchSettings", "Fetch a repository's issues and labels from GitHub."),
        Step("commits", "data.commits:CommitsSettings", "Make weakly labeled texts from a git history."),
        Step("prepare", "data.prepare:PrepareSettings", "Make training, validation and test data from issues."),
    ),
    MODELS: (
        Step(
            "from-onnx",
            "export.from_onnx:FromOnnxSettings",
            "Convert an ONNX encoder to a model that can be trained.",
        ),
        Step("adapt", "training.adapt:AdaptSettings", "Adapt an encoder to the language of issues."),
        Step("finetune", "training.finetune:FinetuneSettings", "Train a classifier for the labels of repositories."),
        Step("embed", "training.embed:EmbedSettings", "Tune an encoder so that issues lie near their labels' texts."),
        Step("merge", "training.merge:MergeSettings", "Average the weights of models that descend from one base."),
        Step(
            "nli",
            "training.nli:NliSettings",
            "Train a cross-encoder that says whether an issue entails a label's meaning.",
        ),
        Step(
            "matcher",
            "matcher.train:MatcherSettings",
            "Train a network that reads an issue and all candidate labels in one pass.",
        ),
        Step("ngrams", "training.ngrams:NgramsSettings", "Fit a linear model over words in addition to a head."),
        Step("export", "export.export:ExportSettings", "Write a model as a bundle that the App loads."),
    ),
    MEASURE: (
        Step(
            "evaluate",
            "measure.evaluate:EvaluateSettings",
            "Measure predictions against true labels, and write a report.",
        ),
        Step(
            "evaluate-ranking", "measure.ranking:RankingSettings", "Measure how well predictions rank the true labels."
        ),
        Step("sample-similarity", "similarity.sample:SampleSettings", "Draw issues to fit the similarity scorer on."),
        Step("fit-similarity", "similarity.fit:FitSettings", "Fit and evaluate the weights of the similarity scorer."),
        Step(
            "fit-fusion",
            "similarity.fusion:FusionSettings",
            "Fit and evaluate the fusion of similarity and entailment.",
        ),
        Step("fit-types", "similarity.types:TypesSettings", "Fit and evaluate the scorer of labels that name a type."),
        Step(
            "study",
            "study.command:StudySettings",
            "Compare methods to label issues, with few labeled issues and many.",
        ),
    ),
}

app = typer.Typer(
    name="model-export",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=f"""
{importlib.import_module("model_export").__doc__}

Every step takes `--settings FILE`, a TOML or JSON file with one table for each step. The command line takes precedence.

`model-export STEP --help` explains a step, with an example.
""",
)


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"model-export {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Takes the options that come before a step."""


def parameter(field: dataclasses.Field, hint: Any) -> inspect.Parameter:
    """Returns a setting as a parameter for typer. A parameter that is not given is None."""
    kind, several = settings.element(hint)
    if get_origin(kind) is Literal and not all(isinstance(value, str) for value in get_args(kind)):
        raise TypeError(f"{field.name}: only literals of text can be typed")
    annotation = (list[kind] if several else kind) | None
    # A missing value may be in the settings file, so typer gets no default and requires nothing.
    text = f"{field.metadata['help']} {_default_text(field)}".strip()
    if field.metadata["positional"]:
        marked = typer.Argument(help=text, metavar=field.name.upper(), show_default=False)
    else:
        spelled = settings.spelling(field)
        if kind is bool:
            spelled = f"{spelled}/--no-{spelled.removeprefix('--')}"
        marked = typer.Option(spelled, help=text, show_default=False)
    return inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[annotation, marked]
    )


def _default_text(field: dataclasses.Field) -> str:
    match field.default:
        case dataclasses.MISSING:
            return "[required]"
        case None | ():
            return ""
        case bool(value):
            return f"[default: {'yes' if value else 'no'}]"
        case tuple(values):
            return f"[default: {', '.join(map(str, values))}]"
        case value:
            return f"[default: {value}]"


def command(step: Step) -> Callable[..., None]:
    """Returns the function of a step, with one parameter for each setting."""
    module_name, _, class_name = step.settings.partition(":")
    module = importlib.import_module(f"model_export.{module_name}")
    cls = getattr(module, class_name)

    def call(**given: Any) -> None:
        file = given.pop("settings")
        try:
            module.run(settings.load(cls, step.name, file, given))
        except InputError as problem:
            typer.echo(f"model-export {step.name}: {problem}", err=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            typer.echo(f"model-export {step.name}: interrupted", err=True)
            raise typer.Exit(130) from None

    hints = settings.hints(cls)
    file = inspect.Parameter(
        "settings",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            Path | None,
            typer.Option("--settings", help=f"TOML or JSON with a table [{step.name}].", show_default=False),
        ],
    )
    parameters = [parameter(field, hints[field.name]) for field in dataclasses.fields(cls)]
    call.__signature__ = inspect.Signature([*parameters, file])
    call.__annotations__ = {each.name: each.annotation for each in (*parameters, file)}
    call.__doc__ = module.__doc__
    return call


def step_app(step: Step) -> typer.Typer:
    """Returns a command line with only this step."""
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(step.name)(command(step))
    return alone


def register(panel: str, step: Step) -> None:
    """Lists a step. Its options are read only when the step is called."""

    @app.command(
        step.name,
        help=step.summary,
        rich_help_panel=panel,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )
    def pass_on(context: typer.Context) -> None:
        step_app(step)(context.args, prog_name=f"model-export {step.name}")


for _panel, _steps in STEPS.items():
    for _step in _steps:
        register(_panel, _step)


def main() -> None:
    """Runs the command line with the arguments of this process."""
    app(sys.argv[1:], prog_name="model-export")
