"""The study's data, results and scoring."""

import json

import numpy as np
import pytest

from model_export.data import prepare
from model_export.errors import InputError
from model_export.study import data, plots, results, scoring, words


def issue(number, *labels, title=None, body=""):
    return data.Issue("octo/cat", number, title or f"issue {chr(97 + number % 26) * (2 + number // 26)}", body, labels)


@pytest.fixture
def file(tmp_path):
    rows = []
    for number in range(80):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        names = [["bug"], ["docs"], ["bug", "docs"], ["wontfix"]][number % 4]
        rows.append({"repo": "octo/cat", "number": number, "title": f"about {word}", "body": None, "labels": names})
    rows.append({"repo": "octo/cat", "number": 900, "title": "About bb!", "body": "", "labels": ["bug"]})
    rows.append({"repo": "octo/cat", "number": 901, "title": "b", "labels": [], "pull_request": True})
    path = tmp_path / "issues.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_parts_share_no_text_and_keep_labels(file):
    found = data.read(file, data.Choice(fewest=4))
    assert found.names == ("bug", "docs")
    parts = (found.train, found.validation, found.test, found.unlabeled)
    texts = [prepare.fingerprint(each.text) for part in parts for each in part]
    assert len(texts) == len(set(texts)) == 80
    assert [len(part) for part in parts] == [31, 15, 15, 19]
    assert not any(each.labels for each in found.unlabeled)
    shares = [found.truth(part).mean(axis=0) for part in parts[:3]]
    assert np.ptp(shares, axis=0).max() < 0.1
    assert sum(found.describe()["words"]["counts"]) == 61


def test_most_takes_the_most_frequent_and_a_map_decides(file, tmp_path):
    with pytest.raises(InputError, match="1 labels"):
        data.read(file, data.Choice(most=1))
    table = tmp_path / "map.tsv"
    table.write_text("bug\tbroken\ndocs\tdocumentation\n", encoding="utf-8")
    assert data.read(file, data.Choice(label_map=table)).names == ("broken", "documentation")


def test_the_preset_reads_the_labels_of_the_original():
    path = data.Path(data.__file__).with_name("transformers-labels.tsv")
    table = data.LabelMap.read(path)
    spelled = (
        "Core: Tokenization,New model,Core: Modeling,Usage,Core: Pipeline,TensorFlow,PyTorch,Examples,Documentation"
    )
    assert [table.label(name) for name in spelled.split(",")] == [
        *("tokenization", "new model", "model training", "usage", "pipeline", "tensorflow or tf"),
        *("pytorch", "examples", "documentation"),
    ]
    assert table.label("wontfix") is None


def test_slices_are_nested_exact_and_stratified():
    issues = [issue(number, "bug" if number % 4 else "docs") for number in range(200)]
    found = data.slices(issues, [8, 16, 64, 200, 512], seed=3)
    assert [len(each) for each in found.values()] == [8, 16, 64, 200] == list(found)
    assert set(found[8]) < set(found[16]) < set(found[64]) < set(found[200])
    assert sum("docs" in each.labels for each in found[16]) == 4
    other = data.slices(issues, [8, 16, 64, 200], seed=4)
    assert found == data.slices(issues, [8, 16, 64, 200], seed=3) != other
    # Of 64 drawn twice from 200, 20 are expected in common.
    assert len(set(found[64]) & set(other[64])) < 40


def test_decides_on_validation_between_threshold_and_number():
    truth = np.array([[True, False, False], [True, True, False], [False, False, True]])
    scores = np.where(truth, 0.9, 0.2)
    chosen, rule = scoring.decide(scores, truth)
    assert 0.2 < chosen["threshold"] <= 0.9
    assert (rule(scores) == truth).all()
    one = np.eye(3, dtype=bool)
    assert scoring.decide(np.array([[0.2, 0.1, 0.1], [0.5, 0.9, 0.5], [0.1, 0.1, 0.15]]), one)[0] == {"top_k": 1}
    swept = scoring.sweeps(scores, truth)
    assert (swept["threshold"][0]["threshold"], swept["threshold"][-1]["threshold"]) == (0.01, 1.0)
    assert [row["k"] for row in swept["top_k"]] == [1, 2, 3]


def test_a_row_cut_off_by_a_kill_is_dropped(tmp_path):
    row = {"method": "uda", "size": 8, "seed": 0}
    results.append(tmp_path, row)
    with (tmp_path / results.FILE).open("a") as half:
        half.write('{"method": "ud')
    assert results.read(tmp_path) == [row]
    results.append(tmp_path, row | {"seed": 1})
    assert [results.key(each) for each in results.read(tmp_path)] == [("uda", 8, 0), ("uda", 8, 1)]


def test_a_study_goes_on_with_the_same_data_alone(tmp_path):
    def begin(count, **settings):
        results.begin(tmp_path, {"labels": {"bug": count}, "settings": settings})

    begin(1, steps=5, ladder=None)
    begin(1, steps=5, ladder=None)
    with pytest.raises(InputError, match="other data"):
        begin(2, steps=5, ladder=None)
    with pytest.raises(InputError, match="other data"):
        begin(1, steps=6, ladder=None)
    begin(1, steps=5, ladder="app")
    with pytest.raises(InputError, match="other data"):
        begin(1, steps=5, ladder="another")


def test_labels_at_the_ends_of_lines_stand_apart():
    placed = plots.spread_out([0.5, 0.51, 0.99, 1.0, 0.52], 0.05)
    assert np.diff(sorted(placed)).min() >= 0.05 - 1e-9
    assert max(placed) <= 1
    assert sorted(range(5), key=placed.__getitem__) == [0, 1, 4, 2, 3]


def test_words_of_a_label(tmp_path):
    assert words.of("Bug") == ("bug", "error", "crash", "defect")
    table = tmp_path / "words.tsv"
    table.write_text("A-docs\tmanual, guide\n", encoding="utf-8")
    assert words.of("A-docs", words.read(table)) == ("docs", "documentation", "manual", "guide")
