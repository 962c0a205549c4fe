"""Students: found by a keyed hash, kept without a word, forgotten without a trace (R15, R21)."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from running import with_database
from sqlalchemy import select

from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Session, Step
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import insight, schema, students, visits
from signpost_bot.store.database import Database, DatabaseUnavailable, Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import metadata, session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
OTHER_SEAL = Seal.from_secret("another secret of the tests, as long as that")
EMPTY = Session(institution="voorbeeld", language=Language.NL)
FULL = Session(
    institution="leiden",
    language=Language.EN,
    step=Step.CONFIRMING_SUGGESTION,
    shown=("walk-and-talk", "study_buddy"),
    seen=("walk-and-talk", "study_buddy", "112"),
    needs=("sleep",),
    asked=2,
    profile=Profile(
        year=3, campus="centrum", programme="law", international=False, wants_online=True
    ),
    pending="a quiet room, please – Zoë 🌱",
    quiet_until=date(2027, 1, 4),
)


async def _add(tx: Tx, address: str = "somebody") -> StudentId:
    return await students.add_student(tx, "terminal", SEAL.fingerprint("terminal", address), TODAY)


async def _add_with_everything(tx: Tx, address: str) -> StudentId:
    """A student of whom every table that can knows something."""
    student = await _add(tx, address)
    await students.save_session(tx, SEAL, student, FULL)
    for offering in ("walk-and-talk", "study_buddy"):
        planned = Visit(offering=offering, state=VisitState.PLANNED, starts_at=NOW, remind_at=NOW)
        await visits.save_visit(tx, student, "leiden", planned, NOW)
    await insight.add_count(tx, "leiden", "shown", "walk-and-talk", TODAY)
    await insight.add_suggestion(tx, SEAL, "leiden", "a quiet room", TODAY)
    return student


async def _tables_that_know(tx: Tx, student: StudentId) -> dict[str, int]:
    """How many rows of each table hold the student's id or address, in whatever column."""
    traces = (str(student), student.hex, SEAL.fingerprint("terminal", "amina"))
    found: dict[str, int] = {}
    for table in metadata.tables.values():
        rows = [str(tuple(row)) for row in await tx.execute(select(table))]
        found[table.name] = sum(any(trace in row for trace in traces) for row in rows)
    return {name: count for name, count in found.items() if count}


async def _count_rows(tx: Tx) -> dict[str, int]:
    counts = {
        table.name: len((await tx.execute(select(table))).all())
        for table in metadata.tables.values()
    }
    return {name: count for name, count in counts.items() if count}


def test_a_student_is_found_by_channel_and_address_only(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[StudentId, list[StudentId | None]]:
        async with database.transaction() as tx:
            student = await _add(tx)
            await _add(tx, "somebody else")
            here = SEAL.fingerprint("terminal", "somebody")
            return student, [
                await students.find_student(tx, "terminal", here),
                await students.find_student(tx, "telegram", here),
                await students.find_student(tx, "terminal", SEAL.fingerprint("terminal", "x")),
            ]

    student, found = with_database(database_url, scenario)

    assert found == [student, None, None]


def test_ids_are_random(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[StudentId, StudentId]:
        async with database.transaction() as tx:
            return await _add(tx, "one"), await _add(tx, "two")

    ids = with_database(database_url, scenario)

    assert ids[0] != ids[1]
    assert {student.version for student in ids} == {4}


def test_an_address_has_one_student(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        async with database.transaction() as tx:
            await _add(tx)
        async with database.transaction() as tx:
            await _add(tx)

    with pytest.raises(DatabaseUnavailable):
        with_database(database_url, scenario)


@pytest.mark.parametrize("stands", [EMPTY, FULL], ids=["empty", "full"])
def test_a_session_comes_back_equal(database_url: str, stands: Session) -> None:
    async def scenario(database: Database) -> Session | None:
        async with database.transaction() as tx:
            student = await _add(tx)
            await students.save_session(tx, SEAL, student, stands)
        async with database.transaction() as tx:
            return await students.find_session(tx, SEAL, student)

    assert with_database(database_url, scenario) == stands


def test_a_session_replaces_the_one_before(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[Session | None, Session | None, int]:
        async with database.transaction() as tx:
            student = await _add(tx)
            before = await students.find_session(tx, SEAL, student)
            await students.save_session(tx, SEAL, student, FULL)
            await students.save_session(tx, SEAL, student, EMPTY)
            after = await students.find_session(tx, SEAL, student)
            return before, after, len((await tx.execute(select(session))).all())

    assert with_database(database_url, scenario) == (None, EMPTY, 1)


def test_words_that_wait_are_sealed(database_url: str) -> None:
    async def scenario(database: Database) -> tuple[str, Session | None]:
        async with database.transaction() as tx:
            student = await _add(tx)
            await students.save_session(tx, SEAL, student, FULL)
            rows = (await tx.execute(select(session))).all()
            return str(rows), await students.find_session(tx, OTHER_SEAL, student)

    rows, with_another_secret = with_database(database_url, scenario)

    assert "quiet room" not in rows
    assert with_another_secret is not None
    assert with_another_secret.pending == ""


def test_a_session_needs_a_student(database_url: str) -> None:
    async def scenario(database: Database) -> None:
        async with database.transaction() as tx:
            await students.save_session(tx, SEAL, StudentId(uuid4()), EMPTY)

    with pytest.raises(DatabaseUnavailable):
        with_database(database_url, scenario)


def test_who_is_forgotten_is_in_no_table_any_more(database_url: str) -> None:
    """R21. Who stands beside them stays, and so do counts and suggestions, which name nobody."""

    async def scenario(database: Database) -> list[dict[str, int]]:
        async with database.transaction() as tx:
            amina = await _add_with_everything(tx, "amina")
            bram = await _add_with_everything(tx, "bram")
            before = await _tables_that_know(tx, amina)
        async with database.transaction() as tx:
            await students.forget_student(tx, amina)
        async with database.transaction() as tx:
            after = await _tables_that_know(tx, amina)
            return [before, after, await _tables_that_know(tx, bram), await _count_rows(tx)]

    before, after, beside, rows = with_database(database_url, scenario)

    assert before == {"student": 1, "session": 1, "visit": 2}
    assert after == {}
    assert beside == {"session": 1, "student": 1, "visit": 2}
    assert rows == {"session": 1, "student": 1, "visit": 2, "insight": 1, "suggestion": 2}


def test_every_table_that_points_at_a_student_goes_with_them() -> None:
    """A table that is added later has to follow: `forget_student` deletes one row only."""
    keys = [
        key
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "student"
    ]

    assert {key.parent.table.name for key in keys} == {
        "session",
        "visit",
        "consent",
        "outbox",
        "doubt",
        "counted",
        "web_talk",
        "continuation",
    }
    assert {key.ondelete for key in keys} == {"CASCADE"}


def test_the_file_holds_no_trace_of_who_was_forgotten(tmp_path: Path) -> None:
    """R21: SQLite leaves deleted rows in the file unless it is told to overwrite them."""
    file = tmp_path / "signpost.db"

    async def meet(database: Database) -> StudentId:
        await schema.migrate(database)
        async with database.transaction() as tx:
            return await _add_with_everything(tx, "amina")

    async def forget(database: Database) -> None:
        async with database.transaction() as tx:
            await students.forget_student(tx, amina)

    amina = with_database(f"sqlite:///{file}", meet)
    known = file.read_bytes()
    with_database(f"sqlite:///{file}", forget)

    traces = (amina.hex.encode(), SEAL.fingerprint("terminal", "amina").encode())
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [trace in known for trace in traces] == [True, True]
    assert [trace in left for trace in traces] == [False, False]
