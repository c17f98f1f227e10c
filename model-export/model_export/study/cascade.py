"""The App's own cascade of scorers. Its `predict` command learns from the slice and scores the other issues."""

import datetime
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model_export import jsonl
from model_export.errors import InputError
from model_export.study.context import Task, timed
from model_export.study.data import Issue
from model_export.study.scoring import Outcome

# The date of the first issue, if issues have none: the App needs the order of the history.
BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def method(task: Task) -> Outcome:
    """Scores the issues with the App. The time of an issue includes learning, because one command does both."""
    asked = [*task.data.validation, *task.data.test]
    scores, seconds = timed(lambda: predict(task.tools.app, task.data.names, task.train, asked))
    cut = len(task.data.validation)
    return Outcome(scores[:cut], scores[cut:], 0.0, 1000 * seconds / len(asked))


def predict(command: str, names: Sequence[str], history: Sequence[Issue], asked: Sequence[Issue]) -> np.ndarray:
    """Returns the App's score of each label, [issues, labels]. The App does not see the labels of the asked issues."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {role: folder / f"{role}.jsonl" for role in ("history", "issues", "out")}
        labels = folder / "labels.json"
        jsonl.write_json(labels, [{"name": label, "description": ""} for label in names])
        jsonl.write(files["history"], (_row(issue) | _labeled(issue, number) for number, issue in enumerate(history)))
        jsonl.write(files["issues"], (_row(issue) for issue in asked))
        words = [*shlex.split(command), "predict", "--labels", str(labels)]
        words += [word for role, file in files.items() for word in (f"--{role}", str(file))]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            # What the App printed may quote an issue, so it is not repeated.
            raise InputError(f"--ladder: `{words[0]} … predict` ended with {done.returncode}")
        rows = list(jsonl.read(files["out"]))
    if len(rows) != len(asked):
        raise InputError(f"--ladder: {len(rows)} of {len(asked)} issues were predicted")
    return np.array([[float(row["scores"][label]) for label in names] for row in rows])


def _row(issue: Issue) -> dict[str, Any]:
    return {"repo": issue.repo, "number": issue.number, "title": issue.title, "body": issue.body}


def _labeled(issue: Issue, number: int) -> dict[str, Any]:
    date = issue.created_at or (BEGINNING + datetime.timedelta(hours=number)).isoformat()
    return {"labels": list(issue.labels), "created_at": date}
