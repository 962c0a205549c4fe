"""The card of an offering: what is filled in is shown, in few words, as long as it may be."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from builders import make_catalog, make_institution, make_offering

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation import visiting
from signpost_bot.conversation.card import full_card, how_line, main_button, short_card
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Channel, Session

NEEDS = build_index()
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
STORY = {
    "name": "Esra",
    "words": {"nl": "Ik bleef.", "en": "I stayed."},
    "consent_on": "2026-10-05",
    "show_until": "2026-12-31",
}


def both(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


def scene_of(offering: Offering, language: Language, now: datetime = NOW) -> Scene:
    return Scene(
        session=Session(institution="voorbeeld", language=language),
        visits=(),
        catalog=IndexedCatalog.build(make_catalog(offerings=(offering,)), NEEDS),
        channel=Channel.TERMINAL,
        now=now,
    )


def card(language: Language = Language.EN, now: datetime = NOW, **changes: Any) -> str:
    offering = make_offering(**changes)
    return full_card(scene_of(offering, language, now), offering)


@pytest.mark.parametrize(
    ("changes", "nl", "en"),
    [
        ({"story": STORY}, "Esra: “Ik bleef.”", "Esra: “I stayed.”"),
        ({"host": both("Noor wacht bij de deur.", "Noor waits at the door.")},
         "Noor wacht bij de deur.", "Noor waits at the door."),
        ({"accessibility": both("Er is een lift.", "There is a lift.")},
         "Toegankelijkheid: Er is een lift.", "Access: There is a lift."),
        ({"sessions": 4},
         "4 keer, zo lang je wilt, gratis.", "4 times, as long as you like, free."),
        ({"seats": 20}, "Er is plek voor 20 mensen per keer.",
         "There is room for 20 people each time."),
        ({"place": {"where": both("A", "A"), "meeting_point": both("bij de klok", "at the clock")}},
         "Verzamelen: bij de klok.", "Meet: at the clock."),
        ({"persons": [{"name": "Noor", "role": both("gastvrouw", "host"),
                       "where": both("in A 1.02", "in A 1.02")}]},
         "Noor, gastvrouw, in A 1.02", "Noor, host, in A 1.02"),
    ],
)  # fmt: skip
def test_what_is_filled_in_is_on_the_card(changes: dict[str, Any], nl: str, en: str) -> None:
    for language, line in ((Language.NL, nl), (Language.EN, en)):
        assert line in card(language, **changes).splitlines()
        assert line not in card(language).splitlines()


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), True),  # 23:59 in Amsterdam
        (datetime(2026, 12, 31, 23, tzinfo=UTC), False),
    ],
)
def test_a_story_past_its_end_is_not_shown(now: datetime, shown: bool) -> None:
    assert ("I stayed." in card(now=now, story=STORY)) is shown


def test_a_story_is_not_in_the_short_card() -> None:
    offering = make_offering(story=STORY)

    assert "stayed" not in short_card(scene_of(offering, Language.EN), offering, 1)


def test_an_end_that_nobody_gave_is_not_made_up() -> None:
    text = card(moments=[{"start": "12:00", "weekdays": ["tue"]}])

    assert "tomorrow 12:00." in text
    assert "13:00" not in text


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"join": "own_system"}, "You sign up through your school's own system."),
        ({"join": "own_system", "link": "https://x.example/"}, "https://x.example/"),
        ({"join": "here", "seats": 4, "link": "https://x.example/"}, "https://x.example/"),
        # There are no sign-ups here yet, so no promise of one.
        ({"join": "here", "seats": 4}, "I don't know how to join. Ask your school."),
    ],
)
def test_how_to_join(changes: dict[str, Any], line: str) -> None:
    offering = make_offering(**changes)

    assert line in how_line(scene_of(offering, Language.EN), offering)


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [
        ({"join": None}, False),
        ({"join": "here", "seats": 4}, False),
        ({"join": "here", "seats": 4, "link": "https://school.example"}, True),
        ({"join": "own_system"}, True),
        ({"join": "any_time"}, True),
    ],
)
def test_nobody_is_asked_to_say_i_am_in_when_the_card_says_that_it_does_not_know_how(
    changes: dict[str, Any], is_known: bool
) -> None:
    scene = scene_of(make_offering(**changes), Language.EN)

    more = visiting.more(scene, "huiskamer").replies[0].buttons
    assert ("join:huiskamer" in [button.id for button in more]) is is_known
    button = main_button(scene, make_offering(**changes), 1).id
    assert button == ("join:huiskamer" if is_known else "remind:huiskamer")


def test_what_has_its_own_system_can_be_joined() -> None:
    offering = make_offering(join="own_system", moments=[])

    assert main_button(scene_of(offering, Language.EN), offering, 1).id == "join:huiskamer"


@pytest.mark.parametrize(
    ("checked_on", "nl", "en"),
    [
        ("2026-11-12", "Nagekeken op 12 nov.", "Checked 12 Nov."),
        ("2025-12-12", "Laatst nagekeken op 12 dec 2025: misschien klopt niet alles meer.",
         "Last checked 12 Dec 2025: some of this may have changed."),
    ],
)  # fmt: skip
def test_the_card_ends_with_when_it_was_checked(checked_on: str, nl: str, en: str) -> None:
    """R18, R22; the year only when it is another one."""
    for language, line in ((Language.NL, nl), (Language.EN, en)):
        offering = make_offering(checked_on=checked_on)
        scene = _really(scene_of(offering, language))

        assert full_card(scene, offering).splitlines()[-1] == line


@pytest.mark.parametrize("kind", ["training", "person", "service"])
def test_a_short_card_names_the_last_check_only_when_it_is_overdue(kind: str) -> None:
    for checked_on, lines in (("2026-11-12", 2), ("2026-06-12", 2), ("2026-03-12", 3)):
        offering = make_offering(kind=kind, checked_on=checked_on)
        scene = _really(scene_of(offering, Language.NL))
        found = short_card(scene, offering, 1).splitlines()

        assert len(found) == lines
        assert found[2:] in ([], ["laatst nagekeken op 12 mrt"])


def _really(scene: Scene) -> Scene:
    """The same at a school that has staff."""
    school = make_institution(fictional=False)
    return replace(scene, catalog=replace(scene.catalog, institution=school))
