"""The weights in the package were made from the banks in the package."""

from signpost_bot.answering import training
from signpost_bot.answering.bank import ELSEWHERE, bank_files, load_needs
from signpost_bot.app import build_index
from signpost_bot.meaning.layer import load_weights
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety import training as danger_training


def test_the_weights_of_answering_are_those_of_the_bank() -> None:
    meta = load_weights("answering", "weights", training.FILE)["meta"]

    assert meta["stamp"] == training.weights_stamp(), "type: signpost-bot answering train"
    assert meta["labels"] == [*(need.slug for need in load_needs()), ELSEWHERE]


def test_the_weights_of_the_danger_layer_are_those_of_its_bank() -> None:
    meta = load_weights("safety", "weights", danger_training.FILE)["meta"]

    stamp = danger_training.weights_stamp(bank_files())
    assert meta["stamp"] == stamp, "type: signpost-bot answering train"
    assert meta["labels"] == [*AlarmKind, danger_training.NONE]


def test_the_danger_bank_is_large_and_knows_both_sides() -> None:
    examples = danger_training.load_examples()

    assert len({one.text for one in examples}) >= 2_500
    for kind in (*AlarmKind, None):
        assert sum(one.kind is kind for one in examples) >= 100


def test_every_label_has_neighbours() -> None:
    neighbours = build_index().neighbours

    assert all(end > start for start, end in neighbours.spans)
    assert neighbours.spans[-1][1] == len(neighbours.order)
