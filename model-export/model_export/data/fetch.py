"""Fetches a repository's issues and labels through GitHub's REST API.

Writes NAME.jsonl with one issue in each line, oldest first, NAME.labels.json with the catalog, and NAME.metrics.json.
Pull requests, which GitHub lists among the issues, are marked. The step waits when GitHub limits its rate. If a run is
interrupted, the same command continues it. Until the end, the fetched part is in .NAME.fetch.

Set GITHUB_TOKEN for private repositories, and for 5,000 requests an hour instead of 60. The token only needs to read
issues.

    model-export fetch OWNER/REPO --out data/OWNER.REPO.jsonl.xz --no-pull-requests
"""

import collections
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from model_export import jsonl, output, progress
from model_export.data.github import PAGE, Clock, GitHub, Page, SystemClock
from model_export.errors import InputError
from model_export.settings import argument, option

REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class FetchSettings:
    """What to fetch, and the file to write."""

    repository: str = argument(help="OWNER/REPO.")
    out: Path | None = option(None, help="File to write: .jsonl, .jsonl.gz or .jsonl.xz. OWNER.REPO.jsonl by default.")
    pull_requests: bool = option(True, help="Keep pull requests and mark them.")
    api_url: str = option(
        "https://api.github.com", help="Address of the API. For an Enterprise Server https://HOST/api/v3."
    )

    def __post_init__(self) -> None:
        if not REPOSITORY.fullmatch(self.repository):
            raise ValueError(f"{self.repository!r} is not OWNER/REPO")
        if not self.file().name.endswith(jsonl.ENDINGS):
            raise ValueError(f"--out {self.out}: the name has to end in .jsonl, .jsonl.gz or .jsonl.xz")
        if not self.api_url.startswith(("https://", "http://")):
            raise ValueError(f"--api-url {self.api_url}: not an address")

    def file(self) -> Path:
        """Returns the file that the issues are written to."""
        return self.out or Path(self.repository.replace("/", ".") + ".jsonl")

    def beside(self, ending: str) -> Path:
        """Returns the path of a file or folder with the same name and another ending."""
        return jsonl.beside(self.file(), ending)


def run(
    settings: FetchSettings, transport: httpx2.BaseTransport | None = None, clock: Clock | None = None
) -> dict[str, Any]:
    """Fetches. Tests pass their own transport and clock."""
    if settings.file().exists():
        raise InputError(f"{settings.file()} exists already: remove it, or choose another --out")
    token = os.environ.get("GITHUB_TOKEN") or None
    with GitHub(settings.api_url, token, clock or SystemClock(), _tell, transport) as github:
        part = Part(settings)
        part.fetch(github)
        catalog = list(_labels(github, settings.repository))
    issues = [row for row in part.rows() if settings.pull_requests or not row["pull_request"]]
    used = collections.Counter(name for row in issues for name in row["labels"])
    figures = {
        "issues": sum(not row["pull_request"] for row in issues),
        "pull_requests": sum(row["pull_request"] for row in issues),
        "labels": len(catalog),
        "labels_in_use": len(used),
        "unlabelled": sum(not row["labels"] for row in issues),
    }
    jsonl.write_json(settings.beside(".labels.json"), catalog)
    metrics = output.metrics("fetch", settings, figures)
    jsonl.write_json(settings.beside(".metrics.json"), metrics)
    jsonl.write(settings.file(), issues)
    part.remove()
    print(
        f"{settings.file()}: {figures['issues']} issues, {figures['pull_requests']} pull requests,"
        f" {figures['labels']} labels"
    )
    return metrics


class Part:
    """The part that was fetched so far: one line for each issue, and the address of the last complete page.

    Issues come oldest first, so new ones are only added at the end. A continued run asks for its last page again. If it
    knows none of the issues on it, because older issues were deleted and the others moved up, it goes back page by page
    until it knows one. So no issue between is lost. Known issues are not written again.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self.settings = settings
        self.folder = settings.file().with_name(f".{settings.beside('.fetch').name}")
        self.lines = self.folder / "issues.jsonl"
        self.state = self.folder / "state.json"

    def rows(self) -> list[dict[str, Any]]:
        """Yields the fetched issues. An incomplete last line is removed."""
        if not self.lines.exists():
            return []
        with self.lines.open("rb+") as file:
            file.truncate(file.read().rfind(b"\n") + 1)
        return list(jsonl.read(self.lines))

    def fetch(self, github: GitHub) -> None:
        """Adds what is missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known = {row["number"] for row in self.rows()}
        with self.lines.open("a", encoding="utf-8") as file, progress.bar() as bar:
            task = bar.add_task(f"issues of {self.settings.repository}", total=None, completed=len(known))
            for page in github.pages(self._start(github, known)):
                for item in page.items:
                    if item["number"] not in known:
                        known.add(item["number"])
                        file.write(jsonl.line(_row(self.settings.repository, item)))
                file.flush()
                jsonl.write_json(self.state, {**self._whose(), "url": page.url})
                bar.update(task, completed=len(known), total=page.last and page.last * PAGE)

    def _start(self, github: GitHub, known: set[int]) -> str:
        url = github.url(f"/repos/{self.settings.repository}/issues", state="all", sort="created", direction="asc")
        if not known or not self.state.exists():
            return url
        state = jsonl.read_json(self.state)
        if {key: state[key] for key in self._whose()} != self._whose():
            raise InputError(f"{self.folder} holds issues of {state['repository']}: remove it, or choose another --out")
        url = state["url"]
        while not _meets(github.page(url), known) and (before := _before(url)):
            url = before
        return url

    def _whose(self) -> dict[str, str]:
        return {"repository": self.settings.repository, "api_url": self.settings.api_url}

    def remove(self) -> None:
        """Removes the part after everything is written to its place."""
        shutil.rmtree(self.folder)


def _meets(page: Page, known: set[int]) -> bool:
    return any(item["number"] in known for item in page.items)


def _before(url: str) -> str | None:
    """Returns the page before a numbered page. Returns None for the first page, and for cursors, which do not move."""
    number = httpx2.URL(url).params.get("page", "")
    return (
        str(httpx2.URL(url).copy_set_param("page", int(number) - 1)) if number.isdigit() and int(number) > 1 else None
    )


def _row(repository: str, item: dict[str, Any]) -> dict[str, Any]:
    """Returns an issue as the other steps read it, without names of people."""
    return {
        "repo": repository,
        "number": item["number"],
        "title": item["title"],
        "body": item.get("body") or "",
        "labels": [label["name"] for label in item["labels"]],
        "created_at": item["created_at"],
        "pull_request": "pull_request" in item,
    }


def _labels(github: GitHub, repository: str) -> Iterator[dict[str, str]]:
    for page in github.pages(github.url(f"/repos/{repository}/labels")):
        for label in page.items:
            yield {"repo": repository, "name": label["name"], "description": label.get("description") or ""}


def _tell(message: str) -> None:
    print(message, file=sys.stderr)
