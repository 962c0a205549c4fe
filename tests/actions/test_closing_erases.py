"""After erasing nothing of the school is left in any table, and of others nothing is gone (R21)."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from reached import EARLY, plan, reached_chat
from rows import TABLES, Everything, everything, rows_of
from sqlalchemy import insert
from talking import BOT, Chat, Post, opened_app, run

from signpost_bot.actions import closing
from signpost_bot.app import App
from signpost_bot.model.approval import Approval
from signpost_bot.model.staff import StaffId
from signpost_bot.store import approvals, school_tables, students, tables
from signpost_bot.store.database import Tx

SCHOOL, OTHER = "voorbeeld", "leiden"
LATER = EARLY + timedelta(days=3)
MARKER = "qzxstaffmarker"


async def _school_rows(tx: Tx, slug: str) -> None:
    """A row in every table of the school, as the desk and the talk would write them."""
    who, today = uuid4(), date(2027, 1, 8)
    same = {"institution": slug}
    member = {"id": who, "name": MARKER, "role": "writer", "language": "nl", "added_on": today}
    link = {"token_hash": slug, "staff_id": who, "purpose": "sign_in", "expires_at": LATER}
    seen = {"folder": "f", "kind": "offering", "slug": "slaap", "revision": 1}
    count = {"month_on": today, "what": "shown", "slug": "x", "count": 3}
    await tx.execute(insert(school_tables.staff).values(**same, **member))
    await tx.execute(insert(school_tables.staff_link).values(**link))
    await tx.execute(insert(school_tables.seen_revision).values(**same, **seen))
    await tx.execute(insert(school_tables.insight).values(**same, **count))
    code = {"code": slug, "offering": "slaap", "held_on": today}
    await tx.execute(insert(school_tables.attendance_code).values(**same, **code))
    suggestion = {"words": MARKER.encode(), "made_on": today}
    await tx.execute(insert(school_tables.suggestion).values(**same, **suggestion))
    await tx.execute(
        insert(school_tables.too_few).values(**same, campaign="exams", occasion="exams:2026")
    )
    await _desk_rows(tx, slug, who)
    await approvals.add_approval(
        tx,
        slug,
        Approval(campaign="exams", words_hash="h", staff_id=StaffId(who), is_approver=True),
        EARLY,
    )


async def _desk_rows(tx: Tx, slug: str, who: UUID) -> None:
    """Signed in, a story of theirs waits, a change of theirs is in the audit; and a calendar."""
    until = {"started_at": EARLY, "expires_at": LATER}
    session = {"token_hash": slug, "staff_id": who, **until}
    done = {"name": MARKER, "what": "saved", "about": "slaap", "done_at": EARLY}
    story = {"offering": "slaap", "staff_id": who, "body": MARKER, "made_at": EARLY}
    calendar = {"token_hash": slug, "language": "nl", "offerings": ("slaap",)}
    await tx.execute(insert(school_tables.desk_session).values(**session))
    await tx.execute(insert(school_tables.audit).values(institution=slug, **done))
    await tx.execute(insert(school_tables.story_draft).values(institution=slug, **story))
    await tx.execute(
        insert(school_tables.feed).values(institution=slug, **calendar, keep_to=LATER.date())
    )


async def _doubt(chat: Chat, *slugs: str) -> None:
    """A doubt, and a message that went out, at each of these schools."""
    done = {"kind": "nudge", "campaign": "exams", "state": "sent", "attempts": 1, "bot_id": BOT}
    times = {"due_at": EARLY, "best_before": LATER}
    async with chat.app.database.transaction() as tx:
        who = await students.find_student(tx, chat.channel, chat.talk.address_hash)
        for slug in slugs:
            row = {"student_id": who, "institution": slug, "offering": "slaap"}
            await tx.execute(insert(tables.doubt).values(**row, made_on=date(2027, 1, 8)))
            await tx.execute(insert(tables.outbox).values(**row, **done, **times, occasion=slug))


async def _two_schools(app: App) -> None:
    """Students of both schools, and somebody who has been to both and talks with this one, and
    with the other one."""
    async with app.database.transaction() as tx:
        await _school_rows(tx, SCHOOL)
        await _school_rows(tx, OTHER)
    here = await reached_chat(app, "yes:messages", "remind:slaap", "went:huiskamer", address="here")
    await _doubt(here, SCHOOL)
    there = await reached_chat(app, address="there")
    await there.start(OTHER)
    await there.choose("yes:messages")
    both = await reached_chat(app, address="both, now here")
    await both.start(OTHER)
    await both.choose(f"went:{_an_offering(app, OTHER)}")
    await _doubt(both, SCHOOL, OTHER)
    await both.start(SCHOOL)
    await both.choose("remind:slaap")
    moved = await reached_chat(app, "went:slaap", address="both, now there")
    await moved.start(OTHER)
    await moved.choose(f"went:{_an_offering(app, OTHER)}")
    await plan(app)


def _an_offering(app: App, school: str) -> str:
    return app.catalogs.kept[school][1].offerings[0].slug


def test_no_table_holds_anything_of_it_and_others_keep_every_byte(database_url: str) -> None:
    async def scenario() -> tuple[Everything, Everything]:
        async with opened_app(EARLY, database_url) as app:
            await _two_schools(app)
            before = await everything(app)
            await closing.close(app.database, SCHOOL, EARLY)
            while await Post().deliver(app, EARLY):
                pass
            assert await closing.erase_closed(app.database, EARLY) == (SCHOOL,)
            return before, await everything(app)

    before, after = run(scenario())

    can_name_a_school = {t.name for t in TABLES if "institution" in t.c}
    can_name_a_school |= {"staff_link", "desk_session"}
    assert rows_of(before, SCHOOL).keys() == can_name_a_school - {"closing"}, "planted everywhere"
    assert rows_of(before, OTHER).keys() == can_name_a_school - {"closing"}
    assert rows_of(after, SCHOOL) == {"closing": [(SCHOOL, EARLY, EARLY)]}
    assert rows_of(after, OTHER) == rows_of(before, OTHER)
    left = {row[0] for row in after["student"]}
    assert len(left) == 3, "who has something at another school is not forgotten"
    for name in ("student", "consent", "session", "visit", "outbox", "doubt"):
        theirs = [row for row in before[name] if left & set(row) and SCHOOL not in row]
        assert after[name] == theirs, f"{name}: theirs to the byte, and nobody else's"


def test_no_file_of_the_database_holds_what_was_planted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened_app(EARLY, f"sqlite:///{tmp_path}/talk.db") as app:
            async with app.database.transaction() as tx:
                await _school_rows(tx, SCHOOL)
            await reached_chat(app, "yes:messages")
            assert MARKER in _all_bytes(tmp_path)
            await closing.close(app.database, SCHOOL, EARLY, is_silent=True)

    run(scenario())

    assert MARKER not in _all_bytes(tmp_path)
    assert "wellbeingofficer" not in _all_bytes(tmp_path), "nor its catalog"


def _all_bytes(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.iterdir())
