"""Words that staff better replace, each with a proposal; look-alikes are left alone."""

import pytest

from signpost_bot.catalog.lint_words import WordFault, find_words
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Language

NL, EN = Language.NL, Language.EN


def found(text: str, language: Language, fault: WordFault) -> list[str]:
    return [hit.word for hit in find_words(text, language, fault)]


@pytest.mark.parametrize(
    ("text", "language", "fault", "words"),
    [
        ("Faalangsttraining", NL, WordFault.DEFICIT, ["Faalangsttraining"]),
        (
            "Minder studiestress, minder piekeren",
            NL,
            WordFault.DEFICIT,
            ["studiestress", "piekeren"],
        ),
        ("Beat procrastination", EN, WordFault.DEFICIT, ["procrastination"]),
        ("Heb je hulp nodig?", NL, WordFault.HELP, ["hulp nodig"]),
        ("You should have come. No more excuses!", EN, WordFault.GUILT, None),
        ("Stel ons niet teleur", NL, WordFault.GUILT, ["Stel ons niet teleur"]),
        ("U dient zich te melden inzake verzuim", NL, WordFault.HARD, ["dient zich", "inzake"]),
    ],
)
def test_a_word_is_found_as_it_stands(
    text: str, language: Language, fault: WordFault, words: list[str] | None
) -> None:
    """R2, R3, R20."""
    assert found(text, language, fault) == (words or ["You should have", "No more excuses"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Een trouwe groep met vertrouwen", NL),
        ("De ontvangst is om vier uur", NL),
        ("Bangladesh op je bord", NL),
        ("Probleemgestuurd leren", NL),
        ("Everybody can come, holidays excluded", EN),
        ("A patient student explains", EN),
    ],
)
def test_a_word_that_only_looks_like_it_is_left_alone(text: str, language: Language) -> None:
    assert [hit for fault in WordFault for hit in find_words(text, language, fault)] == []


def test_a_word_that_can_be_meant_well_is_advice_and_a_clear_one_an_error() -> None:
    maths = find_words("Wiskundige problemen oplossen", NL, WordFault.DEFICIT)
    sleep = find_words("Slaapproblemen", NL, WordFault.DEFICIT)

    assert [hit.level for hit in maths] == [Level.ADVICE]
    assert [hit.level for hit in sleep] == [Level.ERROR]


def test_every_list_has_both_languages_and_every_word_its_own_proposal() -> None:
    for fault in WordFault:
        for language in Language:
            hits = find_words(" ".join(SAMPLES[fault, language]), language, fault)

            assert len(hits) == len(SAMPLES[fault, language])
            assert all(hit.better for hit in hits)
            assert all(not find_words(hit.better, language, WordFault.DEFICIT) for hit in hits)


SAMPLES = {
    (WordFault.DEFICIT, NL): ("eenzaam", "rouwgroep"),
    (WordFault.DEFICIT, EN): ("lonely", "grief"),
    (WordFault.HELP, NL): ("hulpverlener", "therapeut"),
    (WordFault.HELP, EN): ("helpline", "therapist"),
    (WordFault.GUILT, NL): ("smoesjes",),
    (WordFault.GUILT, EN): ("streak",),
    (WordFault.HARD, NL): ("faciliteren",),
    (WordFault.HARD, EN): ("eligible",),
    (WordFault.STORY_METHOD, NL): ("overdosis",),
    (WordFault.STORY_METHOD, EN): ("overdose",),
    (WordFault.STORY_CRISIS, NL): ("verkracht",),
    (WordFault.STORY_CRISIS, EN): ("raped",),
}
