"""Any text is answered: of any length, of all of Unicode, in every state of the talk (R4).

One sign (U+FDFA) ended the whole process, in a model; only a real run of it shows that.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import make_catalog, make_offering
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.channels.telegram.render import MAX_TEXT, to_html, to_keyboard
from signpost_bot.conversation.turn import take_turn
from signpost_bot.meaning.text import LONGEST, clean
from signpost_bot.meaning.vectors import no_vector
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Session, Step
from signpost_bot.model.student import View
from signpost_bot.model.turn import Turn
from signpost_bot.safety.guard import read_text

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SLEEP = make_offering(slug="slaap", needs=["sleep"], join="link", link="https://x.example")
CATALOG = IndexedCatalog.build(make_catalog(offerings=(make_offering(), SLEEP)), build_index())
SHOWN = Session(
    institution="voorbeeld", language=Language.NL, shown=("huiskamer", "slaap"), needs=("sleep",)
)
AFTER_CARD = replace(SHOWN, card="suicide")
WRITING = replace(SHOWN, step=Step.WRITING_SUGGESTION)
CONFIRMING = replace(SHOWN, step=Step.CONFIRMING_SUGGESTION, pending="words")
SESSIONS = (None, SHOWN, AFTER_CARD, WRITING, CONFIRMING)

HUNDRED_KB = 100_000
PIECES = (
    *(
        "a",
        "ik ",
        "niet op ",
        "ben je ",
        "is dit een ",
        "o o o ",
        "?",
        "**",
        "{x}",
        "<b>",
        "/nu",
        "1",
    ),
    *(
        "maandag of ",
        "met een echt ",
        "113 ",
        "\n",
        ", ",
        "\x00",
        "\ud800",
        "\u200b",
        "\u202e",
        "\u0301",
    ),
    *(
        "🙃",
        "👨\u200d👩\u200d👧",
        "\U0001f1f3\U0001f1f1",
        "אני לא ישן ",
        "لا أستطيع النوم ",
        "睡不着",
    ),
    *("\ufdfa", "\U0010ffff"),
)

BLOCKS = (
    *((0, 0x7F), (0x80, 0x2FF), (0x590, 0x8FF), (0x2000, 0x20FF), (0xD800, 0xDFFF)),
    *((0xFB00, 0xFEFF), (0x10000, 0x10FFF), (0x1F000, 0x1FAFF), (0x20000, 0x2FFFF)),
    *((0xE0000, 0xE0FFF), (0xF0000, 0x10FFFF)),
)
"""Planes and corners of Unicode: scripts, right-to-left, zero-width, halves of pairs, tags."""

ODD_TEXT = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(BLOCKS).flatmap(
            lambda block: st.text(
                st.characters(
                    min_codepoint=block[0], max_codepoint=block[1], exclude_categories=()
                ),
                max_size=20,
            )
        ),
    ),
    max_size=40,
).map("".join)


def _say(text: str, session: Session | None) -> Turn:
    """A turn on words alone: the models have room for so much only once for each text."""
    incoming = read_text(text, Channel.TELEGRAM, embed=no_vector)
    return take_turn(View(session=session), incoming, CATALOG, NOW)


def _check(turn: Turn) -> None:
    assert turn.replies
    for reply in turn.replies:
        assert 0 < len(to_html(reply.text).encode("utf-8")) <= 4 * MAX_TEXT
        to_keyboard(reply)
    assert any(reply.buttons for reply in turn.replies)


@given(text=ODD_TEXT, session=st.sampled_from(SESSIONS))
def test_any_mix_of_scripts_signs_and_words_is_answered(text: str, session: Session | None) -> None:
    _check(_say(text, session))


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_of_anything_is_answered_in_every_state(piece: str) -> None:
    """With the models. No clock: what needs more than linear time would not end at this length."""
    incoming = read_text(
        piece * (HUNDRED_KB // len(piece.encode("utf-8", "replace"))), Channel.TELEGRAM
    )
    for session in SESSIONS:
        _check(take_turn(View(session=session), incoming, CATALOG, NOW))


@given(text=ODD_TEXT, times=st.sampled_from([1, 50, 5_000]))
def test_what_the_models_and_the_search_read_is_bounded(text: str, times: int) -> None:
    assert len(clean(text * times)) <= LONGEST + 1


@given(text=ODD_TEXT, session=st.sampled_from(SESSIONS))
def test_the_same_text_gives_the_same_turn_twice(text: str, session: Session | None) -> None:
    assert _say(text, session) == _say(text, session)
