"""Reads the history of a git repository through the `git` command."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from model_export.errors import InputError

# Author's name and address, time of writing, subject, body: with -z each ends in a NUL, which no message can contain.
FIELDS = ("%an", "%ae", "%at", "%s", "%b")
CHUNK = 1 << 16

# Variables that name a repository. git sets them for its hooks.
ELSEWHERE = frozenset("GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_OBJECT_DIRECTORY GIT_INDEX_FILE GIT_NAMESPACE".split())

# host:OWNER/NAME.git, and the path of an address.
_REMOTE = re.compile(r"(?:[a-z+]+://(?:[^/@]+@)?[\w.-]+(?::\d+)?/|(?:[\w.-]+@)?[\w.-]{2,}:)(?P<path>[^:]+)")
_OWNER_AND_NAME = re.compile(r"(?:.*/)?([\w.-]+/[\w.-]+)")


@dataclass(frozen=True)
class Commit:
    """A commit that is not a merge.

    time: when it was written, in seconds since 1970. None if the history has no valid time.
    """

    author: str
    address: str
    time: int | None
    subject: str
    body: str


class History:
    """The history of a clone's HEAD, bare or not."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError if git is missing, or the folder is not a repository or has no commit."""
        self.folder = folder
        if not folder.is_dir():
            raise InputError(f"{folder} is not a folder: clone the repository and name the clone's folder")
        if problem := self._ask("rev-parse", "--git-dir")[1]:
            raise InputError(f"{folder} is not a git repository: name a clone's folder ({problem})")
        if self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")[0] == "":
            raise InputError(
                f"{folder} has no commits at its HEAD: fetch its history, or check out a branch that has one"
            )

    def repository(self) -> str:
        """Returns OWNER/NAME from the address of the remote origin, or the folder's name."""
        found = _REMOTE.fullmatch(self._ask("config", "--get", "remote.origin.url")[0])
        named = found and _OWNER_AND_NAME.fullmatch(found["path"].rstrip("/").removesuffix(".git"))
        return named[1] if named else self.folder.resolve().name.removesuffix(".git")

    def is_shallow(self) -> bool:
        """Returns whether older commits were not cloned."""
        return self._ask("rev-parse", "--is-shallow-repository")[0] == "true"

    def commits(self, most: int | None = None) -> Iterator[Commit]:
        """Yields at most so many commits without merges, newest first. Bytes that are not UTF-8 become U+FFFD."""
        limit = () if most is None else (f"--max-count={most}",)
        arguments = ("log", "-z", "--no-merges", "--no-patch", "--no-color", "--no-show-signature", "--encoding=UTF-8")
        command = self._command(*arguments, *limit, "--format=tformat:" + "%x00".join(FIELDS), "HEAD", "--")
        with tempfile.TemporaryFile() as errors, _start(command, errors, self._environment()) as process:
            fields = _fields(process.stdout)
            try:
                # One source under several names, so that zip returns one commit at a time.
                for record in zip(*[fields] * len(FIELDS), strict=False):
                    yield _commit(*record)
            except BaseException:  # such as that of a reader who has seen enough: git would wait for another for ever
                process.kill()
                raise
            if process.wait():
                errors.seek(0)
                raise InputError(f"git cannot read the history of {self.folder}: {_text(errors.read()).strip()}")

    def _ask(self, *arguments: str) -> tuple[str, str]:
        """Returns the output of git. Raises with git's error message if it fails."""
        with tempfile.TemporaryFile() as errors:
            with _start(self._command(*arguments), errors, self._environment()) as process:
                answer = _text(process.stdout.read()).strip()
            errors.seek(0)
            complaint = _text(errors.read()).strip() or f"exit code {process.returncode}"
        return answer, complaint if process.returncode else ""

    def _command(self, *arguments: str) -> list[str]:
        return ["git", "--no-pager", "-C", str(self.folder.resolve()), *arguments]

    def _environment(self) -> dict[str, str]:
        """Returns the environment without variables that name another repository. git then does not search parent
        folders.
        """
        kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        above = str(self.folder.resolve().parent)
        return kept | {"GIT_CEILING_DIRECTORIES": above, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _start(command: list[str], errors: BinaryIO, environment: dict[str, str]) -> subprocess.Popen:
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment
        )
    except FileNotFoundError as problem:
        raise InputError("git is missing: install it, or put it on the PATH") from problem
    except OSError as problem:
        raise InputError(f"git cannot be run: {problem}") from problem


def _fields(stream: BinaryIO) -> Iterator[str]:
    """Yields the fields, each of which ends in a NUL."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from map(_text, whole)


def _commit(author: str, address: str, time: str, subject: str, body: str) -> Commit:
    return Commit(author, address, int(time) if time.isdecimal() else None, subject, body)


def _text(given: bytes) -> str:
    return given.decode("utf-8", "replace")
