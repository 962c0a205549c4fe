"""The pattern detector: explicit words always alarm, ordinary words do not, no text breaks it."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety.patterns import find_alarm

HERE = Path(__file__).parent
LONGEST_SECONDS = 0.7
FEWEST_WORDINGS = 12


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    text = (HERE / name).read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


EXPLICIT = [
    (sentence, AlarmKind(kind))
    for kind, languages in _read("explicit_wording.yaml").items()
    for sentences in languages.values()
    for sentence in sentences
]
ORDINARY = [sentence for sentences in _read("ordinary.yaml").values() for sentence in sentences]
ANY_TEXT = st.text(alphabet=st.characters(), max_size=400)


@pytest.mark.parametrize(("sentence", "kind"), EXPLICIT)
def test_an_explicit_wording_is_strong_and_of_its_kind(sentence: str, kind: AlarmKind) -> None:
    alarm = find_alarm(sentence)
    assert alarm
    assert (alarm.level, alarm.kind) == (Level.STRONG, kind)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_is_never_strong(sentence: str) -> None:
    alarm = find_alarm(sentence)
    assert alarm is None or alarm.level is Level.SOFT


def test_every_kind_has_twelve_explicit_wordings_in_both_languages() -> None:
    wordings = _read("explicit_wording.yaml")
    assert set(wordings) == {kind.value for kind in AlarmKind}
    for languages in wordings.values():
        assert min(len(languages["nl"]), len(languages["en"])) >= FEWEST_WORDINGS


@pytest.mark.parametrize(
    "sentence",
    [
        "het hoeft niet meer zo",
        "ik kan niet meer",
        "wat heeft het voor zin",
        "i feel so hopeless",
        "i think about the train sometimes",
        "ik denk soms aan de trein",
        "what is the point of anything anymore",
        "waar doe ik het allemaal voor",
        "i dont see a future",
        "i cant do this anymore",
        "i have a plan for tonight",
        "ik heb een plan voor vanavond",
    ],
)
def test_worrying_but_unclear_words_are_soft(sentence: str) -> None:
    alarm = find_alarm(sentence)
    assert alarm is not None
    assert alarm.level is Level.SOFT


@pytest.mark.parametrize(
    "sentence",
    [
        "ik ben 16 en mag niet naar huis",
        "uit huis gezet en nergens heen vanavond",
        "i got kicked out and have nowhere to go tonight",
        "ik heb geen slaapplek vannacht",
        "i have nowhere to sleep tonight",
    ],
)
def test_who_cannot_go_home_is_a_soft_sign_of_abuse(sentence: str) -> None:
    assert find_alarm(sentence) == Alarm(Level.SOFT, AlarmKind.ABUSE)


@pytest.mark.parametrize(
    "sentence",
    [
        "ik lach me dood",
        "ik schaam me dood",
        "my phone died",
        "ik ga dood van de stress",
        "dying of shame lol",
        "i could die of shame",
        "ik wil niet dood van de stress",
        "i don't want to die of boredom in this class",
    ],
)
def test_a_way_of_speaking_that_nobody_wishes_gives_no_alarm(sentence: str) -> None:
    assert find_alarm(sentence) is None


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "\ud800", "hoi", "waar is het loket"])
def test_text_without_danger_gives_no_alarm(text: str) -> None:
    assert find_alarm(text) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "i'm dying of boredom and i want to die",
        "mijn laptop is dood en ik wil ook dood",
        "this exam is killing me, i want to kill myself",
        "grapje haha maar ik wil wel echt dood",
    ],
)
def test_an_innocent_word_does_not_take_away_the_alarm_next_to_it(sentence: str) -> None:
    assert find_alarm(sentence) == Alarm(Level.STRONG, AlarmKind.SUICIDE)


@pytest.mark.parametrize(
    "sentence",
    [
        "my dad hits me hard",
        "i dont want to be here in this world",
        "i don't want to live with my pain",
        "ik wil dood van de pijn",
        "i would rather die than go on",
        "ik ben klaar met dit leven",
        "ik ben moe van het leven",
        "i'm so done with my life",
        "i am tired of this life",
        "there is no way out of this pain",
        "ik wil niet meer leven in deze wereld",
        "ik wil voor de trein naar utrecht springen",
        "ik wil me verdrinken in het kanaal",
        "i took an overdose of pills",
        "ik heb mezelf gesneden met een mes",
        "i hurt myself at night",
        "hij slaat alles kapot en slaat mij ook",
        "a man follows me on the street",
        "geen reden om door te gaan met leven",
        "i want to disappear from this earth",
    ],
)
def test_danger_in_words_close_to_a_way_of_speaking_stays_strong(sentence: str) -> None:
    alarm = find_alarm(sentence)
    assert alarm is not None
    assert alarm.level is Level.STRONG


@pytest.mark.parametrize(
    "sentence",
    [
        "mijn vriendin wil dood en ik wil ook dood",
        "my friend wants to die and i want to die too",
        "mijn moeder maakt zich zorgen omdat ik niet meer wil leven",
    ],
)
def test_who_writes_about_themselves_keeps_their_own_kind(sentence: str) -> None:
    assert find_alarm(sentence) == Alarm(Level.STRONG, AlarmKind.SUICIDE)


def test_the_most_urgent_kind_comes_first() -> None:
    assert find_alarm("ik wil dood en ik heb te veel pillen geslikt") == Alarm(
        Level.STRONG, AlarmKind.ACUTE_MEDICAL
    )


def test_danger_without_a_clear_kind_is_strong_without_a_kind() -> None:
    assert find_alarm("ik ben in levensgevaar") == Alarm(Level.STRONG, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "ik w1l d00d",
        "su*cide",
        "ik wil z e l f m o o r d plegen",
        "DOOOOD WIL IK",
    ],
)
def test_words_that_are_hidden_or_stretched_are_read(sentence: str) -> None:
    alarm = find_alarm(sentence)
    assert alarm is not None
    assert alarm.level is Level.STRONG


@given(ANY_TEXT)
def test_no_text_whatever_raises_and_the_answer_is_always_the_same(text: str) -> None:
    assert find_alarm(text) == find_alarm(text)


@settings(max_examples=200)
@given(ANY_TEXT, st.sampled_from([sentence for sentence, _ in EXPLICIT]), ANY_TEXT)
def test_an_explicit_sentence_between_other_text_stays_strong(
    before: str, sentence: str, after: str
) -> None:
    alarm = find_alarm(f"{before}\n{sentence}\n{after}")
    assert alarm is not None
    assert alarm.level is Level.STRONG


@pytest.mark.parametrize("unit", ["ik ", "a", "dood ", "ben ik er ", "hand on my ", "*a", "\x00"])
def test_a_hundred_thousand_characters_are_read_quickly(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    find_alarm(text)
    assert time.perf_counter() - started < LONGEST_SECONDS


def test_the_end_of_a_very_long_text_is_read_as_well() -> None:
    assert find_alarm("hoe is het weer " * 6_000 + "ik wil dood") == Alarm(
        Level.STRONG, AlarmKind.SUICIDE
    )


@pytest.mark.parametrize(
    "text",
    ["quiero morir", "Je veux mourir", "ich möchte sterben", "chcę umrzeć", "أريد أن أموت"],
)
def test_the_plainest_words_in_other_languages_are_an_alarm_too(text: str) -> None:
    alarm = find_alarm(text)
    assert alarm

    assert (alarm.level, alarm.kind) == (Level.STRONG, AlarmKind.SUICIDE)
