"""What a matcher learns from."""

import pytest

from model_export import jsonl
from model_export.data.repositories import TYPES, UNKNOWN
from model_export.errors import InputError
from model_export.matcher import sources
from model_export.matcher.sources import Label

EARLY, LATE = "2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z"
NO_TYPE = [UNKNOWN] * len(TYPES)


@pytest.fixture
def label_types(tmp_path):
    path = tmp_path / "label-types.tsv"
    path.write_text("bug\tbug\nfeature\tfeature\nquestion\tquestion\ndocs\tdocumentation\n")
    return path


def issue(title, *labels, repo="octo/cat", **others):
    return {"repo": repo, "title": title, "body": "", "labels": list(labels), "created_at": EARLY} | others


def commit(title, *labels, kind=None, repo="octo/cat", body=""):
    return {"repo": repo, "title": title, "body": body, "labels": list(labels), "type": kind, "created_at": EARLY}


def read(tmp_path, label_types, rows, catalogs=(), fewest=1, **others):
    jsonl.write(tmp_path / "issues.jsonl", rows)
    return sources.read_issues([tmp_path / "issues.jsonl"], catalogs, label_types, fewest=fewest, **others)


def read_commits(tmp_path, label_types, rows, **others):
    jsonl.write(tmp_path / "commits.jsonl", rows)
    given = {"fewest": 1, "most": 100, "body_share": 0.0} | others
    return sources.read_commits([tmp_path / "commits.jsonl"], label_types, **given)


class TestIssues:
    def test_are_grouped_by_repository_apart_from_those_without_labels(self, tmp_path, label_types):
        rows = [
            issue("slow network", "net", repo="octo/dog"),
            issue("crash on startup", "C-bug", "ui"),
            issue("nobody knows"),
            issue("dark mode", "ui"),
        ]
        cat, bare, dog = read(tmp_path, label_types, rows)
        assert [each.name for each in (cat, bare, dog)] == ["octo/cat", "octo/cat", "octo/dog"]
        assert (cat.texts, bare.texts, dog.texts) == (
            ["crash on startup", "dark mode"],
            ["nobody knows"],
            ["slow network"],
        )
        assert cat.labels == [Label("C-bug", "", "bug"), Label("ui", "", None)]
        assert cat.truth.tolist() == [[1, 1], [0, 1]]
        assert bare.labels == []
        assert bare.truth.shape == (1, 0)

    def test_count_once_however_they_are_punctuated(self, tmp_path, label_types):
        rows = [issue("crash on startup"), issue("Crash on startup!", "bug"), issue("crash on startup", "ui")]
        (found,) = read(tmp_path, label_types, rows)
        assert found.texts == ["Crash on startup!"]
        assert [label.name for label in found.labels] == ["bug"]

    def test_leave_out_labels_about_the_work_and_rare_ones(self, tmp_path, label_types):
        rows = [
            issue("crash on startup", "ui", "wontfix"),
            issue("dark mode", "ui", "rare"),
            issue("memory leak", "stale"),
            issue("slow", "seldom"),
        ]
        labelled, bare = read(tmp_path, label_types, rows, fewest=2)
        assert [label.name for label in labelled.labels] == ["ui"]
        assert labelled.texts == ["crash on startup", "dark mode"]
        assert bare.texts == ["memory leak"]

    def test_know_types_only_where_a_label_names_one(self, tmp_path, label_types):
        rows = [issue("crash on startup", "bug"), issue("dark mode", "ui"), issue("a and b", "bug", "docs")]
        (found,) = read(tmp_path, label_types, rows)
        assert found.types.tolist() == [[1, 0, 0, 0], NO_TYPE, [1, 0, 0, 1]]
        assert sources.of_known_type(found).texts == ["crash on startup", "a and b"]
        assert sources.of_known_type(found).dates == [EARLY, EARLY]

    def test_of_incomplete_repositories_deny_only_other_types(self, tmp_path, label_types):
        rows = [issue("crash on startup", "bug"), issue("dark mode", "ui"), issue("an option", "feature", "ui")]
        (found,) = read(tmp_path, label_types, rows, incomplete=["octo/*"])
        assert [label.name for label in found.labels] == ["bug", "feature", "ui"]
        assert found.truth.tolist() == [[1, 0, UNKNOWN], [UNKNOWN, UNKNOWN, 1], [0, 1, 1]]

    def test_can_leave_repositories_out_or_take_those_alone(self, tmp_path, label_types):
        rows = [issue("crash", "bug"), issue("slow", "net", repo="octo/dog")]
        assert [each.name for each in read(tmp_path, label_types, rows, without=["*/cat"])] == ["octo/dog"]
        assert [each.name for each in read(tmp_path, label_types, rows, only=["*/cat"])] == ["octo/cat"]

    def test_are_described_by_the_catalog_of_their_repository_first(self, tmp_path, label_types):
        catalog = tmp_path / "a.labels.json"
        jsonl.write_json(catalog, [
            {"name": "ui", "description": "of any"}, {"repo": "octo/cat", "name": "ui", "description": "Windows"},
        ])  # fmt: skip
        rows = [issue("crash", "ui"), issue("slow", "ui", repo="octo/dog")]
        found = read(tmp_path, label_types, rows, [catalog])
        assert [each.labels[0].description for each in found] == ["Windows", "of any"]

    def test_may_be_rows_of_prepare(self, tmp_path, label_types):
        (found,) = read(tmp_path, label_types, [{"repo": "octo/cat", "text": "crash\n\nat once", "labels": ["ui"]}])
        assert found.texts == ["crash\n\nat once"]
        assert found.dates == [None]

    def test_must_name_their_repository(self, tmp_path, label_types):
        with pytest.raises(InputError, match=r"issues\.jsonl: a row without 'repo'"):
            read(tmp_path, label_types, [{"title": "crash"}])

    def test_alone_are_dated(self, tmp_path, label_types):
        found = read(tmp_path, label_types, [issue("crash", "ui"), issue("slow", "ui", created_at=LATE), issue("bare")])
        found += read_commits(tmp_path, label_types, [commit("one", "net"), commit("two", "ui")])
        assert list(sources.dated(found)) == [("octo/cat", EARLY), ("octo/cat", LATE)]


class TestCommits:
    ROWS = (
        commit("stop the leak", "net", kind="bug"),
        commit("faster view", kind="performance"),
        commit("new button", "ui"),
    )

    def test_have_topics_and_types_as_labels(self, tmp_path, label_types):
        (found,) = read_commits(tmp_path, label_types, self.ROWS)
        assert found.labels == [
            Label("net", "", None), Label("ui", "", None), Label("bug", "", "bug"), Label("performance", "", None),
        ]  # fmt: skip

    def test_say_nothing_of_what_they_do_not_name(self, tmp_path, label_types):
        (found,) = read_commits(tmp_path, label_types, self.ROWS)
        assert found.truth.tolist() == [
            [1, 0, 1, 0],
            [UNKNOWN, UNKNOWN, 0, 1],
            [0, 1, UNKNOWN, UNKNOWN],
        ]

    def test_never_say_whether_they_are_questions(self, tmp_path, label_types):
        (found,) = read_commits(tmp_path, label_types, self.ROWS)
        assert found.types.tolist() == [[1, 0, UNKNOWN, 0], NO_TYPE, NO_TYPE]

    def test_keep_some_bodies(self, tmp_path, label_types):
        rows = [commit(f"change {'a' * n}", "ui", kind="bug", body="because of this") for n in range(1, 101)]
        (found,) = read_commits(tmp_path, label_types, rows, body_share=0.3)
        kept = sum("because" in text for text in found.texts)
        assert 15 < kept < 45

    def test_are_the_last_of_each_repository(self, tmp_path, label_types):
        (found,) = read_commits(tmp_path, label_types, self.ROWS, most=2)
        assert found.texts == ["faster view", "new button"]

    def test_need_the_columns_of_commits(self, tmp_path, label_types):
        with pytest.raises(InputError, match=r"commits\.jsonl: a row without 'labels'"):
            read_commits(tmp_path, label_types, [{"repo": "octo/cat", "title": "a", "body": ""}])


class TestPairs:
    def test_are_grouped_by_premise(self, tmp_path):
        jsonl.write(tmp_path / "a.jsonl", [
            {"premise": "a cat", "hypothesis": "an animal", "label": "entailment"},
            {"premise": "a dog", "hypothesis": "a cat", "label": "contradiction"},
            {"premise": "a cat", "hypothesis": "it sleeps", "label": "neutral"},
            {"premise": "a cat", "hypothesis": "nobody agrees", "label": "-"},
        ])  # fmt: skip
        cat, dog = sources.read_nli([tmp_path / "a.jsonl"])
        assert (cat.text, cat.hypotheses, cat.targets) == ("a cat", ["an animal", "it sleeps"], [0, 1])
        assert (dog.text, dog.hypotheses, dog.targets) == ("a dog", ["a cat"], [2])

    def test_need_a_label(self, tmp_path):
        jsonl.write(tmp_path / "a.jsonl", [{"premise": "a cat", "hypothesis": "an animal"}])
        with pytest.raises(InputError, match="a row without 'label'"):
            sources.read_nli([tmp_path / "a.jsonl"])
