"""Yes, no and less: each with one tap, and each says what it does (R20, R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import make_catalog, make_checkin, make_nudge, make_offering

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.proactive import asking, nudge, way_back
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxKind
from signpost_bot.model.session import Channel, Incoming, Reply, Session
from signpost_bot.model.student import View
from signpost_bot.model.turn import ConsentGiven, ConsentWithdrawn, Turn

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
SESSION = Session(institution="voorbeeld", language=Language.NL)
BOTH = (make_nudge(), make_checkin())


def _catalog(*campaigns: Campaign) -> IndexedCatalog:
    return IndexedCatalog.build(make_catalog(campaigns=campaigns), build_index())


def _tap(
    choice: str,
    *consents: Consent,
    quiet_until: date | None = None,
    campaigns: tuple[Campaign, ...] = BOTH,
    text: str = "",
) -> Turn:
    return take_turn(
        View(session=replace(SESSION, quiet_until=quiet_until), consents=frozenset(consents)),
        Incoming(channel=Channel.TELEGRAM, choice=choice or None, text=text),
        _catalog(*campaigns),
        NOW,
    )


def _ids(*replies: Reply) -> list[str]:
    return [button.id for reply in replies for button in reply.buttons]


def _scene() -> Scene:
    return Scene(
        session=SESSION, visits=(), catalog=_catalog(*BOTH), channel=Channel.TELEGRAM, now=NOW
    )


def test_less_takes_nothing_away_before_a_choice() -> None:
    turn = _tap("less", Consent.MESSAGES)

    assert turn.facts == ()
    assert turn.session.quiet_until is None
    assert _ids(*turn.replies) == ["quiet", "no:messages"]


def test_four_weeks_of_nothing_leave_every_yes_as_it_is() -> None:
    turn = _tap("quiet", Consent.MESSAGES)

    assert turn.facts == ()
    assert turn.session.quiet_until == date(2026, 11, 29)
    assert "29 november" in turn.replies[0].text


@pytest.mark.parametrize(
    ("before", "after"),
    [(date(2026, 11, 5), date(2026, 11, 29)), (date(2027, 1, 1), date(2027, 1, 1))],
)
def test_a_longer_quiet_is_never_made_shorter(before: date, after: date) -> None:
    assert _tap("quiet", quiet_until=before).session.quiet_until == after


def test_a_yes_ends_no_quiet() -> None:
    """After a danger card it was set by another rule than the student's own."""
    until = date(2026, 11, 10)

    assert _tap("yes:messages", quiet_until=until).session.quiet_until == until


def test_no_check_ins_leaves_the_messages() -> None:
    both = (Consent.MESSAGES, Consent.CHECKINS)

    assert _tap("no:checkins", *both).facts == (ConsentWithdrawn(kind=Consent.CHECKINS),)
    assert _tap("no:messages", *both).facts == (ConsentWithdrawn(kind=Consent.MESSAGES),)


def test_a_yes_without_a_visit_is_to_questions_at_moments_of_the_year() -> None:
    turn = _tap("yes:checkins", Consent.MESSAGES)

    assert turn.facts == (ConsentGiven(kind=Consent.CHECKINS),)
    assert "Een paar keer per jaar" in turn.replies[0].text


@pytest.mark.parametrize(
    "choice", ["yes:visits:nowhere", "yes:checkins:slaap", "no:nothing", "no:", "yes:x", "no:x:y"]
)
def test_what_no_button_offers_changes_no_yes(choice: str) -> None:
    assert _tap(choice, Consent.MESSAGES).facts == ()


@pytest.mark.parametrize(
    ("campaigns", "consents", "first", "said"),
    [
        (BOTH, (), ["yes:messages", "no:messages"], "Zal ik je"),
        (BOTH, (Consent.MESSAGES,), ["less", "yes:checkins"], "mag ik een paar keer"),
        (BOTH, tuple(Consent), ["less", "no:checkins"], "soms vraag hoe het gaat"),
        (BOTH[:1], (Consent.MESSAGES,), ["less", "week"], "Je zei ja"),
        (BOTH[1:], (), ["yes:checkins", "week"], "mag ik een paar keer"),
        (BOTH[1:], (Consent.CHECKINS,), ["no:checkins", "week"], "soms vraag hoe het gaat"),
        ((), (), ["week", "topic:exams"], "stuurt nu geen berichten"),
        ((), (Consent.VISITS,), ["no:visits", "week"], "na iets waar je was"),
    ],
)
def test_messages_shows_each_yes_with_its_way_out(
    campaigns: tuple[Campaign, ...], consents: tuple[Consent, ...], first: list[str], said: str
) -> None:
    turn = _tap("", *consents, campaigns=campaigns, text="/berichten")

    assert _ids(*turn.replies)[:2] == first
    assert said in turn.replies[0].text


def test_a_yes_after_one_visit_is_no_yes_to_questions_of_the_year() -> None:
    assert OutboxKind.CHECKIN.consents == {Consent.CHECKINS}
    assert OutboxKind.AFTER_VISIT.consents == {Consent.VISITS}
    assert _tap("no:visits", *Consent).facts == (ConsentWithdrawn(kind=Consent.VISITS),)


def test_each_message_ends_what_it_is_and_nothing_else() -> None:
    about, question = BOTH
    assert about.nudge

    assert _ids(nudge(_scene(), about.slug, about.nudge, make_offering()))[-1] == "less"
    assert _ids(asking(_scene(), question))[-2:] == ["why:week-8", "no:checkins"]
    assert _ids(way_back(_scene()))[-1] == "no:messages"


def test_why_names_the_yes_that_it_came_from() -> None:
    asked, sent = _tap("why:week-8"), _tap("why:tentamens")

    assert "mag vragen hoe het gaat" in asked.replies[0].text
    assert "no:checkins" in _ids(*asked.replies)
    assert "ja zei op berichten" in sent.replies[0].text
    assert "less" in _ids(*sent.replies)
