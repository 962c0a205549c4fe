"""The outbox: planned once, claimed by one, and in doubt rather than sent twice (R5, R21)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from running import with_database

from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.outbox import (
    OutboxState,
    Outcome,
    Outgoing,
    Reason,
    Refused,
    Sent,
    Skipped,
    TryLater,
    Uncertain,
)
from signpost_bot.model.session import Session
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import consents, outbox, planning, students, visits
from signpost_bot.store.database import Database, Tx, open_database
from signpost_bot.store.sealing import Seal

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
HOUR, LEASE = timedelta(hours=1), timedelta(minutes=10)
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
OCCASION = Occasion(campaign="exams", key="t:1", due_at=NOW, best_before=NOW + 96 * HOUR)


async def _student(
    tx: Tx, name: str, *yes: Consent, school: str = "leiden", bot: str = "7"
) -> StudentId:
    student = await students.add_student(tx, "telegram", name, NOW.date())
    await students.save_address(tx, SEAL, student, name, bot)
    stands = Session(institution=school, language=Language.NL)
    await students.save_session(tx, SEAL, student, stands)
    for kind in yes:
        await consents.give_consent(tx, student, kind, NOW)
    return student


async def _plan(tx: Tx) -> int:
    return await planning.plan_occasion(tx, "7", "leiden", OCCASION)


async def _claim(tx: Tx, now: datetime = NOW, limit: int = 10) -> tuple[Outgoing, ...]:
    return await outbox.claim_due(tx, "7", now, limit, LEASE)


async def _remind(tx: Tx, at: datetime = NOW) -> None:
    student = await _student(tx, "amina", Consent.REMINDERS)
    planned = Visit(
        offering="slaap", state=VisitState.PLANNED, starts_at=at + 2 * HOUR, remind_at=at
    )
    await visits.save_visit(tx, student, "leiden", planned, NOW)
    assert await planning.plan_reminders(tx, "7", "leiden", NOW, NOW + 99 * HOUR) == 1


def test_only_who_said_yes_is_there_and_can_be_reached_is_planned(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[StudentId, tuple[Outgoing, ...]]:
        async with database.transaction() as tx:
            yes = await _student(tx, "yes", Consent.MESSAGES)
            await _student(tx, "no", Consent.CHECKINS, Consent.REMINDERS)
            await _student(tx, "elsewhere", Consent.MESSAGES, school="avans")
            away = await _student(tx, "away", Consent.MESSAGES)
            await students.forget_address(tx, away)
            assert await _plan(tx) == 1
            return yes, await _claim(tx)

    yes, rows = with_database(database_url, scenario)

    assert [row.student_id for row in rows] == [yes]
    assert (rows[0].occasion, rows[0].due_at, rows[0].attempts) == ("t:1", NOW, 1)


def test_planning_twice_does_nothing_whatever_became_of_it(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        async with database.transaction() as tx:
            await _student(tx, "amina", Consent.MESSAGES)
            planned = [await _plan(tx), await _plan(tx)]
            (row,) = await _claim(tx)
            await outbox.record(tx, [(row, Sent())], NOW)
            planned.append(await _plan(tx))
            await _student(tx, "bram", Consent.MESSAGES)
            return [*planned, await _plan(tx)]

    assert with_database(database_url, scenario) == [1, 0, 0, 1]


def test_a_yes_said_twice_is_one_yes_and_a_no_takes_it_back(database_url: str) -> None:
    async def scenario(database: Database) -> list[frozenset[Consent]]:
        async with database.transaction() as tx:
            student = await _student(tx, "amina", Consent.MESSAGES, Consent.MESSAGES)
            found = [await consents.list_consents(tx, student)]
            await consents.withdraw_consent(tx, student, Consent.REMINDERS)
            await consents.withdraw_consent(tx, student, Consent.MESSAGES)
            return [*found, await consents.list_consents(tx, student)]

    assert with_database(database_url, scenario) == [{Consent.MESSAGES}, frozenset()]


def test_nothing_is_claimed_before_it_is_due_or_for_another_bot(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        async with database.transaction() as tx:
            await _student(tx, "amina", Consent.MESSAGES)
            await _plan(tx)
            early = await _claim(tx, NOW - timedelta(seconds=1))
            other = await outbox.claim_due(tx, "8", NOW, 10, LEASE)
            return [len(early), len(other), len(await _claim(tx)), len(await _claim(tx))]

    assert with_database(database_url, scenario) == [0, 0, 1, 0]


def test_workers_at_the_same_time_never_claim_the_same_row(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        async with database.transaction() as tx:
            for number in range(60):
                await _student(tx, f"student {number}", Consent.MESSAGES)
            assert await _plan(tx) == 60
        workers = [open_database(database_url) for _ in range(3)]
        try:
            drained = await asyncio.gather(*map(_drain, workers))
            return [row for rows in drained for row in rows]
        finally:
            for worker in workers:
                await worker.close()

    claimed = with_database(database_url, scenario)

    assert len(claimed) == 60
    assert len(set(claimed)) == 60


async def _drain(database: Database) -> list[int]:
    mine: list[int] = []
    while True:
        async with database.transaction() as tx:
            rows = await _claim(tx, limit=7)
        if not rows:
            return mine
        mine += [row.id for row in rows]


def test_a_nudge_whose_sender_died_is_uncertain_and_never_due_again(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[list[int], dict[OutboxState, int]]:
        async with database.transaction() as tx:
            await _student(tx, "amina", Consent.MESSAGES)
            await _plan(tx)
            await _claim(tx)
        async with database.transaction() as tx:
            found = [await outbox.settle_lost_claims(tx, "7", NOW + LEASE)]
            found.append(await outbox.settle_lost_claims(tx, "7", NOW + 2 * LEASE))
            found += [await _plan(tx), len(await _claim(tx, NOW + HOUR))]
            return found, await outbox.count_states(tx, "7")

    found, counts = with_database(database_url, scenario)

    assert found == [0, 1, 0, 0]
    assert counts == {OutboxState.UNCERTAIN: 1}


def test_a_reminder_whose_sender_died_is_tried_once_more_and_no_more(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        async with database.transaction() as tx:
            await _remind(tx)
            found = [len(await _claim(tx))]
            found.append(await outbox.settle_lost_claims(tx, "7", NOW + 2 * LEASE))
            found.append(len(await _claim(tx, NOW + 2 * LEASE)))
            found.append(await outbox.settle_lost_claims(tx, "7", NOW + 4 * LEASE))
            return [*found, len(await _claim(tx, NOW + 4 * LEASE))]

    assert with_database(database_url, scenario) == [1, 0, 1, 1, 0]


@pytest.mark.parametrize(
    ("outcome", "state", "again"),
    [
        (Sent(), OutboxState.SENT, 0),
        (Skipped(reason=Reason.NO_STEP), OutboxState.SKIPPED, 0),
        (Refused(unreachable=True), OutboxState.DEAD, 0),
        (Refused(unreachable=False), OutboxState.DEAD, 0),
        (Uncertain(), OutboxState.UNCERTAIN, 0),
        (TryLater(seconds=60), OutboxState.DUE, 1),
    ],
)
def test_what_became_of_a_nudge_is_written_down(
    outcome: Outcome, state: OutboxState, again: int, database_url: str
) -> None:
    async def scenario(database: Database) -> tuple[OutboxState, int, int]:
        async with database.transaction() as tx:
            await _student(tx, "amina", Consent.MESSAGES)
            await _plan(tx)
            (row,) = await _claim(tx)
            (recorded,) = await outbox.record(tx, [(row, outcome)], NOW)
            soon = await _claim(tx, NOW + timedelta(seconds=59))
            return recorded, len(soon), len(await _claim(tx, NOW + timedelta(seconds=60)))

    assert with_database(database_url, scenario) == (state, 0, again)


def test_who_is_forgotten_is_forgotten_in_the_outbox_too(database_url: str) -> None:
    async def scenario(database: Database) -> dict[OutboxState, int]:
        async with database.transaction() as tx:
            student = await _student(tx, "amina", Consent.MESSAGES)
            await _plan(tx)
            await students.forget_student(tx, student)
            assert await consents.list_consents(tx, student) == frozenset()
            return await outbox.count_states(tx, "7")

    assert with_database(database_url, scenario) == {}
