"""A real institution answers guests only until somebody has read its cards; danger always."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from real_school import tie
from talking import new_chat, opened_app, run

from signpost_bot.model.session import Channel
from signpost_bot.store import students

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def _said(institution: str, guests: frozenset[str] | None, text: str) -> str:
    async def scenario() -> str:
        async with opened_app(NOW) as app:
            chat = new_chat(app, NOW, address="a", institution=institution)
            chat = replace(chat, talk=replace(chat.talk, channel=Channel.TELEGRAM, guests=guests))
            await chat.say(text)
            return chat.text

    return run(scenario())


@pytest.mark.parametrize(
    ("institution", "guests", "is_shut"),
    [
        ("hanze", frozenset[str](), True),
        ("hanze", frozenset({"b"}), True),
        ("hanze", frozenset({"a"}), False),
        ("hanze", None, False),
        ("voorbeeld", frozenset[str](), False),
    ],
)
def test_only_guests_talk_to_an_institution_in_trial(
    institution: str, guests: frozenset[str] | None, is_shut: bool
) -> None:
    assert ("probeert mij nog uit" in _said(institution, guests, "ik slaap slecht")) is is_shut


def test_its_own_staff_may_try_it_and_those_of_another_school_may_not() -> None:
    async def scenario() -> list[str]:
        async with opened_app(NOW) as app:
            await tie(app, "hanze", "a")
            await tie(app, "avans", "b")
            said = []
            for address in ("a", "b"):
                chat = new_chat(app, NOW, address=address, institution="hanze")
                talk = replace(chat.talk, channel=Channel.TELEGRAM, guests=frozenset[str]())
                chat = replace(chat, talk=talk)
                await chat.say("ik slaap slecht")
                said.append(chat.text)
            return said

    staff, other = run(scenario())

    assert "probeert mij nog uit" not in staff
    assert "probeert mij nog uit" in other


def test_danger_is_answered_in_trial_too() -> None:
    said = _said("hanze", frozenset(), "ik wil dood")

    assert "113" in said
    assert "probeert mij nog uit" not in said


def test_whoever_talked_before_is_still_forgotten_on_request() -> None:
    async def scenario() -> tuple[str, bool]:
        async with opened_app(NOW) as app:
            before = new_chat(app, NOW, address="a", institution="hanze")
            before = replace(before, talk=replace(before.talk, channel=Channel.TELEGRAM))
            await before.say("ik slaap slecht")
            shut = replace(before, talk=replace(before.talk, guests=frozenset()))
            await shut.choose("forget")
            async with app.database.transaction() as tx:
                left = await students.find_student(tx, "telegram", shut.talk.address_hash)
            return shut.text, left is not None

    text, is_left = run(scenario())

    assert "probeert mij nog uit" not in text
    assert not is_left
