"""The bank: enough voices, and titles that may be shown (R2, R3)."""

import re
from collections import Counter

import pytest

from signpost_bot.answering.bank import ELSEWHERE, load_examples, load_needs
from signpost_bot.model.language import Language
from signpost_bot.model.need import Need
from signpost_bot.safety import patterns

NEEDS, EXAMPLES = load_needs(), load_examples()
HEAVY_WORDS = re.compile(
    r"angst|stress|eenzaam|probleem|problemen|klacht|verslav|schuld|\brouw|somber|depress|beperking|"
    r"uitstel|faal|ziek|anxi|fear|lonel|problem|complaint|addict|debt|grief|disab|procrast|fail"
)


def test_every_need_is_said_in_many_ways_in_both_languages() -> None:
    said = Counter((one.language, need) for one in EXAMPLES for need in one.needs)

    for need in NEEDS:
        assert said[Language.NL, need.slug] >= 30
        assert said[Language.EN, need.slug] >= 25


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.slug)
def test_the_title_of_a_need_is_positive_and_fits_in_a_sentence(need: Need) -> None:
    for title in (need.title.nl, need.title.en):
        assert not HEAVY_WORDS.search(title.casefold())
        assert len(title) <= 45
        assert not title.endswith(".")


def test_there_are_sixty_needs_and_six_thousand_examples() -> None:
    assert len(NEEDS) >= 60
    assert len({one.text for one in EXAMPLES}) >= 6_000
    assert sum(ELSEWHERE in one.needs for one in EXAMPLES) >= 500


def test_hardly_an_example_of_the_bank_is_a_strong_alarm_by_its_words() -> None:
    """What people say about money or sleep must not bring the crisis card."""
    found = ((one.text, patterns.find_alarm(one.text)) for one in EXAMPLES)
    strong = [text for text, alarm in found if alarm and alarm.level == "strong"]

    assert len(strong) <= len(EXAMPLES) * 0.005, strong
