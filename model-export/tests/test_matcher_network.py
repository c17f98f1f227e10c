"""The matcher's network and its losses."""

import dataclasses

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import MPNetConfig, MPNetModel

from model_export.data.repositories import UNKNOWN
from model_export.errors import InputError
from model_export.matcher import losses, network
from model_export.matcher.encoding import BatchMaker, Encoding
from model_export.matcher.lists import Lists, Shape
from model_export.matcher.losses import Losses, Weights
from model_export.matcher.teacher import Teacher
from model_export.model import tokens

SHAPE = Shape(text_length=16, label_length=8)
TEXT, LONG = "crash on startup", "how do i install this on windows and linux"
LABELS = ["bug", "dark mode: add an option", "network", "docs"]


@pytest.fixture(scope="module")
def encoding(tiny_base):
    return Encoding(tokens.read(tiny_base / tokens.FILE), SHAPE)


@pytest.fixture(scope="module")
def model(tiny_base):
    torch.manual_seed(3)
    return network.load(tiny_base, blocks=True, attention="eager")


def ask(model, encoding, *rows):
    """Answers about rows of a text and its labels."""
    labels = sorted({label for _, asked in rows for label in asked})
    listed = [[labels.index(label) for label in asked] for _, asked in rows]
    arrays = encoding.listed(encoding.texts([text for text, _ in rows]), encoding.labels(labels), listed)
    with torch.inference_mode():
        return model(network.rows_of(arrays, "cpu"))


def near(left, right):
    torch.testing.assert_close(left, right, rtol=1e-4, atol=1e-5)


class TestBlocks:
    def test_embed_an_issue_the_same_beside_any_labels(self, model, encoding):
        alone = ask(model, encoding, (TEXT, []))
        for asked in (LABELS, LABELS[1:2], LABELS[::-1]):
            found = ask(model, encoding, (TEXT, asked))
            near(found.embedding, alone.embedding)
            near(found.types, alone.types)
        assert (ask(model, encoding, (LONG, [])).embedding - alone.embedding).abs().max() > 0.1

    def test_score_a_label_the_same_in_any_order_and_company(self, model, encoding):
        together = ask(model, encoding, (TEXT, LABELS)).match()[0]
        near(ask(model, encoding, (TEXT, LABELS[::-1])).match()[0].flip(0), together)
        for place, label in enumerate(LABELS):
            near(ask(model, encoding, (TEXT, [label])).match()[0, 0], together[place])
        assert together.std() > 1e-3

    def test_score_the_same_beside_padding(self, model, encoding):
        together = ask(model, encoding, (TEXT, LABELS[:2]), (LONG, LABELS))
        alone = ask(model, encoding, (TEXT, LABELS[:2]))
        near(together.match()[0, :2], alone.match()[0])
        near(together.embedding[0], alone.embedding[0])

    def test_agree_between_ways_to_compute_attention(self, model, encoding, tiny_base, monkeypatch):
        switched = []
        monkeypatch.setattr(torch.backends.cuda, "enable_cudnn_sdp", switched.append)
        other = network.load(tiny_base, blocks=True, attention="sdpa")
        other.load_state_dict(model.state_dict())
        rows = (TEXT, LABELS[:2]), (LONG, LABELS)
        near(ask(other, encoding, *rows).embedding, ask(model, encoding, *rows).embedding)
        near(ask(other, encoding, *rows).match()[1], ask(model, encoding, *rows).match()[1])
        assert switched == [False]

    def test_count_positions_from_0_in_each(self):
        arrays = network.assemble([[2, 9, 3], [2, 3]], [[7], [8, 8]], [[1, 0], [0]], marker=2, pad=0)
        assert arrays.input_ids.tolist() == [[2, 9, 3, 2, 8, 8, 2, 7], [2, 3, 2, 7, 0, 0, 0, 0]]
        assert arrays.position_ids.tolist() == [[0, 1, 2, 0, 1, 2, 0, 1], [0, 1, 0, 1, 0, 0, 0, 0]]
        assert arrays.block_ids.tolist() == [[0, 0, 0, 1, 1, 1, 2, 2], [0, 0, 1, 1, -1, -1, -1, -1]]
        assert arrays.markers.tolist() == [[3, 6], [2, 0]]
        assert arrays.listed.tolist() == [[True, True], [True, False]]


class TestWhole:
    def test_lets_labels_see_each_other(self, tiny_base, encoding):
        model = network.load(tiny_base, blocks=False, attention="eager")
        alone, together = ask(model, encoding, (TEXT, ["bug"])), ask(model, encoding, (TEXT, LABELS))
        assert (alone.match()[0, 0] - together.match()[0, 0]).abs() > 1e-4

    def test_makes_room_for_labels_within_the_positions(self, tiny_base):
        encoding = Encoding(tokens.read(tiny_base / tokens.FILE), Shape(text_length=60), positions=50)
        ids, labels = encoding.texts([" ".join([LONG] * 8)]), encoding.labels(LABELS)
        arrays = encoding.listed(ids, labels, [[0, 1, 2, 3]])
        assert arrays.input_ids.shape == (1, 50)
        text = arrays.input_ids[0][arrays.block_ids[0] == 0]
        assert text[-1] == encoding.separator
        assert encoding.listed(ids, labels, [[]]).input_ids[0, 49] == encoding.separator

    def test_may_be_of_mpnets_kind_and_blocks_not(self, tmp_path):
        size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
        MPNetModel(MPNetConfig(vocab_size=30, max_position_embeddings=40, **size)).save_pretrained(tmp_path)
        model = network.load(tmp_path, blocks=False, attention="sdpa")
        assert model.positions() == 38
        arrays = network.assemble([[3] * 30], [[5] * 7], [[0]], marker=3, pad=1)
        assert model(network.rows_of(arrays, "cpu")).match().shape == (1, 1)
        with pytest.raises(InputError, match="can only be trained with --whole"):
            network.load(tmp_path, blocks=True, attention="eager")


class TestFolders:
    def test_give_back_what_was_saved(self, model, encoding, tmp_path):
        network.save(model, tmp_path)
        again = network.load(tmp_path, blocks=True, attention="eager")
        for name, tensor in model.state_dict().items():
            assert torch.equal(again.state_dict()[name], tensor), name

    def test_with_other_heads_are_refused(self, model, tmp_path):
        network.save(model, tmp_path)
        save_file({"labels.weight": torch.zeros(2)}, tmp_path / network.HEADS)
        with pytest.raises(InputError, match="does not hold the heads of a matcher"):
            network.load(tmp_path, blocks=True, attention="eager")


class TestLosses:
    def test_of_log_odds_put_entailment_against_all_else(self):
        classes = torch.tensor([2.0, 0.0, 1.0])
        expected = 2.0 - np.log(np.exp(0.0) + np.exp(1.0))
        assert network.log_odds(classes).item() == pytest.approx(expected)

    def test_of_match_are_the_mean_over_what_is_known(self):
        logits, truth = torch.tensor([[2.0, -1.0, 5.0]]), torch.tensor([[1, 0, UNKNOWN]])
        expected = (np.log1p(np.exp(-2.0)) + np.log1p(np.exp(-1.0))) / 2
        assert losses.bce(logits, truth).item() == pytest.approx(expected)

    def test_of_ranking_share_a_list_among_its_own_labels(self):
        scores = torch.tensor([[2.0, 1.0, 0.0, 9.0], [3.0, 0.0, 0.0, 0.0]])
        truth = torch.tensor([[1, 1, 0, UNKNOWN], [1, 1, UNKNOWN, UNKNOWN]])  # the second has nothing to be above of
        total = np.log(np.exp([2.0, 1.0, 0.0]).sum())
        assert losses.listwise(scores, truth).item() == pytest.approx(total - 1.5, rel=1e-5)

    def test_diverge_by_nothing_where_lists_are_alike(self):
        soft = torch.tensor([[3.0, 0.0, -1.5], [1.0, 2.0, 50.0]])
        listed = torch.tensor([[True, True, True], [True, True, False]])
        ours = soft / losses.TEACHER_TEMPERATURE + torch.tensor([[4.0], [-2.0]])
        assert losses.divergence(ours, soft, listed).item() == pytest.approx(0.0, abs=1e-6)
        assert losses.divergence(-ours, soft, listed) > 0.1

    def lists(self, **others):
        given = {
            "texts": [TEXT, LONG, "memory leak"], "labels": LABELS, "listed": [[0, 1], [2, 1, 3], [0, 3]],
            "targets": np.array([[1, 0, 0, 0], [0, 0, 1, UNKNOWN], [1, 0, 0, 0]], np.int8),
            "types": np.array([[1, 0, 0, 0], [UNKNOWN] * 4, [1, 0, 0, 0]], np.int8),
        } | others  # fmt: skip
        return Lists(**given)

    def parts(self, model, encoding, lists, teacher=None, weights=None):
        batch = BatchMaker(Drawn(lists), encoding, teacher and teacher.encoding, not teacher or teacher.teaches_match)(
            0
        )
        return Losses(model, weights or Weights(), "cpu", teacher)(batch)

    def teacher(self, tiny_base, encoding, teaches_match=True):
        torch.manual_seed(11)
        model = network.load(tiny_base, blocks=True, attention="eager")
        torch.nn.init.normal_(model.match.weight)
        return Teacher(model.requires_grad_(False), encoding, teaches_match, [])

    def test_are_of_all_that_labels_say(self, model, encoding):
        found = self.parts(model, encoding, self.lists())
        assert found.keys() == {"match", "ranking", "contrast", "issues", "types"}
        asked = (TEXT, LABELS[:2]), (LONG, [LABELS[2], LABELS[1], LABELS[3]]), ("memory leak", [LABELS[0], LABELS[3]])
        answers = ask(model, encoding, *asked)
        told = answers.match()[[0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]]
        expected = 2.0 * losses.bce(told, torch.tensor([1, 0, 1, 0, 1, 0]))
        near(found["match"].detach(), expected)

    def test_of_labels_can_count_less_than_a_teachers(self, model, encoding, tiny_base):
        teacher = self.teacher(tiny_base, encoding)
        full = self.parts(model, encoding, self.lists(), teacher)
        half = self.parts(model, encoding, self.lists(), teacher, Weights(hard=0.5))
        for name, part in full.items():
            near(half[name], part if name.startswith("taught") else 0.5 * part)

    def test_of_labels_of_others_are_a_teachers_alone(self, model, encoding, tiny_base):
        lists = self.lists(
            hard=False, targets=np.full((3, 4), UNKNOWN, np.int8), types=np.full((3, 4), UNKNOWN, np.int8)
        )
        assert self.parts(model, encoding, lists) == {}
        found = self.parts(model, encoding, lists, self.teacher(tiny_base, encoding))
        assert found.keys() == {"taught types", "taught match", "taught ranking", "taught contrast"}

    def test_of_a_teacher_of_types_are_of_types_alone(self, model, encoding, tiny_base):
        found = self.parts(model, encoding, self.lists(), self.teacher(tiny_base, encoding, teaches_match=False))
        assert {name for name in found if name.startswith("taught")} == {"taught types"}

    def test_of_types_alone_need_no_labels(self, model, encoding):
        alone = {"labels": [], "listed": [[], [], []], "targets": np.zeros((3, 0), np.int8)}
        assert self.parts(model, encoding, self.lists(**alone)).keys() == {"types"}
        unknown = np.full((3, 4), UNKNOWN, np.int8)
        assert self.parts(model, encoding, self.lists(types=unknown, **alone)) == {}

    def test_of_pairs_are_the_cross_entropy_of_their_classes(self, model, encoding):
        targets = np.array([[0, 2, UNKNOWN, UNKNOWN], [UNKNOWN, UNKNOWN, 1, UNKNOWN]], np.int8)
        lists = self.lists(
            texts=[TEXT, LONG], listed=[[1, 0], [2]], targets=targets, types=np.full((2, 4), UNKNOWN, np.int8), nli=True
        )
        found = self.parts(model, encoding, lists)
        classes = ask(model, encoding, (TEXT, [LABELS[1], LABELS[0]]), (LONG, [LABELS[2]])).classes
        expected = torch.nn.functional.cross_entropy(classes[[0, 0, 1], [0, 1, 0]], torch.tensor([2, 0, 1]))
        assert found.keys() == {"nli"}
        near(found["nli"].detach(), expected)

    def test_teach_a_teachers_answers(self, tiny_base, encoding):
        teacher = self.teacher(tiny_base, encoding)
        torch.manual_seed(1)
        student = network.load(tiny_base, blocks=True, attention="eager").train()
        lists = dataclasses.replace(self.lists(), hard=False)
        optimizer = torch.optim.AdamW(student.parameters(), lr=5e-3)
        before = self.parts(student, encoding, lists, teacher)
        for _ in range(60):
            sum(self.parts(student, encoding, lists, teacher).values()).backward()
            optimizer.step()
            optimizer.zero_grad()
        after = self.parts(student, encoding, lists, teacher)
        assert after["taught ranking"] < 0.3 * before["taught ranking"]
        asked = (TEXT, LABELS[:2]), (LONG, LABELS)
        theirs, ours = ask(teacher.model, encoding, *asked).match(), ask(student, encoding, *asked).match()
        assert (ours[1] - theirs[1]).abs().mean() < 0.5 * theirs[1].abs().mean()


@dataclasses.dataclass
class Drawn:
    """A drawing that always draws the same."""

    lists: Lists

    def draw(self, _):
        return self.lists
