"""The word lists that the App and model-export share."""

import pytest

from model_export.data import clean, label_map, label_task, label_text, word_lists
from model_export.errors import InputError


@pytest.mark.parametrize("name", sorted(word_lists.NAMES))
def test_every_list_has_entries_in_the_file_that_the_app_reads(name):
    assert word_lists.resource("word-lists.tsv").parts[-4:-1] == ("src", "main", "resources")
    assert all(word.strip() for word in word_lists.words(name))
    assert word_lists.words(name)


def test_only_abbreviations_have_meanings():
    assert word_lists.meanings("abbreviation")["i18n"] == "internationalization"
    assert all(word_lists.meanings("abbreviation").values())
    others = word_lists.NAMES - {"abbreviation"}
    assert not any(meaning for name in others for meaning in word_lists.meanings(name).values())


def test_labels_and_texts_are_read_with_these_lists():
    assert word_lists.words("process-word") == label_map.PROCESS_WORDS
    assert word_lists.words("type-group") == label_task.TYPE_GROUPS
    assert word_lists.meanings("abbreviation") == label_text.SPELLED_OUT
    assert word_lists.words("html-tag") == clean.TAGS


def test_refuses_a_file_with_other_lists(tmp_path, monkeypatch):
    path = tmp_path / "word-lists.tsv"
    path.write_text("# a comment\nhtml-tags\tdiv\n", encoding="utf-8")
    monkeypatch.setattr(word_lists, "resource", lambda name: tmp_path / name)
    with pytest.raises(InputError, match="has the lists html-tags, expected"):
        word_lists._lists.__wrapped__()
