"""How a check-in at a moment of the year looks, and what its buttons do (R8, R21)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import make_calendar, make_catalog, make_checkin, make_nudge

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.proactive import asking, way_back
from signpost_bot.conversation.reason import why
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View
from signpost_bot.model.turn import Answered, ConsentWithdrawn, OfferingShown

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
CAMPAIGN = make_checkin()
CATALOG = IndexedCatalog.build(make_catalog(campaigns=(CAMPAIGN,)), build_index())
SESSION = Session(institution="voorbeeld", language=Language.NL)
SCENE = Scene(session=SESSION, visits=(), catalog=CATALOG, channel=Channel.TELEGRAM, now=NOW)


def _tap(choice: str) -> tuple[str, tuple[object, ...]]:
    view = View(session=SESSION, consents=frozenset(Consent))
    turn = take_turn(view, Incoming(channel=Channel.TELEGRAM, choice=choice), CATALOG, NOW)
    return turn.replies[0].text, turn.facts


def test_it_asks_with_a_button_for_each_answer_and_a_way_out() -> None:
    reply = asking(SCENE, CAMPAIGN)

    assert reply.text == "Hoe is het om hier te studeren?"
    assert [button.id for button in reply.buttons] == [
        "checkin:week-8:goed:",
        "checkin:week-8:gaat-wel:",
        "checkin:week-8:moeilijk:",
        "why:week-8",
        "no:checkins",
    ]


def test_an_answer_can_lead_to_places() -> None:
    text, facts = _tap("checkin:week-8:gaat-wel:")

    assert text.startswith("Misschien is dit iets:")
    assert "De Huiskamer" in text
    answered = Answered(campaign="week-8", answer="gaat-wel", offering=None)
    assert facts == (OfferingShown(offering="huiskamer"), answered)


def test_an_answer_can_lead_to_somebody() -> None:
    assert "/nu" in _tap("checkin:week-8:moeilijk:")[0]


def test_less_of_it_takes_back_that_yes_and_no_other() -> None:
    assert _tap("no:checkins")[1] == (ConsentWithdrawn(kind=Consent.CHECKINS),)


def test_why_names_the_rule() -> None:
    assert "56 dagen na jouw begin" in _tap("why:week-8")[0]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["2027-02-01", "2026-11-20", "2026-11-01"], "2026-11-20"),
        (["2026-11-23", "2026-11-01"], "2026-11-23"),
        (["2027-04-12", "2027-02-01"], "2027-02-01"),
    ],
)
def test_why_names_what_was_announced_last(days: list[str], told: str) -> None:
    """Results come out more than once a year; nobody is told about those that are to come."""
    events = [{"slug": "results-out", "on": on, "title": {"nl": on, "en": on}} for on in days]
    timing = {"event": "results-out", "days_after": 1, "at": "17:00"}
    nudge = {**make_nudge().model_dump()["nudge"], "timing": timing}
    campaign = make_nudge(slug="cijfers", nudge=nudge)
    catalog = make_catalog(calendar=make_calendar(events=events), campaigns=(campaign,))
    scene = replace(SCENE, catalog=IndexedCatalog.build(catalog, build_index()))

    assert f"1 dag na {told} kijk ik" in why(scene, "cijfers").replies[0].text


def test_the_way_back_leads_on_and_asks_nothing() -> None:
    assert [button.id for button in way_back(SCENE).buttons] == ["yes:messages", "no:messages"]
