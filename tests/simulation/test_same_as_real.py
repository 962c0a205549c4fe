"""What the time machine shows is what is really planned and sent, message for message (R5, R20)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from builders import make_nudge
from sqlalchemy import select
from talking import BOT, Chat, Post, new_chat, opened_app, reach, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.answering.bank import load_needs
from signpost_bot.app import App
from signpost_bot.calendar import at_local
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.personas import read_personas
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.persona import Persona, Personas
from signpost_bot.model.session import Channel
from signpost_bot.simulation.days import Tap, list_taps, reacts_to
from signpost_bot.simulation.year import REACTS_AFTER, simulate
from signpost_bot.store import consents, documents, students, tables

FIRST, DAYS = date(2026, 11, 9), 56
QUIET_ON = date(2026, 12, 10)
HOURS = (time(12), time(17), time(18, 30))
NEEDS = frozenset(need.slug for need in load_needs())
SIX = Path(__file__).parents[2] / "offerings" / "voorbeeld" / "students.yaml"

Row = tuple[datetime, str, str, str | None, str, str | None]
"""When, to whom, what sort, of which campaign, its words, why not."""


@dataclass
class _Real:
    """Real students who do what the personas do, in a database with a clock that is told."""

    app: App
    chats: dict[str, Chat] = field(default_factory=dict)
    ids: dict[Any, str] = field(default_factory=dict)
    got: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    async def join(self, persona: Persona, now: datetime) -> None:
        chat = new_chat(self.app, now, address=persona.slug, channel=Channel.TELEGRAM)
        await chat.start("")
        student = await reach(chat)
        async with self.app.database.transaction() as tx:
            session = await students.find_session(tx, self.app.seal, student)
            assert session
            profile, language = persona.told.profile, persona.language
            told = type(session)(institution="voorbeeld", language=language, profile=profile)
            await students.save_session(tx, self.app.seal, student, told)
            for kind in persona.consents:
                await consents.give_consent(tx, student, kind, now)
        self.chats[persona.slug], self.ids[student] = chat, persona.slug

    async def tap(self, persona: Persona, tap: Tap) -> None:
        if not tap.choice:
            return await self.join(persona, tap.at)
        chat = self.chats[persona.slug]
        chat.now = tap.at
        await chat.choose(tap.choice)
        return None

    async def deliver(self, now: datetime) -> list[tuple[str, str]]:
        """Send what is due; gives to whom which campaign wrote."""
        post = Post()
        while await post.deliver(self.app, now):
            pass
        said = [(address, reply.text) for address, reply in post.sent]
        wrote = []
        async with self.app.database.transaction() as tx:
            table = tables.outbox
            done = table.c.claimed_at == now, table.c.state.in_(("sent", "skipped"))
            for row in await tx.execute(select(table).where(*done)):
                who, text = self.ids[row.student_id], ""
                if row.state == "sent":
                    text = said.pop([address for address, _ in said].index(who))[1]
                    if row.kind != "reminder":
                        wrote.append((who, row.campaign))
                self.rows.append((now, who, row.kind, row.campaign or None, text, row.reason))
        assert not said
        return wrote


async def _live(app: App, personas: tuple[Persona, ...], moments: list[datetime]) -> list[Row]:
    async with app.database.transaction() as tx:
        catalog = await app.catalogs.load(tx, "voorbeeld")
    real, noons = _Real(app), moments[:: len(HOURS)]
    taps = [(tap, one) for one in personas for tap in list_taps(one, catalog)]
    for now in moments:
        due = sorted(((t, p) for t, p in taps if t.at <= now), key=lambda pair: pair[0].at)
        for tap, persona in due:
            await real.tap(persona, tap)
        taps = [pair for pair in taps if pair not in due]
        if now in noons:  # when they tap; in between nothing changes what is planned
            await plan_ahead(app.database, app.catalogs, BOT, now)
        for who, campaign in await real.deliver(now):
            persona = next(one for one in personas if one.slug == who)
            real.got[who] = real.got.get(who, 0) + 1
            if reacts_to(persona, real.got[who]):
                taps.append((Tap(at=now + REACTS_AFTER, choice=f"why:{campaign}"), persona))
    return real.rows


async def _both() -> tuple[list[Row], list[Row]]:
    personas = read_personas(SIX, "voorbeeld", read_folder(SIX.parents[1], NEEDS))
    assert isinstance(personas, Personas)
    six = tuple(
        one.model_copy(
            update={
                "joined_on": max(one.joined_on, FIRST),
                "quiet_on": (QUIET_ON,) if one.quiet_on else (),
            }
        )
        for one in personas.students
    )
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    async with opened_app(now) as app:
        for campaign in _crowd():
            key = DocumentKey(
                institution="voorbeeld", kind=DocumentKind.CAMPAIGN, slug=campaign.slug
            )
            async with app.database.transaction() as tx:
                await documents.add_revision(tx, key, campaign, author="a", note="", now=now)
        async with app.database.transaction() as tx:
            catalog = await app.catalogs.load(tx, "voorbeeld")
        tz = catalog.institution.tz
        days = [FIRST + timedelta(days=n) for n in range(DAYS)]
        moments = [at_local(day, hour, tz) for day in days for hour in HOURS]
        until = at_local(FIRST + timedelta(days=DAYS), time(), tz)
        dry = [
            (m.at, m.student, m.kind.value, m.campaign, m.text, m.reason and m.reason.value)
            for m in simulate(six, catalog, moments[0], until)
        ]
        return dry, await _live(app, six, moments)


def _crowd() -> list[Campaign]:
    """So many campaigns that there is not enough attention for all: one each week, so
    that who never reacts hears less, and two that go out at the hour of another."""
    every_week = [
        make_nudge(
            slug=f"dag-{days}",
            priority=2,
            nudge={
                "timing": {"period_kind": "teaching", "days_after": days, "at": "18:30"},
                "needs": ["talk"],
                "opening": {"nl": f"Dag {days}.", "en": f"Day {days}."},
            },
        )
        for days in range(66, 120, 7)
    ]
    return [*every_week, make_nudge(slug="dringend", priority=5), make_nudge(slug="rustig")]


def test_a_simulation_shows_what_planning_and_delivery_do_over_eight_weeks() -> None:
    dry, real = run(_both())

    assert sorted(dry, key=repr) == sorted(real, key=repr)
    reasons = {reason for *_, reason in dry}
    assert {None, "budget", "tapered", "quiet"} <= reasons
    assert any("weet niet of je er iets aan hebt" in text for *_, text, _ in dry)
    assert {kind for _, _, kind, *_ in dry} == {"nudge", "after_visit", "reminder"}
