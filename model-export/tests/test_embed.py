"""Contrastive tuning of an encoder, and the labels' wordings that it learns from."""

import dataclasses
import json

import numpy as np
import pytest
import torch

from model_export import jsonl
from model_export.data import repositories, spellings
from model_export.data.repositories import UNKNOWN, Repository
from model_export.errors import InputError
from model_export.export import bundle, export
from model_export.model import bert
from model_export.training import embed
from model_export.training.embed import EmbedSettings


@pytest.fixture(scope="module")
def label_types(tmp_path_factory):
    path = tmp_path_factory.mktemp("types") / "label-types.tsv"
    path.write_text("* bug *\tbug\n* feature *\tfeature\n* question *\tquestion\n* docs *\tdocumentation\n")
    return path


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalogs") / "cat.labels.json"
    jsonl.write_json(path, [
        {"repo": "octo/cat", "name": "bug", "description": "an error or crash"},
        {"name": "bug", "description": "of any repository"},
    ])  # fmt: skip
    return path


def settings(prepared, base, out, **others):
    given = {
        "epochs": 6.0, "batch_rows": 8, "max_length": 24, "learning_rate": 2e-3, "head_learning_rate": 1e-2,
        "device": "cpu",
    } | others  # fmt: skip
    return EmbedSettings((prepared,), base=str(base), out=out, **given)


@pytest.fixture(scope="module")
def tuned(prepared, tiny_base, label_types, catalog, tmp_path_factory):
    out = tmp_path_factory.mktemp("tuned") / "model"
    return out, embed.run(settings(prepared, tiny_base, out, label_types=label_types, catalogs=(catalog,)))


class TestTuning:
    def test_brings_issues_near_their_labels(self, tuned):
        _, figures = tuned
        assert figures["before"].keys() == {"octo/cat", "octo/dog"}
        for repository, after in figures["after"].items():
            assert after["average precision"] > figures["before"][repository]["average precision"]
        assert figures["results"]["label ranking on validation issues, precision at 1"] > 0.8

    def test_makes_a_head_of_types(self, tuned):
        out, figures = tuned
        assert figures["results"]["issue type on validation issues, micro f1"] > 0.8
        head = json.loads((out / "outputs.json").read_text())["heads"]["issue-type"]
        assert [each["name"] for each in head["labels"]] == ["bug", "feature", "question", "documentation"]
        assert bert.load(str(out)).config.heads == {"issue-type": ["bug", "feature", "question", "documentation"]}

    def test_becomes_an_encoder_bundle_with_that_head(self, tuned, tmp_path):
        out, _ = tuned
        export.run(export.ExportSettings(str(out), tmp_path / "b", "made by a test", "Apache-2.0", max_length=24))
        manifest = bundle.read(tmp_path / "b")
        assert manifest["task"] == "encoder"
        assert manifest["heads"][0]["name"] == "issue-type"
        assert manifest["trainingData"][0].startswith("octo/cat: ")

    def test_needs_no_table_of_types(self, prepared, tiny_base, tmp_path):
        figures = embed.run(settings(prepared, tiny_base, tmp_path / "out", epochs=0.5))
        assert "type" not in figures["history"][0]
        assert bert.load(str(tmp_path / "out")).config.heads == {}

    def test_can_leave_repositories_out(self, prepared, tiny_base, tmp_path):
        figures = embed.run(settings(prepared, tiny_base, tmp_path / "out", epochs=0.2, without=("octo/d*",)))
        assert [line.split(":")[0] for line in figures["data"]] == ["octo/cat"]
        assert figures["trained_repositories"] == [{"repo": "octo/cat"}]

    def test_can_train_the_head_alone_on_issues_of_a_known_type(self, tuned, prepared, label_types, tmp_path):
        given = {"label_types": label_types, "types_only": True, "steps": 3}
        figures = embed.run(settings(prepared, tuned[0], tmp_path / "out", **given))
        assert figures["history"][0].keys() == {"type", "seconds", "steps"}
        assert figures["history"][0]["steps"] == 3
        assert figures["history"][0]["type"] < 0.5  # it goes on with the base's head
        assert figures["positive_weights"].keys() == {"bug", "feature", "question", "documentation"}

    def test_of_the_head_alone_needs_types(self, prepared, tiny_base, tmp_path):
        with pytest.raises(ValueError, match="--types-only needs --label-types"):
            settings(prepared, tiny_base, tmp_path / "out", types_only=True)
        table = tmp_path / "label-types.tsv"
        table.write_text("* nothing *\tbug\n")
        with pytest.raises(InputError, match="no repository has 16 issues of a known type"):
            embed.run(settings(prepared, tiny_base, tmp_path / "out", types_only=True, label_types=table))

    def test_leaves_labels_that_name_a_bare_type_to_the_head(self, tuned, prepared, tiny_base, tmp_path):
        assert "label" not in tuned[1]["history"][0]
        figures = embed.run(settings(prepared, tiny_base, tmp_path / "out", steps=2))
        assert "label" in figures["history"][0]

    def test_needs_a_repository(self, prepared, tiny_base, tmp_path):
        with pytest.raises(InputError, match=r"no repository in .* has 16 labeled issues"):
            embed.run(settings(prepared, tiny_base, tmp_path / "out", without=("*",)))


def repository(**others):
    given = {
        "name": "octo/cat",
        "texts": ["a", "b", "c"],
        "carried": [frozenset(["C-bug"]), frozenset(["net"]), frozenset(["net", "ask"])],
        "names": ["C-bug", "ask", "net"],
        "decided": frozenset(["C-bug", "ask"]),
        "descriptions": {"C-bug": "It is broken", "ask": "", "net": "Sockets"},
        "types": {"C-bug": "bug", "ask": "question"},
    } | others
    return Repository(**given)


class TestCatalogs:
    def test_may_be_a_folder_of_them(self, prepared, catalog):
        found = repositories.read((prepared,), "train", (catalog.parent,), None)
        assert found == repositories.read((prepared,), "train", (catalog,), None)
        assert any(found[0].descriptions.values())

    def test_of_a_folder_without_any_are_asked_for(self, prepared, tmp_path):
        with pytest.raises(InputError, match=r"no NAME\.labels\.json is in .*name a catalog"):
            repositories.read((prepared,), "train", (tmp_path,), None)


class TestRepository:
    def test_knows_what_it_decides_about(self):
        assert repository().truth().tolist() == [[1, 0, UNKNOWN], [0, 0, 1], [0, 1, 1]]

    def test_knows_types_only_where_somebody_named_one(self):
        assert repository().type_truth().tolist() == [[1, 0, 0, 0], [UNKNOWN] * 4, [0, 0, 1, 0]]

    def test_takes_no_type_for_a_negative_where_it_decides_nothing(self):
        found = repository(decided=frozenset()).type_truth()
        assert found[0].tolist() == [1, UNKNOWN, UNKNOWN, UNKNOWN]

    def test_takes_descriptions_of_its_own_first(self, prepared, catalog):
        cat, dog = repositories.read([prepared], "train", [catalog], None)
        assert cat.descriptions["bug"] == "an error or crash"
        assert dog.descriptions["bug"] == "of any repository"
        assert dog.descriptions["feature"] == ""

    def test_is_drawn_by_its_damped_size_and_emphasis(self):
        large = repository(name="octo/dog", texts=["a"] * 48)
        assert repositories.shares([repository(), large], []) == pytest.approx([1 / 9, 8 / 9])
        assert repositories.shares([repository(), large], ["*/cat=16"]) == pytest.approx([0.5, 0.5])
        with pytest.raises(InputError, match="not GLOB=FACTOR"):
            repositories.shares([large], ["octo/dog"])

    def test_is_drawn_by_its_size_to_any_power(self):
        large = repository(name="octo/dog", texts=["a"] * 48)
        assert repositories.shares([repository(), large], [], power=0.0) == pytest.approx([0.5, 0.5])
        assert repositories.shares([repository(), large], [], power=0.5) == pytest.approx([0.2, 0.8])

    def test_can_be_cut_down_to_issues_of_a_known_type(self):
        (found,) = repositories.with_types([repository()], fewest=2)
        assert found.texts == ["a", "c"]
        assert found.carried == [frozenset(["C-bug"]), frozenset(["net", "ask"])]
        assert repositories.with_types([repository()], fewest=3) == []


class TestPositiveWeights:
    def test_balance_what_is_drawn(self):
        # Drawn one time in four: issues of a bug, of no known type, and of a question. Else: a bug and two features.
        other = repository(
            name="octo/dog", carried=[frozenset(["C-bug"]), frozenset(["new"]), frozenset(["new"])],
            names=["C-bug", "new"], types={"C-bug": "bug", "new": "feature"},
        )  # fmt: skip
        found = embed.positive_weights([repository(), other], np.array([0.25, 0.75]))
        bug = (0.25 / 3 + 2 * 0.25) / (0.25 / 3 + 0.25)
        feature = (2 * 0.25 / 3 + 0.25) / (2 * 0.25)
        assert found == pytest.approx([bug, feature, embed.HEAVIEST, 1.0])


class TestWording:
    def test_hides_name_or_description_at_times(self):
        rng = np.random.default_rng(0)
        found = {embed.wording(repository(), "net", rng) for _ in range(200)}
        assert found == {"net: Sockets", "net", "Sockets"}

    def test_says_types_in_other_repositories_words(self):
        rng = np.random.default_rng(0)
        found = {embed.wording(repository(), "C-bug", rng) for _ in range(300)}
        assert found >= {*spellings.SYNONYMS["bug"], "bug: It is broken"}


class TestTopics:
    @pytest.mark.parametrize(
        ("name", "types", "topic"),
        [
            ("C-bug", {"C-bug": "bug"}, False),
            ("kind/bug", {"kind/bug": "bug"}, False),
            ("search bug", {"search bug": "bug"}, True),
            ("net", {"C-bug": "bug"}, True),
            ("C-bug", {}, True),
        ],
    )
    def test_say_more_than_a_type(self, name, types, topic):
        assert embed.is_topic(repository(types=types), name) is topic


class TestRanking:
    """Four labels, of which C-bug and T1 are types, and whose texts are the axes."""

    REPOSITORY = Repository(
        "octo/cat",
        ["one", "two", "three"],
        [frozenset(["T1", "net"]), frozenset(["ui"]), frozenset(["C-bug"])],
        ["C-bug", "T1", "net", "ui"],
        frozenset(["C-bug", "T1", "net", "ui"]),
        {"C-bug": "", "T1": "This is a feature request.", "net": "", "ui": ""},
        {"C-bug": "bug"},
    )

    class Words:
        def encode(self, texts):
            return texts

    def rank(self, monkeypatch, repository):
        found = iter([np.tile([0.9, 0.7, 0.2, 0.8], (len(repository), 1)), np.eye(4)])
        monkeypatch.setattr(embed.inference, "over_rows", lambda *_: next(found))
        return embed.rank(None, [repository], self.Words(), self.Words(), None, None)["octo/cat"]

    def test_is_of_all_labels_and_of_types_and_topics_alone(self, monkeypatch):
        # The order is C-bug, ui, T1, net; of types C-bug, T1; of topics ui, net.
        assert self.rank(monkeypatch, self.REPOSITORY) == pytest.approx(
            {
                "average precision": ((1 / 3 + 2 / 4) / 2 + 1 / 2 + 1) / 3,
                "precision at 1": 1 / 3,
                "average precision of types": (1 / 2 + 1) / 2,
                "precision at 1 of types": 1 / 2,
                "average precision of topics": (1 / 2 + 1) / 2,
                "precision at 1 of topics": 1 / 2,
            }
        )

    def test_is_of_all_labels_alone_where_they_are_of_one_task(self, monkeypatch):
        topics = dataclasses.replace(
            self.REPOSITORY,
            names=["a", "b", "net", "ui"],
            carried=[frozenset(["net"])] * 3,
            descriptions=dict.fromkeys(["a", "b", "net", "ui"], ""),
        )
        assert self.rank(monkeypatch, topics).keys() == {"average precision", "precision at 1"}


class TestLosses:
    def test_of_right_pairs_count_only_known_wrong_ones(self):
        scores = torch.tensor([[2.0, 5.0, 1.0], [0.0, 0.0, 0.0]])
        truth = torch.tensor([[1, UNKNOWN, 0], [0, 0, 0]])
        expected = torch.log1p(torch.exp(torch.tensor(1.0 - 2.0)))
        assert torch.isclose(embed.multiple_negatives(scores, truth), expected)

    def test_of_issues_fall_when_those_that_share_a_label_are_near(self):
        truth = torch.tensor([[1, 0], [1, 0], [0, 1], [0, 1]])
        near = torch.tensor([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0], [0.1, 1.0]])
        far = near[[0, 2, 1, 3]]
        assert embed.shared_label_contrast(near, truth, 0.1) < 0.01 < embed.shared_label_contrast(far, truth, 0.1)

    def test_of_issues_need_two_that_share_and_two_that_do_not(self):
        vectors = torch.eye(3)
        assert embed.shared_label_contrast(vectors, torch.eye(3, dtype=torch.long), 0.1) is None
        assert embed.shared_label_contrast(vectors, torch.ones(3, 1, dtype=torch.long), 0.1) is None

    def test_have_all_carried_labels_among_the_candidates(self):
        truth = np.zeros((4, 50), int)
        truth[0, 7] = truth[3, 40] = 1
        found = embed.candidates(truth, 10, np.random.default_rng(0))
        assert found[:2].tolist() == [7, 40]
        assert len(set(found.tolist())) == 10
