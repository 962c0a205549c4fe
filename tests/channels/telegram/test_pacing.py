"""Pace: never faster than agreed, whatever comes when, and one a second to a chat (R21)."""

import asyncio
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.channels.telegram.pacing import MOST_CHATS, Pace

ASKED = st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 3)), min_size=1, max_size=60)


@given(ASKED, st.sampled_from([1, 5, 25, 100]))
def test_no_second_holds_more_than_agreed_and_no_chat_more_than_one(
    asked: list[tuple[str, float]], per_second: int
) -> None:
    pace, now, given_out = Pace(per_second=per_second), 0.0, defaultdict[str, list[float]](list)
    slots = []
    for chat, pause in asked:
        now += pause
        before = pace.free_at
        at = pace.take(chat, now)
        slots.append(max(now, before))
        given_out[chat].append(at)
        assert at >= now, "never a moment that has passed"

    for earlier, later in pairwise(slots):
        assert later - earlier >= 1 / per_second - 1e-9, "no burst"
    for moments in given_out.values():
        for earlier, later in pairwise(sorted(moments)):
            assert later - earlier >= 1 - 1e-9


def test_a_chat_that_has_to_wait_keeps_nobody_else_waiting() -> None:
    pace = Pace(per_second=25)
    moments = [pace.take(chat, 100.0) for chat in ("a", "a", "b", "c")]

    assert [round(at - 100, 3) for at in moments] == [0, 1, 0.08, 0.12]


def test_chats_of_long_ago_are_forgotten() -> None:
    pace = Pace(per_second=1000)
    for number in range(MOST_CHATS * 3):
        pace.take(str(number), float(number))

    assert len(pace.chats) <= MOST_CHATS + 1


def test_waiting_takes_the_time_it_says() -> None:
    async def scenario() -> float:
        pace, clock = Pace(per_second=50), asyncio.get_running_loop().time
        began = clock()
        await asyncio.gather(*(pace.wait_turn(str(number)) for number in range(11)))
        return clock() - began

    assert asyncio.run(scenario()) >= 0.2
