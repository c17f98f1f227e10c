"""How a matcher's batches are drawn, and made ahead."""

import dataclasses

import numpy as np
import pytest

from model_export.data.label_text import meaning
from model_export.data.repositories import TYPES, UNKNOWN
from model_export.data.spellings import SPELLINGS
from model_export.errors import InputError
from model_export.matcher.ahead import Ahead
from model_export.matcher.lists import Drawing, Mixture, Shape
from model_export.matcher.sources import Label, Premise, Source
from model_export.matcher.wording import without_words, wording

# Labels are drawn as they are named, so that a test can tell which is which.
PLAIN = Shape(rows=8, fewest=4, most=7, candidates=20, dropped=0.0, spelled=0.0, described=0.0)
NAMES = [f"topic{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def source(name="octo/cat", kind="issues", texts=30, labels=NAMES, unknown=0.2):
    """Texts "octo/cat text N" that carry two labels, and say nothing of some others."""
    truth = np.zeros((texts, len(labels)), np.int8)
    truth[np.random.default_rng(5).random(truth.shape) < unknown] = UNKNOWN
    if labels:
        rows = np.arange(texts)
        truth[rows, rows % len(labels)] = truth[rows, (rows + 2) % len(labels)] = 1
    types = np.full((texts, len(TYPES)), UNKNOWN, np.int8)
    types[::2] = [1, 0, 0, 0]
    return Source(
        name, kind, [f"{name} text {n} {'x' * n}" for n in range(texts)], [Label(each, "", None) for each in labels],
        truth, types,
    )  # fmt: skip


def drawing(*sources, shape=PLAIN, seed=7, **others):
    found = sources or (source(),)
    return Drawing(Mixture(found, np.full(len(found), 1 / len(found)), **others), shape, seed)


def row_of(text):
    return int(text.split()[2])


def as_plain(lists):
    return [
        list(each) if isinstance(each, list | np.ndarray | tuple) else each
        for each in (lists.texts, lists.labels, lists.listed, lists.targets.tolist(), lists.types.tolist())
    ]


class TestDrawing:
    def test_gives_the_same_for_the_same_seed_and_number(self):
        assert as_plain(drawing().draw(3)) == as_plain(drawing().draw(3))
        assert as_plain(drawing().draw(3)) != as_plain(drawing().draw(4))
        assert as_plain(drawing().draw(3)) != as_plain(drawing(seed=8).draw(3))

    @pytest.mark.parametrize("number", range(10))
    def test_lists_own_labels_and_others_that_are_known_not_to_be(self, number):
        whole, lists = source(), drawing().draw(number)
        sizes = set()
        for text, listed, target in zip(lists.texts, lists.listed, lists.targets, strict=True):
            truth = dict(zip(NAMES, whole.truth[row_of(text)], strict=True))
            named = [lists.labels[place] for place in listed]
            assert len(set(named)) == len(named) <= PLAIN.most
            assert {name for name in named if truth[name] == 1} == {name for name in NAMES if truth[name] == 1}
            assert UNKNOWN not in {truth[name] for name in named}
            assert target.tolist() == [truth[name] for name in lists.labels]
            sizes.add(len(named))
        assert len(lists.texts) == 8
        assert len(lists.labels) <= PLAIN.candidates
        assert max(sizes) >= PLAIN.fewest

    def test_lists_labels_in_any_order(self):
        places = {
            lists.targets[row][list(lists.listed[row])].tolist().index(1)
            for lists in map(drawing().draw, range(20))
            for row in range(len(lists.texts))
        }
        assert len(places) > 4

    def test_leaves_a_place_for_a_wrong_label_where_many_are_right(self):
        many = source(labels=NAMES[:10], texts=12, unknown=0.0)
        truth = np.ones_like(many.truth)
        truth[:, 9] = 0
        lists = drawing(dataclasses.replace(many, truth=truth)).draw(0)
        for listed, target in zip(lists.listed, lists.targets, strict=True):
            assert sorted(target[list(listed)])[:2] == [0, 1]
            assert PLAIN.fewest <= len(listed) <= PLAIN.most

    def test_takes_fewer_texts_where_they_are_long(self):
        long = dataclasses.replace(source(), texts=[f"octo/cat text {n} {'y' * 600}" for n in range(30)])
        lists = drawing(long, shape=dataclasses.replace(PLAIN, tokens=1400)).draw(0)
        assert 4 <= len(lists.texts) < 8

    def test_drops_the_words_of_right_labels(self):
        whole = dataclasses.replace(source(), texts=[f"octo/cat text {n} {' '.join(NAMES)}" for n in range(30)])
        lists = drawing(whole, shape=dataclasses.replace(PLAIN, dropped=1.0)).draw(0)
        for text in lists.texts:
            own = {name for name, value in zip(NAMES, whole.truth[row_of(text)], strict=True) if value == 1}
            assert own.isdisjoint(text.split())
            assert set(NAMES) - own <= set(text.split())

    def test_asks_about_labels_of_others_only_for_a_teacher(self):
        other = source("octo/dog", "commits", labels=[f"other {name}" for name in NAMES])
        found = [drawing(source(), other, foreign=1.0).draw(number) for number in range(20)]
        foreign = [lists for lists in found if lists.texts[0].startswith("octo/cat")]
        assert foreign
        for lists in foreign:
            assert not lists.hard
            assert (lists.targets == UNKNOWN).all()
            assert all(PLAIN.fewest <= len(listed) <= PLAIN.most for listed in lists.listed)
        assert any(label.startswith("other") for lists in foreign for label in lists.labels)
        assert all(lists.hard for lists in found if lists.texts[0].startswith("octo/dog"))

    def test_needs_labels_to_ask_about_texts_without_any(self):
        drawing(source(), source("octo/dog", labels=[])).draw(0)
        with pytest.raises(InputError, match="no repository has 4 labels to ask a teacher about"):
            drawing(source(labels=NAMES[:3]), source("octo/dog", labels=[]))

    def test_of_types_alone_lists_nothing(self):
        lists = drawing(types_only=True).draw(0)
        assert (lists.labels, list(lists.listed)) == ([], [[]] * 8)
        assert lists.targets.shape == (8, 0)
        assert lists.types.tolist() == [source().types[row_of(text)].tolist() for text in lists.texts]

    def test_takes_premises_with_their_hypotheses_as_lists(self):
        premises = [Premise(f"premise {n}", [f"{n} yes", f"{n} perhaps", f"{n} no"], [0, 1, 2]) for n in range(9)]
        lists = drawing(premises=premises, nli_share=1.0).draw(0)
        assert lists.nli
        for row, (text, listed) in enumerate(zip(lists.texts, lists.listed, strict=True)):
            number = text.split()[1]
            told = {lists.labels[place]: lists.targets[row, place] for place in listed}
            assert told == {f"{number} yes": 0, f"{number} perhaps": 1, f"{number} no": 2}
            assert (np.delete(lists.targets[row], listed) == UNKNOWN).all()
        assert sorted(set(lists.entailed().ravel().tolist())) == [UNKNOWN, 0, 1]
        assert (lists.entailed() == 1).sum() == len(lists.texts)


class TestWording:
    def test_varies_name_and_description(self):
        label, rng = Label("A-parser", "Reads code", None), np.random.default_rng(0)
        found = {wording(label, 0.5, 0.5, rng) for _ in range(100)}
        assert found == {"A-parser", "A-parser: Reads code", "parser", "parser: Reads code"}

    def test_takes_other_repositories_words_for_types(self):
        rng = np.random.default_rng(0)
        found = {wording(Label("C-bug", "", "bug"), 0.0, 1.0, rng) for _ in range(400)}
        assert found == {*SPELLINGS["bug"], "C-bug"}

    def test_takes_them_for_the_types_of_commits_too(self):
        rng = np.random.default_rng(0)
        found = {wording(Label("performance", "", None), 1.0, 1.0, rng) for _ in range(200)}
        assert found == {meaning(*each.split(": ")) for each in SPELLINGS["performance"]}

    def test_keeps_what_says_more_than_a_type(self):
        rng = np.random.default_rng(0)
        label = Label("bug in the parser", "", "bug")
        assert {wording(label, 0.0, 1.0, rng) for _ in range(50)} == {"bug in the parser"}

    def test_drops_words_unless_too_little_is_left(self):
        labels = [Label("area/parser", "", None), Label("os", "", None)]
        assert without_words("the Parser fails on os x", labels).split() == ["the", "fails", "on", "os", "x"]
        assert without_words("parser fails", labels) == "parser fails"


def doubled(number):
    return 2 * number


class TestAhead:
    @pytest.mark.parametrize("workers", [0, 2])
    def test_gives_each_item_in_order(self, workers):
        assert list(Ahead(doubled, 7, workers)) == [0, 2, 4, 6, 8, 10, 12]

    def test_begins_where_it_is_asked_to(self):
        ahead = Ahead(doubled, 7, 0)
        assert [ahead[5], ahead[6], ahead[2], ahead[3]] == [10, 12, 4, 6]
        with pytest.raises(IndexError):
            ahead[7]

    @pytest.mark.parametrize("count", [5, 6, 2])
    @pytest.mark.parametrize("process", [0, 1, 2])
    def test_of_several_processes_starts_its_workers_once(self, count, process):
        starts = []

        class Counted(Ahead):
            def _start(self, number):
                starts.append(number)
                super()._start(number)

        ahead = Counted(doubled, count, 0, stride=3)
        numbers = [(step * 3 + process) % count for step in range(-(-count // 3))]  # as the trainer takes them
        assert [ahead[number] for number in numbers] == [2 * number for number in numbers]
        assert starts == numbers[:1]
