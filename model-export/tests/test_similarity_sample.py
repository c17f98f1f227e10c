"""Which issues sample-similarity draws."""

import json
import lzma

import pytest

from model_export.similarity import sample


def write_issues(folder, stem, issues):
    with lzma.open(folder / f"{stem}.jsonl.xz", "wt", encoding="utf-8") as out:
        for number, (repo, labels) in enumerate(issues, start=1):
            out.write(json.dumps({"repo": repo, "number": number, "title": "t", "body": "b", "labels": labels}) + "\n")


def write_catalog(folder, stem, repo, names):
    labels = [{"repo": repo, "name": name, "description": f"about {name}"} for name in names]
    (folder / f"{stem}.labels.json").write_text(json.dumps(labels), encoding="utf-8")


def drawn(work, name):
    lines = (work / f"{name}.issues.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def work(tmp_path):
    return tmp_path / "work"


def test_draws_issues_that_carry_a_label_of_the_catalog(data, work):
    labelled = [("octo/cat", ["bug"])] * 20 + [("octo/cat", ["ui"])] * 20
    write_issues(data, "octo", [*labelled, ("octo/cat", []), ("octo/cat", None), ("octo/cat", ["gone"])])
    write_catalog(data, "octo", "octo/cat", ["ui", "bug"])

    sample.sample(data, work)

    assert sorted(issue["number"] for issue in drawn(work, "octo--octo--cat")) == list(range(1, 41))
    assert json.loads((work / "octo--octo--cat.labels.json").read_text(encoding="utf-8")) == [
        {"name": "bug", "description": "about bug"},
        {"name": "ui", "description": "about ui"},
    ]


def test_a_catalog_that_names_no_repository_is_that_of_all(data, work):
    write_issues(data, "cat", [("octo/cat", ["bug"])] * 40)
    (data / "cat.labels.json").write_text(
        '[{"name": "bug", "description": "broken"}, {"name": "ui"}]', encoding="utf-8"
    )

    sample.sample(data, work)

    labels = json.loads((work / "cat--octo--cat.labels.json").read_text(encoding="utf-8"))
    assert [(label["name"], label["description"]) for label in labels] == [("bug", "broken"), ("ui", "")]


def test_takes_the_labels_in_use_where_no_catalog_is_known(data, work):
    common = [("octo/cat", ["bug"])] * 30 + [("octo/cat", ["ui"])] * sample.COMMON
    write_issues(data, "octo", [*common, *[("octo/cat", ["rare"])] * (sample.COMMON - 1)])

    sample.sample(data, work)

    labels = json.loads((work / "octo--octo--cat.labels.json").read_text(encoding="utf-8"))
    assert [label["name"] for label in labels] == ["bug", "ui"]


def test_an_issue_with_process_labels_alone_says_nothing(data, work):
    write_issues(data, "octo", [("octo/cat", ["bug"])] * 40 + [("octo/cat", ["priority/high"])] * 40)
    write_catalog(data, "octo", "octo/cat", ["bug", "ui", "priority/high"])

    sample.sample(data, work)

    assert {tuple(issue["labels"]) for issue in drawn(work, "octo--octo--cat")} == {("bug",)}


def test_leaves_out_repositories_with_too_few_labelled_issues_and_unlabelled_files(data, work):
    write_issues(data, "octo", [("octo/few", ["bug"]), ("octo/few", ["ui"])] * (sample.FEWEST // 2 - 1))
    write_catalog(data, "octo", "octo/few", ["bug", "ui"])
    write_issues(data, "unlabelled.octo", [("octo/cat", ["bug"]), ("octo/cat", ["ui"])] * 40)

    sample.sample(data, work)

    assert list(work.iterdir()) == []


def test_draws_at_most_so_many_and_the_same_each_time(data, work, tmp_path):
    write_issues(data, "octo", [("octo/cat", ["bug"]), ("octo/cat", ["ui"])] * sample.ISSUES)

    sample.sample(data, work)
    sample.sample(data, tmp_path / "again")

    first = drawn(work, "octo--octo--cat")
    assert len(first) == sample.ISSUES
    assert first == drawn(tmp_path / "again", "octo--octo--cat")


def test_refuses_a_folder_without_issues(data, work, command):
    assert f"no labeled *.jsonl.xz in {data}" in command("sample-similarity", data, work, code=2).stderr


def test_names_the_line_that_is_not_json(data, work, command):
    with lzma.open(data / "octo.jsonl.xz", "wt", encoding="utf-8") as out:
        out.write('{"repo": "octo/cat", "labels": []}\n{"repo": \n')
    assert "octo.jsonl.xz, line 2" in command("sample-similarity", data, work, code=2).stderr
