"""The real catalogs in `offerings/`: whole, in two languages, sourced, and kindly worded."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from signpost_bot.answering.bank import load_needs
from signpost_bot.catalog.files import Folder, read_folder
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Both, Language
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering

OFFERINGS = Path(__file__).parents[2] / "offerings"
REPORT = "Laten we sociale binding en welzijn in het onderwijs samen aanpakken"
NEEDS = frozenset(need.slug for need in load_needs())

VOORBEELD = """
beperking decaan ehealth faalangst failingforward fitcoach huiskamer huisvesting kindness klachten
lhbti mantelzorg mentor_samira mentor_thijs mindfulness mindfulnest newfit noodfonds online1op1
peer_30plus peer_adhd peer_career peer_lonely popcorners presenteren psycholoog rouw schoolmw
schrijfcoach slaap sportbuddy stage studentlab studentmentor studieadviseur studiecentrum
studieloket studybuddys switchcoach uitstel verslaving vertrouwenspersoon walktalk welkomnl
wellbeingofficer wellbeingweek welzijnsmonitor zingeving
"""
SHOWN_FIELDS = (
    *("title", "summary", "host", "effort", "cost", "come_alone", "waiting_time", "meanwhile"),
    "accessibility",
)
SHOWN_OF_PERSON = ("role", "where", "hello", "confidential")

# Words that say what is wrong with somebody. They find an offering and never name it.
DEFICIT = {
    Language.NL: r"""
        faalangst\w* | \w*stress\w* | \bangst\w* | \w*angsten\b | \bbang\b | eenza\w+ |
        uitstelgedrag\w* | uitstell?e\w* | depressi\w+ | depri\b | somber\w* | \w*probleem\w* |
        \w*problemen\b | problemati\w+ | klacht\w* | \bklaag\w* | verslav\w+ | verslaafd\w* |
        \w*beperking\w* | gehandicapt\w* | handicap\w* | stoornis\w* | \brouw\w* | \bschuld\w* |
        \w*trauma\w* | burn-?out\w* | overspannen\w* | dyslexie\w* | ziekte\w* | hulpverlen\w+ |
        mislukk\w+ | gefaald | \bfalen | slapeloos\w* | onzeker\w* | piekeren\w* | paniek\w*
        """,
    Language.EN: r"""
        anxi\w+ | \bfear\w* | \w*stress\w* | \bafraid\b | lonel\w+ | procrastinat\w+ | depress\w+ |
        \bsad\b | sadness | gloom\w* | problem\w* | complain\w* | addict\w* | disab\w+ |
        handicap\w* | disorder\w* | \bgrie[fv]\w* | bereave\w* | \bdebt\w* | \w*trauma\w* |
        burn-?out\w* | overwork\w* | dyslexi\w+ | \billness\w* | insomnia\w* | failure\w* |
        \bfailing\b | insecur\w+ | worr(?:y|ies|ied|ying)\b | panic\w*
        """,
}
PATTERNS = {lang: re.compile(found, re.IGNORECASE | re.VERBOSE) for lang, found in DEFICIT.items()}


@cache
def read() -> Folder:
    return read_folder(OFFERINGS, NEEDS)


def list_offerings() -> list[tuple[str, Offering]]:
    """All offerings with their institution."""
    return [
        (one.key.institution, one.content)
        for one in read().documents
        if isinstance(one.content, Offering)
    ]


def list_institutions() -> list[Institution]:
    return [one.content for one in read().documents if isinstance(one.content, Institution)]


REAL = [(school, offering) for school, offering in list_offerings() if school != "voorbeeld"]


def shown(offering: Offering) -> Iterator[tuple[str, Both]]:
    """Every text of an offering that a student can get to see, with the name of its field."""
    texts = [(field, getattr(offering, field)) for field in SHOWN_FIELDS]
    if offering.place:
        texts.append(("place.where", offering.place.where))
        texts.append(("place.meeting_point", offering.place.meeting_point))
    if offering.story:
        texts.append(("story.words", offering.story.words))
    if offering.follow_up:
        texts.append(("follow_up.task", offering.follow_up.task))
    for person in offering.persons:
        texts += [(f"person.{field}", getattr(person, field)) for field in SHOWN_OF_PERSON]
    return ((field, text) for field, text in texts if text is not None)


def test_the_catalogs_have_no_findings() -> None:
    assert read().findings == ()


def test_the_example_and_the_four_institutions_of_the_report_are_there() -> None:
    """R22: catalogs are per institution; only the example is made up."""
    found = {institution.slug: institution.fictional for institution in list_institutions()}

    assert found == {
        "avans": False,
        "hanze": False,
        "leiden": False,
        "noorderpoort": False,
        "voorbeeld": True,
    }


def test_the_example_has_exactly_its_offerings() -> None:
    """R1: the whole offer in one place."""
    found = [offering.slug for school, offering in list_offerings() if school == "voorbeeld"]

    assert found == VOORBEELD.split()
    assert len(found) == 48


def test_every_need_of_an_offering_exists() -> None:
    found = {need for _, offering in list_offerings() for need in offering.needs}

    assert found <= NEEDS


@pytest.mark.parametrize("language", list(Language))
def test_nothing_shown_names_what_is_wrong_with_somebody(language: Language) -> None:
    """R2: positive names."""
    found = [
        f"{school}/{offering.slug} {field}: {word}"
        for school, offering in list_offerings()
        for field, text in shown(offering)
        for word in PATTERNS[language].findall(text.text(language))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("slug", "nl", "en"),
    [
        ("beperking", "beperking", "disability"),
        ("faalangst", "faalangst", "fear of failure"),
        ("klachten", "klacht", "complaint"),
        ("peer_lonely", "eenzaam", "lonely"),
        ("rouw", "rouw", "grief"),
        ("uitstel", "uitstelgedrag", "procrastination"),
        ("verslaving", "verslaving", "addiction"),
    ],
)
def test_the_word_that_is_not_shown_still_finds_the_offering(slug: str, nl: str, en: str) -> None:
    """R2: the off-putting name must find it; and our list knows that name."""
    called = {offering.slug: offering.also_called for _, offering in list_offerings()}[slug]

    assert nl in called.nl
    assert en in called.en
    assert PATTERNS[Language.NL].search(nl)
    assert PATTERNS[Language.EN].search(en)


def test_both_languages_say_it_in_their_own_words() -> None:
    """R13: a summary that is the same in Dutch and English was not translated."""
    found = [offering.slug for _, offering in list_offerings() if is_untranslated(offering)]

    assert found == []


def is_untranslated(offering: Offering) -> bool:
    said = offering.also_called
    return offering.summary.nl == offering.summary.en or not (said.nl and said.en)


def test_titles_within_an_institution_differ() -> None:
    """A student chooses by title: two that are the same cannot be told apart."""
    for language in Language:
        titles = [(school, one.title.text(language)) for school, one in list_offerings()]

        assert len(titles) == len(set(titles))


def test_a_real_offering_says_where_the_report_says_it() -> None:
    quotes = [re.findall("«([^»]+)»", offering.source) for _, offering in REAL]

    assert len(REAL) == 45
    assert all(REPORT in offering.source for _, offering in REAL)
    assert all(quotes)


def test_a_real_offering_has_nothing_that_we_made_up() -> None:
    """No time, name, address or waiting time: the report gives none of them."""
    fields = ("moments", "persons", "contact", "link", "waiting_time", "story", "host", "seats")

    assert {field for _, offering in REAL for field in fields if getattr(offering, field)} == set()


def test_the_example_says_that_it_is_made_up() -> None:
    sources = {offering.source for school, offering in list_offerings() if school == "voorbeeld"}

    assert sources == {"verzonnen voorbeeld"}


def test_every_national_line_says_who_checked_it_where_and_when() -> None:
    """The numbers are those of the organisations; our cards are built on them."""
    national = next(one.content for one in read().documents if isinstance(one.content, National))

    assert {line.slug: line.phone for line in national.lines} == {
        "112": "112",
        "113": "113",
        "huisarts": None,
        "huisartsenpost": None,
        "veilig-thuis": "0800-2000",
        "csg": "0800-0188",
        "luisterlijn": "088 0767 000",
        "kindertelefoon": "0800-0432",
    }
    assert all("https://" in line.source for line in national.lines)
    assert all(line.checked_on >= date(2026, 11, 1) for line in national.lines)
