"""What commits makes of a git history."""

import os
import subprocess

import pytest

from model_export import jsonl
from model_export.data.commits import CommitsSettings, run
from model_export.errors import InputError

DAY = 24 * 60 * 60
BEGIN = 1_767_225_600  # 2026-01-01T00:00:00Z


class Clone:
    """A git repository; each commit is written a day after the one before."""

    def __init__(self, folder):
        self.folder, self.days = folder, 0
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments, given=b"", **environment):
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"), ("DATE", self.date()))}  # fmt: skip
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "commit.gpgsign=false", "-C", self.folder, *arguments]
        environment = os.environ | who | quiet | environment
        return subprocess.run(command, check=True, input=given, env=environment, capture_output=True).stdout

    def date(self):
        return f"{BEGIN + self.days * DAY} +0200"

    def commit(self, message, **environment):
        given = message if isinstance(message, bytes) else message.encode()
        options = ("--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--file=-")
        self.git("commit", *options, given=given, **environment)
        self.days += 1

    def commit_as_it_is(self, message):
        """With bytes that `git commit` would repair."""
        before = self.git("rev-parse", "HEAD").decode().strip()
        tree = self.git("rev-parse", "HEAD^{tree}").decode().strip()
        who = f"Ada <ada@example.com> {self.date()}"
        head = f"tree {tree}\nparent {before}\nauthor {who}\ncommitter {who}\n\n"
        written = self.git("hash-object", "-t", "commit", "-w", "--stdin", given=head.encode() + message)
        self.git("update-ref", "HEAD", written.decode().strip())


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path / "cat")


@pytest.fixture
def read(clone, tmp_path):
    """Runs the step on the clone, and gives the rows."""

    def read(**settings):
        out = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        given = {"folder": clone.folder, "repo": "octo/cat", "fewest": 1, "out": out, **settings}
        read.figures = run(CommitsSettings(**given))
        return list(jsonl.read(given["out"]))

    return read


def titles(rows):
    return [row["title"] for row in rows]


class TestRows:
    def test_say_what_the_text_is_about(self, clone, read):
        clone.commit(
            "fix(parser): handle empty input (#12)\n\nIt hung.\n\nFixes #11\nSigned-off-by: Ada <ada@example.com>"
        )
        assert read() == [
            {
                "repo": "octo/cat", "number": 1, "title": "Handle empty input", "body": "It hung.",
                "labels": ["parser"], "type": "bug", "created_at": "2026-01-01T00:00:00Z",
            }
        ]  # fmt: skip

    def test_come_oldest_first_by_when_they_were_written(self, clone, read):
        clone.commit("ui: second", GIT_AUTHOR_DATE=f"{BEGIN + DAY} +0000")
        clone.commit("ui: first", GIT_AUTHOR_DATE=f"{BEGIN} +0000")
        clone.commit("ui: third")
        assert [(row["number"], row["title"]) for row in read()] == [(1, "First"), (2, "Second"), (3, "Third")]

    def test_have_no_type_where_the_subject_does_not_say(self, clone, read):
        clone.commit("ui: align")
        assert read()[0]["type"] is None

    def test_name_neither_authors_nor_reviewers(self, clone, read):
        clone.commit(
            "ui: align\n\nThanks.\n\nCo-authored-by: Bob <bob@example.com>\nReviewed-by: Bob <bob@example.com>"
        )
        assert "Bob" not in str(read())
        assert "Ada" not in str(read())

    def test_keep_unicode_and_replace_what_is_none(self, clone, read):
        clone.commit("größe: füge 数据 hinzu 🎉")
        clone.commit_as_it_is(b"ui: caf\xe9 and \xff\n\nna\xefve")
        rows = read()
        assert (rows[0]["labels"], rows[0]["title"]) == (["größe"], "Füge 数据 hinzu 🎉")
        assert (rows[1]["title"], rows[1]["body"]) == ("Caf\ufffd and \ufffd", "na\ufffdve")

    def test_read_the_encoding_that_a_commit_names(self, clone, read):
        clone.git("config", "i18n.commitEncoding", "ISO-8859-1")
        clone.commit("ui: café".encode("latin-1"))
        assert titles(read()) == ["Café"]

    def test_take_the_lines_of_a_long_subject_together(self, clone, read):
        clone.commit("ui: align the\nbuttons\n\nThey were off.\n\n\n\nBy one.")
        assert [(row["title"], row["body"]) for row in read()] == [("Align the buttons", "They were off.\n\nBy one.")]

    def test_are_the_same_each_time(self, clone, read):
        for number in range(20):
            clone.commit(f"area{number % 3}: change {number}", GIT_AUTHOR_DATE=f"{BEGIN} +0000")
        assert read() == read()


class TestLeftOut:
    def test_are_merges(self, clone, read):
        clone.commit("ui: align")
        clone.git("checkout", "--quiet", "-b", "side")
        clone.commit("ui: on the side")
        clone.git("checkout", "--quiet", "main")
        clone.commit("ui: on main")
        clone.git("merge", "--quiet", "--no-ff", "-m", "ui: merge the side", "side")
        assert titles(read()) == ["Align", "On the side", "On main"]

    @pytest.mark.parametrize(
        "author",
        [
            ("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com"), ("renovate-bot", "x@example.com"),
            ("k8s-ci-robot", "x@example.com"), ("Some One", "merge-bot@example.com"), ("PySynBot", "x@example.com"),
            ("github-actions", "x@example.com"), ("Weblate", "x@example.com"),
        ],
    )  # fmt: skip
    def test_are_bots(self, clone, read, author):
        clone.commit("ui: align")
        clone.commit("ui: by a bot", GIT_AUTHOR_NAME=author[0], GIT_AUTHOR_EMAIL=author[1])
        assert titles(read()) == ["Align"]
        assert read.figures["left_out"]["bots"] == 1

    @pytest.mark.parametrize("name", ["Talbot Bottom", "Abbot", "Robotham"])
    def test_are_no_people_of_like_names(self, clone, read, name):
        clone.commit("ui: align", GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL="bottom@robot.example.com")
        assert titles(read()) == ["Align"]

    @pytest.mark.parametrize(
        "message",
        [
            'Revert "ui: align"\n\nThis reverts commit 0123456789abcdef.',
            "ui: take it back\n\nThis reverts commit 0123456789abcdef.",
            "chore(release): 1.2.3",
            "wip: something",
            "chore: tidy",
            "Align the buttons",
            "",
        ],
    )
    def test_are_commits_that_say_nothing_or_undo(self, clone, read, message):
        clone.commit("ui: align")
        clone.commit(message)
        assert titles(read()) == ["Align"]
        assert sum(read.figures["left_out"].values()) == 1

    def test_are_duplicates(self, clone, read):
        clone.commit("ui: align")
        clone.commit("ui: align")
        clone.commit("ui: align\n\nAgain.")
        assert [row["created_at"][:10] for row in read()] == ["2026-01-01", "2026-01-03"]
        assert read.figures["left_out"]["duplicates"] == 1

    def test_are_rare_topics_but_not_their_words(self, clone, read):
        for number in range(3):
            clone.commit(f"ui: change {number}")
        clone.commit("api: change")
        clone.commit("fix: TypeError: none has a name")
        clone.commit("feat(api, ui): share")
        rows = read(fewest=3)
        assert titles(rows) == ["Change 0", "Change 1", "Change 2", "TypeError: none has a name", "Share"]
        assert [row["labels"] for row in rows[3:]] == [[], ["ui"]]
        assert read.figures["left_out"]["rare topics"] == 1
        assert read.figures["topics"] == {"ui": 4}

    def test_are_spellings_of_one_topic_in_other_case(self, clone, read):
        for subject in ("UI: a", "ui: b", "ui: c"):
            clone.commit(subject)
        assert [row["labels"] for row in read(fewest=3)] == [["ui"]] * 3

    def test_are_all_but_the_newest_when_asked(self, clone, read):
        for number in range(5):
            clone.commit(f"ui: change {number}")
        assert titles(read(most=2)) == ["Change 3", "Change 4"]
        assert read.figures["read"] == 2


class TestRepository:
    @pytest.mark.parametrize(
        ("url", "repo"),
        [
            ("https://github.com/octo/cat.git", "octo/cat"), ("https://github.com/octo/cat/", "octo/cat"),
            ("git@github.com:octo/cat.git", "octo/cat"), ("ssh://git@example.com:22/octo/cat", "octo/cat"),
            ("https://user:secret@example.com/group/octo/cat.git", "octo/cat"),
            ("../octo/cat", "cat"), ("/srv/octo/other.git", "cat"),
        ],
    )  # fmt: skip
    def test_is_that_of_the_remote(self, clone, read, url, repo):
        clone.commit("ui: align")
        clone.git("remote", "add", "origin", url)
        assert read(repo=None)[0]["repo"] == repo

    def test_follows_a_new_name(self, clone, read):
        clone.commit("ui: align")
        clone.git("remote", "add", "origin", "https://github.com/octo/cat")
        clone.git("remote", "set-url", "origin", "https://github.com/hexa/dog")
        assert read(repo=None)[0]["repo"] == "hexa/dog"
        assert read(repo="penta/cow")[0]["repo"] == "penta/cow"

    def test_may_be_bare(self, clone, read, tmp_path):
        clone.commit("ui: align")
        clone.git("clone", "--quiet", "--bare", ".", tmp_path / "bare.git")
        assert titles(read(folder=tmp_path / "bare.git")) == ["Align"]

    def test_may_be_shallow_and_says_so(self, clone, read, tmp_path, capsys):
        clone.commit("ui: align")
        clone.commit("ui: turn")
        clone.git("clone", "--quiet", "--depth=1", f"file://{clone.folder}", tmp_path / "shallow")
        assert titles(read(folder=tmp_path / "shallow")) == ["Turn"]
        assert read.figures["shallow"]
        assert "--unshallow" in capsys.readouterr().err

    def test_is_the_folder_even_where_git_is_told_another(self, clone, read, tmp_path, monkeypatch):
        clone.commit("ui: align")
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
        assert titles(read()) == ["Align"]


class TestResult:
    @pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.xz"])
    def test_lies_beside_its_figures_and_nothing_else(self, clone, read, tmp_path, ending):
        clone.commit("fix(ui): align")
        folder = tmp_path / "out"
        assert titles(read(out=folder / f"cat{ending}")) == ["Align"]
        assert {path.name for path in folder.iterdir()} == {f"cat{ending}", "cat.metrics.json"}
        figures = jsonl.read_json(folder / "cat.metrics.json")
        assert (figures["step"], figures["rows"], figures["types"]) == ("commits", 1, {"bug": 1})

    def test_is_told(self, clone, read, capsys):
        clone.commit("ui: align")
        clone.commit("fix: align")
        clone.commit("Align")
        read()
        printed = capsys.readouterr().out
        assert "2 of 3 commits, 1 topics, 1 with a type alone" in printed
        assert "left out: 1 neither topic nor type" in printed

    def test_is_not_written_over(self, clone, read, tmp_path):
        clone.commit("ui: align")
        (tmp_path / "old.jsonl").write_text("kept", encoding="utf-8")
        with pytest.raises(InputError, match="exists already"):
            read(out=tmp_path / "old.jsonl")
        assert (tmp_path / "old.jsonl").read_text(encoding="utf-8") == "kept"

    def test_can_be_prepared(self, clone, read, tmp_path, command):
        for number in range(40):
            clone.commit(f"{('ui', 'api')[number % 2]}: change {'abcdefgh'[number % 8]} {'xyzvw'[number // 8]}")
        clone.commit("fix: no topic")
        read(out=tmp_path / "commits.jsonl")
        command("prepare", tmp_path / "commits.jsonl", "--out", tmp_path / "prepared", "--fewest", 5)
        rows = list(jsonl.read(tmp_path / "prepared" / "train.jsonl"))
        assert {label for row in rows for label in row["labels"] or ()} == {"ui", "api"}


class TestRefusal:
    def test_of_a_folder_that_is_not_there(self, read, tmp_path):
        with pytest.raises(InputError, match="is not a folder: clone the repository"):
            read(folder=tmp_path / "nowhere")

    def test_of_a_folder_that_is_no_repository(self, clone, read):
        below = clone.folder / "below"
        below.mkdir()
        clone.commit("ui: align")
        with pytest.raises(InputError, match="below is not a git repository"):
            read(folder=below)

    def test_of_an_empty_history(self, read):
        with pytest.raises(InputError, match="has no commits"):
            read()

    def test_of_a_history_that_tells_nothing(self, clone, read, tmp_path):
        clone.commit("Align")
        with pytest.raises(InputError, match="none of the 1 commits"):
            read(out=tmp_path / "new.jsonl")
        assert not list(tmp_path.glob("new*"))

    def test_of_a_broken_history(self, clone, read):
        clone.commit("ui: align")
        lost = clone.git("rev-parse", "HEAD").decode().strip()
        clone.commit("ui: turn")
        (clone.folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
        with pytest.raises(InputError, match="git cannot read the history"):
            read()

    def test_where_git_is_missing(self, clone, read, monkeypatch):
        monkeypatch.setenv("PATH", "")
        with pytest.raises(InputError, match="git is missing: install it"):
            read()

    @pytest.mark.parametrize("wrong", [{"fewest": 0}, {"most": 0}, {"repo": "cat"}, {"repo": "a/b/c"}])
    def test_of_settings_out_of_range(self, read, wrong):
        with pytest.raises(ValueError, match=f"--{next(iter(wrong))}"):
            read(**wrong)

    def test_of_another_ending(self, read, tmp_path):
        with pytest.raises(ValueError, match=r"has to end in \.jsonl"):
            read(out=tmp_path / "cat.json")
