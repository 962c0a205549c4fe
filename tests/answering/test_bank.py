"""The bank of needs: enough voices, and titles that may be shown (R2, R3)."""

import re

import pytest

from signpost_bot.answering.bank import list_phrases, load_elsewhere, load_needs
from signpost_bot.model.need import Need
from signpost_bot.safety.patterns import find_alarm

NEEDS = load_needs()
HEAVY_WORDS = re.compile(
    r"angst|stress|eenzaam|probleem|problemen|klacht|verslav|schuld|\brouw|somber|depress|beperking|"
    r"uitstel|faal|ziek|anxi|fear|lonel|problem|complaint|addict|debt|grief|disab|procrast|fail"
)


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.slug)
def test_a_need_is_said_in_many_ways_in_both_languages(need: Need) -> None:
    assert len(need.phrases.nl) >= 25
    assert len(need.phrases.en) >= 20


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.slug)
def test_the_title_of_a_need_is_positive_and_fits_in_a_sentence(need: Need) -> None:
    for title in (need.title.nl, need.title.en):
        assert not HEAVY_WORDS.search(title.casefold())
        assert len(title) <= 45
        assert not title.endswith(".")


def test_there_are_sixty_needs_and_no_phrase_stands_twice_in_one() -> None:
    assert len(NEEDS) >= 60
    for need in NEEDS:
        phrases = [(language, p.casefold()) for language, p in list_phrases(need.phrases)]
        assert len(phrases) == len(set(phrases)), need.slug


def test_no_phrase_of_the_bank_is_a_strong_alarm() -> None:
    """What people say about money or sleep must not bring the crisis card."""
    phrases = [
        p for said in (*(n.phrases for n in NEEDS), load_elsewhere()) for p in said.nl + said.en
    ]
    strong = [p for p in phrases if (alarm := find_alarm(p)) and alarm.level == "strong"]

    assert len(strong) <= len(phrases) * 0.002, strong
