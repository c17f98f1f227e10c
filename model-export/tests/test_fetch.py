"""What fetch asks GitHub for, when it waits, and how it goes on after a break."""

import json

import httpx2
import pytest

from model_export import jsonl
from model_export.data.fetch import FetchSettings, run
from model_export.data.github import ATTEMPTS
from model_export.errors import InputError

from .fake_github import FakeClock, FakeGitHub, issue

LIMITED = {"x-ratelimit-remaining": "0"}


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def github(clock):
    return FakeGitHub(clock, issues=250, labels=[{"name": "bug", "description": None}])


@pytest.fixture
def fetch(tmp_path, github, clock):
    def fetch(repository="octo/cat", **settings):
        settings = {"out": tmp_path / "cat.jsonl", **settings}
        return run(FetchSettings(repository, **settings), github, clock)

    return fetch


def numbers(path):
    return [row["number"] for row in jsonl.read(path)]


def refused(status, headers=None, message=""):
    return httpx2.Response(status, json={"message": message}, headers=headers or {})


class TestResult:
    def test_holds_all_issues_of_all_pages(self, fetch, github, tmp_path):
        fetch()
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))
        assert github.pages_asked() == [1, 2, 3]

    def test_has_a_line_an_issue_without_names_of_people(self, fetch, github, tmp_path):
        github.issues = [issue(1, body=None, labels=[{"name": "a/b"}, {"name": "c"}])]
        fetch()
        assert (tmp_path / "cat.jsonl").read_text(encoding="utf-8") == (
            '{"repo": "octo/cat", "number": 1, "title": "Issue 1", "body": "", "labels": ["a/b", "c"],'
            ' "created_at": "2026-01-01T00:00:01Z", "pull_request": false}\n'
        )

    @pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.xz"])
    def test_lies_beside_its_labels_and_figures_and_nothing_else(self, fetch, tmp_path, ending):
        fetch(out=tmp_path / f"cat{ending}")
        assert {path.name for path in tmp_path.iterdir()} == {f"cat{ending}", "cat.labels.json", "cat.metrics.json"}
        assert jsonl.read_json(tmp_path / "cat.labels.json") == [{"repo": "octo/cat", "name": "bug", "description": ""}]
        assert jsonl.read_json(tmp_path / "cat.metrics.json")["issues"] == 250
        assert len(numbers(tmp_path / f"cat{ending}")) == 250

    def test_tells_pull_requests_apart(self, fetch, github, tmp_path):
        github.issues[4]["pull_request"] = {"url": "…"}
        figures = fetch()
        rows = list(jsonl.read(tmp_path / "cat.jsonl"))
        assert [row["number"] for row in rows if row["pull_request"]] == [5]
        assert (figures["issues"], figures["pull_requests"]) == (249, 1)

    def test_leaves_pull_requests_out_when_asked_to(self, fetch, github, tmp_path):
        github.issues[4]["pull_request"] = {"url": "…"}
        fetch(pull_requests=False)
        assert 5 not in numbers(tmp_path / "cat.jsonl")

    def test_is_not_written_over(self, fetch, github, tmp_path):
        (tmp_path / "cat.jsonl").write_text("mine")
        with pytest.raises(InputError, match="exists already"):
            fetch()
        assert github.requests == []


class TestAddress:
    def test_is_that_of_an_enterprise_server_when_given(self, fetch, github, tmp_path):
        fetch(api_url="https://github.example.org/api/v3/")
        assert {request.url.host for request in github.requests} == {"github.example.org"}
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))

    def test_gets_the_token_and_nobody_else_sees_it(self, fetch, github, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
        github.answers = [refused(403, {"retry-after": "30"})]
        fetch()
        assert {request.headers["authorization"] for request in github.requests} == {"Bearer ghp_secret"}
        printed = capsys.readouterr()
        assert "ghp_secret" not in printed.out + printed.err
        assert all("ghp_secret" not in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())

    def test_is_never_left_for_where_a_link_points(self, fetch, github):
        elsewhere = {"link": '<https://evil.example/issues?page=2>; rel="next"'}
        github.answers = [httpx2.Response(200, json=[issue(1)], headers=elsewhere)]
        with pytest.raises(InputError, match="pointed to another host"):
            fetch()
        assert {request.url.host for request in github.requests} == {"api.github.com"}

    def test_carries_no_token_where_there_is_none(self, fetch, github):
        fetch()
        assert all("authorization" not in request.headers for request in github.requests)


class TestWaiting:
    def test_until_the_reset_once_the_last_request_of_the_hour_is_used(self, fetch, github, clock):
        used_up = {**LIMITED, "x-ratelimit-reset": str(int(clock.time) + 900)}
        github.answers = [httpx2.Response(200, json=[], headers=used_up)]
        fetch()
        assert clock.slept == [901]

    def test_until_the_reset_when_the_primary_limit_refuses(self, fetch, github, clock, tmp_path, capsys):
        github.answers = [None, refused(403, {**LIMITED, "x-ratelimit-reset": str(int(clock.time) + 1800)})]
        fetch()
        assert clock.slept == [1801]
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))
        assert "GITHUB_TOKEN raises it" in capsys.readouterr().err

    @pytest.mark.parametrize("status", [403, 429])
    def test_as_long_as_a_secondary_limit_says(self, fetch, github, clock, status):
        github.answers = [refused(status, {"retry-after": "73"})]
        fetch()
        assert clock.slept == [73]

    def test_a_minute_and_then_longer_when_a_secondary_limit_does_not_say(self, fetch, github, clock):
        github.answers = [refused(403, message="You have exceeded a secondary rate limit."), refused(429)]
        fetch()
        assert clock.slept == [60, 120]

    @pytest.mark.parametrize(
        "answer", [refused(502), httpx2.ConnectError("no route"), httpx2.Response(200, text="<html>"), refused(500)]
    )
    def test_longer_each_time_when_the_server_or_the_network_fails(self, fetch, github, clock, answer, tmp_path):
        github.answers = [answer, answer, answer]
        fetch()
        assert clock.slept == [1, 2, 4]
        assert len(numbers(tmp_path / "cat.jsonl")) == 250

    def test_not_for_ever(self, fetch, github):
        github.answers = [refused(503)] * ATTEMPTS
        with pytest.raises(InputError, match=r"\(503\): run the same command again"):
            fetch()
        assert len(github.requests) == ATTEMPTS


class TestRefusal:
    @pytest.mark.parametrize(
        ("status", "message"),
        [
            (401, "refuses GITHUB_TOKEN"),
            (403, "forbids it .* blocked"),
            (404, "it is private: set GITHUB_TOKEN"),
            (410, "issues switched off"),
            (422, "answers 422: blocked"),
        ],
    )
    def test_is_final_and_says_what_to_do(self, fetch, github, clock, status, message):
        github.answers = [refused(status, message="blocked")]
        with pytest.raises(InputError, match=message):
            fetch()
        assert clock.slept == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["octo"], "not OWNER/REPO"),
            (["octo/../cat"], "not OWNER/REPO"),
            (["octo/cat", "--out", "cat.json"], "has to end in .jsonl"),
            (["octo/cat", "--api-url", "github.com"], "not an address"),
        ],
    )
    def test_of_arguments_comes_before_any_request(self, command, arguments, message):
        assert message in command("fetch", *arguments, code=2).stderr


class TestGoingOn:
    def broken_off(self, fetch, github, after):
        github.answers = [*[None] * after, refused(401)]
        with pytest.raises(InputError):
            fetch()
        github.answers, github.requests = [], []

    def test_asks_for_its_last_page_again_and_no_earlier_one(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=2)
        assert not (tmp_path / "cat.jsonl").exists()
        fetch()
        assert min(github.pages_asked()) == 2
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))

    def test_loses_nothing_when_older_issues_were_deleted_meanwhile(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=2)
        del github.issues[:120]
        fetch()
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))

    def test_takes_issues_that_were_opened_meanwhile(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=3)
        github.issues += [issue(number) for number in range(251, 420)]
        fetch()
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 420))

    def test_drops_a_line_that_was_cut_off(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=2)
        lines = tmp_path / ".cat.fetch" / "issues.jsonl"
        lines.write_bytes(lines.read_bytes()[:-30])
        fetch()
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))

    def test_begins_again_when_it_broke_off_in_its_first_page(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=1)
        (tmp_path / ".cat.fetch" / "state.json").unlink()
        fetch()
        assert numbers(tmp_path / "cat.jsonl") == list(range(1, 251))

    def test_refuses_to_mix_repositories(self, fetch, github, tmp_path):
        self.broken_off(fetch, github, after=1)
        state = tmp_path / ".cat.fetch" / "state.json"
        state.write_text(json.dumps({**jsonl.read_json(state), "repository": "octo/dog"}))
        with pytest.raises(InputError, match="holds issues of octo/dog"):
            fetch()
