"""From the web to Telegram: all comes along but a yes, once; danger comes first (R1, R16, R21)."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rows import everything
from talking import BOT, opened_app, run
from web_talks import ADDRESS, begin_web_talk, plan_for

from signpost_bot.actions.continuing import PREFIX, find_web_talk, make_continuation
from signpost_bot.actions.inbox import Mailbox, answer
from signpost_bot.app import App
from signpost_bot.model.consent import Consent
from signpost_bot.model.inbox import Received
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Channel, Incoming, Reply, Session
from signpost_bot.model.student import StudentId
from signpost_bot.safety.guard import read_start, read_text
from signpost_bot.store import closings, consents, students, visits

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
THEN = datetime(2026, 12, 1, 11, tzinfo=UTC)
GONE = "Die link werkt niet meer"
WELCOME = "een programma, geen mens"


async def make_link(app: App, address: str = ADDRESS, now: datetime = NOW) -> str:
    async with app.database.transaction() as tx:
        talk = await find_web_talk(tx, app.seal, "voorbeeld", address)
        assert talk
        payload = await make_continuation(tx, talk[0], now)
    assert payload
    return payload


async def write(
    app: App, said: Incoming | str, now: datetime = NOW, chat: str = "4711"
) -> list[Reply]:
    """Write to the bot, or come in by what stands behind a link."""
    incoming = said
    if isinstance(said, str):
        incoming = read_start(said, Channel.TELEGRAM, Language.NL, lambda _: None)
    assert isinstance(incoming, Incoming)
    box = Mailbox(database=app.database, seal=app.seal, channel=Channel.TELEGRAM, bot_id=BOT)
    talk = app.talk(Channel.TELEGRAM, chat, "voorbeeld")
    received = Received(update_id=1, address=chat, written_at=now)
    return [one.reply for one in await answer(box, talk, received, incoming, now)]


async def found_here(app: App, chat: str = "4711") -> tuple[StudentId, Session]:
    async with app.database.transaction() as tx:
        hash_ = app.seal.fingerprint(Channel.TELEGRAM, chat)
        who = await students.find_student(tx, Channel.TELEGRAM, hash_)
        assert who
        session = await students.find_session(tx, app.seal, who)
    assert session
    return who, session


async def is_web_left(app: App) -> bool:
    async with app.database.transaction() as tx:
        return await find_web_talk(tx, app.seal, "voorbeeld", ADDRESS) is not None


def test_the_talk_goes_on_where_it_was_and_the_web_keeps_nothing(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await begin_web_talk(
                app.database,
                app.seal,
                NOW,
                language=Language.EN,
                shown=("slaap", "gone"),
                needs=("sleep",),
                profile=Profile(year=2),
                plans=[plan_for("slaap", starts_at=THEN, remind_at=THEN)],
            )
            payload = await make_link(app)
            assert len(payload) <= 64

            replies = await write(app, payload)

            who, session = await found_here(app)
            assert "We go on here." in replies[0].text
            assert any(one.id == "join:slaap" for one in replies[0].buttons)
            assert (session.shown, session.profile.year) == (("slaap", "gone"), 2)
            assert session.language is Language.EN
            async with app.database.transaction() as tx:
                kept = await visits.list_visits(tx, who, "voorbeeld")
                assert kept == (plan_for("slaap", starts_at=THEN),)
                assert await consents.list_consents(tx, who) == frozenset()
            rows = await everything(app)
            assert len(rows["student"]) == len(rows["session"]) == len(rows["visit"]) == 1
            assert rows["continuation"] == []
            assert not await is_web_left(app)

    run(scenario())


def test_who_talked_here_before_keeps_their_yes_visits_and_what_they_told(
    database_url: str,
) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await write(app, "")
            who, session = await found_here(app)
            own = plan_for("slaap", starts_at=THEN, remind_at=THEN - timedelta(hours=1))
            async with app.database.transaction() as tx:
                told = replace(session, profile=Profile(year=3), quiet_until=date(2027, 1, 1))
                await students.save_session(tx, app.seal, who, told)
                await consents.give_consent(tx, who, Consent.REMINDERS, NOW)
                await visits.save_visit(tx, who, "voorbeeld", own, NOW)
            web = await begin_web_talk(
                app.database,
                app.seal,
                NOW,
                profile=Profile(year=1, campus="centrum"),
                plans=["slaap", "huiskamer"],
            )
            async with app.database.transaction() as tx:
                await consents.give_consent(tx, web, Consent.MESSAGES, NOW)

            await write(app, await make_link(app))

            after, session = await found_here(app)
            assert after == who
            assert session.profile == Profile(year=3, campus="centrum")
            assert session.quiet_until == date(2027, 1, 1)
            async with app.database.transaction() as tx:
                kept = await visits.list_visits(tx, who, "voorbeeld")
                assert kept == (own, plan_for("huiskamer"))
                assert await consents.list_consents(tx, who) == {Consent.REMINDERS}

    run(scenario())


def test_used_too_old_and_unknown_links_get_a_kind_line_and_the_welcome() -> None:
    async def scenario() -> None:
        async with opened_app(NOW) as app:
            await begin_web_talk(app.database, app.seal, NOW)
            old = await make_link(app, now=NOW - timedelta(minutes=10))
            for payload in (old, PREFIX, f"{PREFIX}unknown"):
                replies = await write(app, payload)
                assert GONE in replies[0].text, payload
                assert WELCOME in replies[1].text
            assert await is_web_left(app)
            used = await make_link(app)
            assert GONE not in (await write(app, used))[0].text
            assert GONE in (await write(app, used, chat="4712"))[0].text

    run(scenario())


def test_of_two_who_open_it_at_once_one_goes_on(database_url: str) -> None:
    async def scenario() -> None:
        async with opened_app(NOW, database_url) as app:
            await begin_web_talk(app.database, app.seal, NOW, plans=["slaap"])
            payload = await make_link(app)
            opened = await asyncio.gather(
                *(write(app, payload, chat=chat) for chat in ("1", "2", "3"))
            )
            assert sorted(GONE in replies[0].text for replies in opened) == [False, True, True]
            assert len((await everything(app))["visit"]) == 1

    run(scenario())


def test_danger_comes_first_and_a_card_comes_along() -> None:
    async def scenario() -> None:
        async with opened_app(NOW) as app:
            await begin_web_talk(app.database, app.seal, NOW, card="abuse", shown=("slaap",))
            payload = await make_link(app)
            said = read_text("ik wil dood", Channel.TELEGRAM, Language.NL)
            replies = await write(app, replace(said, start=payload))
            assert "113" in replies[0].text
            assert await is_web_left(app), "the link is not spent by it"
            replies = await write(app, payload)
            assert "We gaan hier verder." in replies[0].text
            assert "0800-2000" in replies[1].text
            assert "slaap" not in "".join(one.text.casefold() for one in replies)

    run(scenario())


def test_a_school_that_closed_is_not_gone_on_with() -> None:
    async def scenario() -> None:
        async with opened_app(NOW) as app:
            await begin_web_talk(app.database, app.seal, NOW, plans=["slaap"])
            payload = await make_link(app)
            async with app.database.transaction() as tx:
                await closings.close(tx, "voorbeeld", NOW)
            assert GONE in (await write(app, payload))[0].text
            assert len((await everything(app))["student"]) == 1, "nobody is added here"

    run(scenario())
