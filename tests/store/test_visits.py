"""Visits: saving twice replaces, a reminder comes once (R5, R20, R21)."""

from datetime import UTC, datetime, timedelta

import pytest
from running import with_database

from signpost_bot.model.following import Following, Round
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import students, visits
from signpost_bot.store.database import Database, DatabaseUnavailable, Tx

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def make_visit(offering: str = "walk-and-talk", remind_at: datetime | None = None) -> Visit:
    return Visit(
        offering=offering, state=VisitState.PLANNED, starts_at=TOMORROW, remind_at=remind_at
    )


async def _student(tx: Tx, address: str = "somebody") -> StudentId:
    return await students.add_student(tx, "terminal", address, NOW.date())


async def _save(tx: Tx, student: StudentId, *planned: Visit, institution: str = "leiden") -> None:
    for visit in planned:
        await visits.save_visit(tx, student, institution, visit, NOW)


def test_visits_come_back_equal_and_oldest_first(database_url: str) -> None:
    saved = (
        make_visit("b", remind_at=LATER),
        make_visit("a"),
        Visit(offering="c", state=VisitState.WENT),
    )

    async def scenario(database: Database) -> tuple[Visit, ...]:
        async with database.transaction() as tx:
            student = await _student(tx)
            await _save(tx, student, *saved)
            return await visits.list_visits(tx, student, "leiden")

    assert with_database(database_url, scenario) == saved


def test_saving_twice_replaces(database_url: str) -> None:
    went = Visit(offering="walk-and-talk", state=VisitState.WENT)

    async def scenario(database: Database) -> tuple[Visit, ...]:
        async with database.transaction() as tx:
            student = await _student(tx)
            await _save(tx, student, make_visit(remind_at=LATER), make_visit("other"), went)
            return await visits.list_visits(tx, student, "leiden")

    assert with_database(database_url, scenario) == (went, make_visit("other"))


def test_a_visit_is_of_one_student_at_one_institution(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[Visit, ...]]:
        async with database.transaction() as tx:
            amina, bram = await _student(tx, "amina"), await _student(tx, "bram")
            await _save(tx, amina, make_visit())
            return [
                await visits.list_visits(tx, amina, "leiden"),
                await visits.list_visits(tx, amina, "avans"),
                await visits.list_visits(tx, bram, "leiden"),
            ]

    assert with_database(database_url, scenario) == [(make_visit(),), (), ()]


def test_a_reminder_that_is_due_is_given_once(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[Visit, ...]]:
        async with database.transaction() as tx:
            student = await _student(tx)
            await _save(tx, student, make_visit(remind_at=LATER), make_visit("never"))
        taken = []
        for moment in (LATER - timedelta(microseconds=1), LATER, LATER, TOMORROW):
            async with database.transaction() as tx:
                taken.append(await visits.take_due_reminders(tx, student, "leiden", moment))
        async with database.transaction() as tx:
            return [*taken, await visits.list_visits(tx, student, "leiden")]

    *taken, kept = with_database(database_url, scenario)

    assert taken == [(), (make_visit(remind_at=LATER),), (), ()]
    assert kept == (make_visit(), make_visit("never"))


def test_reminders_come_in_the_order_in_which_they_fell_due(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[Visit, ...]:
        async with database.transaction() as tx:
            student = await _student(tx)
            await _save(tx, student, make_visit("second", LATER), make_visit("first", NOW))
            return await visits.take_due_reminders(tx, student, "leiden", TOMORROW)

    taken = with_database(database_url, scenario)

    assert taken == (make_visit("first", NOW), make_visit("second", LATER))


def test_nobody_takes_the_reminder_of_somebody_else(database_url: str) -> None:
    async def scenario(database: Database) -> list[tuple[Visit, ...]]:
        async with database.transaction() as tx:
            amina, bram = await _student(tx, "amina"), await _student(tx, "bram")
            await _save(tx, amina, make_visit(remind_at=NOW))
            return [
                await visits.take_due_reminders(tx, bram, "leiden", LATER),
                await visits.take_due_reminders(tx, amina, "avans", LATER),
                await visits.take_due_reminders(tx, amina, "leiden", LATER),
            ]

    taken = with_database(database_url, scenario)

    assert taken == [(), (), (make_visit(remind_at=NOW),)]


def test_a_reminder_taken_in_a_turn_that_fails_is_not_lost(database_url: str) -> None:
    async def take_and_fail(database: Database, student: StudentId) -> None:
        async with database.transaction() as tx:
            await visits.take_due_reminders(tx, student, "leiden", LATER)
            await _student(tx)  # there is one at this address already

    async def scenario(database: Database) -> tuple[Visit, ...]:
        async with database.transaction() as tx:
            student = await _student(tx)
            await _save(tx, student, make_visit(remind_at=NOW))
        with pytest.raises(DatabaseUnavailable):
            await take_and_fail(database, student)
        async with database.transaction() as tx:
            return await visits.take_due_reminders(tx, student, "leiden", LATER)

    assert with_database(database_url, scenario) == (make_visit(remind_at=NOW),)


def test_who_said_stop_is_reminded_of_nothing_and_others_still_are(database_url: str) -> None:
    """R21: one can stop at any moment; what is planned stays planned."""

    async def scenario(database: Database) -> list[tuple[Visit, ...]]:
        async with database.transaction() as tx:
            dewi, bram = await _student(tx, "dewi"), await _student(tx, "bram")
            await _save(tx, dewi, make_visit("a", NOW), make_visit("b", LATER))
            await _save(tx, bram, make_visit("a", NOW))
            await visits.stop_reminders(tx, dewi)
            return [
                await visits.take_due_reminders(tx, dewi, "leiden", TOMORROW),
                await visits.list_visits(tx, dewi, "leiden"),
                await visits.take_due_reminders(tx, bram, "leiden", TOMORROW),
            ]

    found = with_database(database_url, scenario)

    assert found == [(), (make_visit("a"), make_visit("b")), (make_visit("a", NOW),)]


def test_what_was_taken_back_while_a_question_went_out_stays_taken_back(database_url: str) -> None:
    """R21: the one who writes last must not undo a no."""
    agreed = Following(next=Round.FIRST, ask_at=NOW, may_ask_later=True)
    visit = Visit(offering="a", state=VisitState.WENT, following=agreed)
    then = Following(asked=Round.FIRST, next=Round.SEMESTER, may_ask_later=True)

    async def scenario(database: Database) -> list[Visit | None]:
        async with database.transaction() as tx:
            amina, bram = await _student(tx, "amina"), await _student(tx, "bram")
            for student in (amina, bram):
                await _save(tx, student, visit)
            await visits.stop_asking(tx, amina)
            for student in (amina, bram):
                await visits.move_on(tx, student, "leiden", visit, then)
            return [await visits.find_visit(tx, one, "leiden", "a") for one in (amina, bram)]

    withdrawn, followed = with_database(database_url, scenario)

    assert withdrawn == Visit(offering="a", state=VisitState.WENT)
    assert followed == Visit(offering="a", state=VisitState.WENT, following=then)
