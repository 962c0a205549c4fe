"""A short line about the last answer, in which the layer alone hears danger (R12)."""

from datetime import UTC, datetime

import pytest
from builders import make_catalog, make_offering

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CATALOG = IndexedCatalog.build(make_catalog(offerings=(make_offering(),)), build_index())
SHOWN = (CATALOG.offerings[0].slug,)


def _replies(text: str, *, is_heard: bool = True, shown: tuple[str, ...] = SHOWN) -> str:
    alarm = Alarm(Level.STRONG, AlarmKind.SUICIDE, is_heard=is_heard)
    session = Session(institution="voorbeeld", language=Language.NL, shown=shown, needs=("sleep",))
    incoming = Incoming(channel=Channel.TERMINAL, text=text, alarm=alarm)
    turn = take_turn(View(session=session), incoming, CATALOG, NOW)
    return "\n".join(reply.text for reply in turn.replies)


def test_a_practical_line_is_answered_and_the_soft_line_comes_too() -> None:
    said = _replies("niet op maandag")
    assert "113" not in said
    assert "Is het zwaarder dan dit?" in said


@pytest.mark.parametrize("text", ["ik wil dit niet", "dit helpt niet", "i dont want this"])
def test_what_can_mean_more_than_a_place_keeps_the_card(text: str) -> None:
    assert "113" in _replies(text)


def test_a_pattern_or_an_empty_screen_always_brings_the_card() -> None:
    assert "113" in _replies("niet op maandag", is_heard=False)
    assert "113" in _replies("niet op maandag", shown=())
