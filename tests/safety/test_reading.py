"""Reading for danger: the layer hears what patterns miss, and takes nothing back (safety first)."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.meaning.vectors import SIZE, embed_one, is_there
from signpost_bot.model.alarm import Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety import patterns, reading

WORDING = Path(__file__).parent / "explicit_wording.yaml"
EXPLICIT = [
    (AlarmKind(kind), text)
    for kind, said in yaml.safe_load(WORDING.read_text("utf-8")).items()
    for texts in said.values()
    for text in texts
]


@pytest.mark.parametrize(("kind", "text"), EXPLICIT)
def test_explicit_wording_is_strong_with_and_without_a_model(kind: AlarmKind, text: str) -> None:
    for vector in (None, embed_one(text)):
        alarm = reading.find_alarm(text, vector)
        assert alarm
        assert (alarm.level, alarm.kind) == (Level.STRONG, kind)


def test_no_vector_whatever_takes_back_a_pattern() -> None:
    chance = np.random.default_rng(113)
    for _, text in EXPLICIT[:40]:
        vector = chance.normal(size=SIZE).astype(np.float32)
        alarm = reading.find_alarm(text, vector)
        assert alarm
        assert alarm.level is Level.STRONG


@pytest.mark.parametrize(
    "text",
    [
        "Ik schrijf een essay over huiselijk geweld, waar vind ik bronnen",
        "my project compares overdose statistics between countries, where is the data",
        "our screenplay has a suicide scene, are there guidelines for writers about that",
    ],
)
@pytest.mark.skipif(not is_there(), reason="no models here")
def test_a_subject_of_study_gives_a_soft_line_and_no_card(text: str) -> None:
    alarm = reading.find_alarm(text, embed_one(text))
    assert alarm is None or alarm.level is Level.SOFT


def test_an_innocent_sentence_beside_it_never_takes_danger_away() -> None:
    innocent = [
        "Waar kan ik mijn fiets stallen?",
        "I need three sources for a paper about suicide prevention.",
        "Morgen heb ik een toets statistiek en ik zoek een rustige plek.",
    ]
    for i, (_, text) in enumerate(EXPLICIT):
        other = innocent[i % len(innocent)]
        both = (f"{other} {text}", f"{text}. {other}")[i % 2]
        alarm = reading.find_alarm(both)
        assert alarm
        assert alarm.level is Level.STRONG, both


def test_a_wish_before_a_doubtful_word_leaves_no_doubt() -> None:
    for text in ("ik wil zelfmoord", "i want suicide", "ik wil gewoon verdwijnen"):
        alarm = patterns.find_alarm(text)
        assert alarm is None or not alarm.is_doubtful
    doubtful = patterns.find_alarm("een essay over huiselijk geweld en loverboys thuis")
    assert doubtful
    assert doubtful.is_doubtful


def test_a_layer_that_fails_leaves_the_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ValueError("anything")

    monkeypatch.setattr(reading, "_load", fails)
    alarm = reading.find_alarm("ik wil dood")
    assert alarm == patterns.find_alarm("ik wil dood")
    assert reading.find_alarm("waar kan ik fietsen") is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error_and_the_same_twice(text: str) -> None:
    assert reading.find_alarm(text) == reading.find_alarm(text)


def test_long_text_is_read_in_bounded_time_and_its_end_counts() -> None:
    text = "gewoon een verhaal over mijn dag " * 3_000 + " en ik wil dood"
    alarm = reading.find_alarm(text, embed_one(text))
    assert alarm
    assert alarm.level is Level.STRONG


@pytest.mark.parametrize("text", ["/wait P1D", "/start voorbeeld_poster", "/quit"])
def test_a_command_is_no_danger(text: str) -> None:
    assert reading.find_alarm(text, embed_one(text)) is None


@pytest.mark.skipif(not is_there(), reason="no models here")
def test_plain_questions_are_calm() -> None:
    """Short everyday questions: the first thing a student types must not bring a card."""
    bank = Path(__file__).parents[2] / "src/signpost_bot/answering/bank"
    lines = [
        line.partition(" | ")[2]
        for language in ("nl", "en")
        for line in (bank / f"{language}_plain.txt").read_text("utf-8").splitlines()
    ]
    strong = [
        text
        for text in lines
        if (alarm := reading.find_alarm(text, embed_one(text))) and alarm.level is Level.STRONG
    ]
    assert len(lines) > 150
    assert len(strong) <= len(lines) * 0.01, strong
