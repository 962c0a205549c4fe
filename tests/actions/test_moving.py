"""What moves along, with how many wait for it, on real databases (R5, R6): never fewer than ten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import make_nudge
from calendar_files import event, read
from folders import write
from running import with_database
from sqlalchemy import update

from signpost_bot.actions.calendars import import_periods, load_catalog
from signpost_bot.actions.catalog import fill
from signpost_bot.actions.exchange import apply
from signpost_bot.app import build_index
from signpost_bot.campaigns.moving import FEWEST, Moved
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.writing import render
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxState
from signpost_bot.model.session import Session
from signpost_bot.store import consents, planning, students
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import outbox

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
FAR = datetime(2027, 6, 1, tzinfo=UTC)
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
MOVED = event("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270104", title="Kerst", uid="k")


def before_christmas(slug: str) -> Campaign:
    nudge = make_nudge().model_dump()["nudge"]
    timing = {"period_kind": "holiday", "days_before": 3, "at": "18:30"}
    return make_nudge(slug=slug, nudge=nudge | {"needs": ["fun"], "timing": timing})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One school with two campaigns that run before the holidays; Christmas is on 19 December."""
    write(tmp_path / "files", {
        f"school/campaigns/{slug}.yaml": render(before_christmas(slug)) for slug in ("a", "b")
    })  # fmt: skip
    for file in (tmp_path / "files").glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")
    return tmp_path / "files"


async def have_waiting(database: Database, number: int) -> None:
    """So many students to whom both campaigns will write, and one who has had both."""
    catalog = await load_catalog(database, "school")
    async with database.transaction() as tx:
        await add_student(tx, "done")
        for campaign in catalog.campaigns:
            for occasion in occasions_of(campaign, catalog, NOW, FAR):
                await planning.plan_occasion(tx, "7", "school", occasion)
        await tx.execute(update(outbox).values(state=OutboxState.SENT.value))
        for n in range(number):
            await add_student(tx, str(n))
        for campaign in catalog.campaigns:
            for occasion in occasions_of(campaign, catalog, NOW, FAR):
                await planning.plan_occasion(tx, "7", "school", occasion)


async def add_student(tx: Tx, name: str) -> None:
    student = await students.add_student(tx, "telegram", name, NOW.date())
    await students.save_address(tx, SEAL, student, name, "7")
    await students.save_session(
        tx, SEAL, student, Session(institution="school", language=Language.NL)
    )
    await consents.give_consent(tx, student, Consent.MESSAGES, NOW)


@pytest.mark.parametrize(("number", "told"), [(FEWEST, FEWEST), (FEWEST - 1, None)])
def test_import_and_apply_say_what_moves_along(
    database_url: str, folder: Path, number: int, told: int | None
) -> None:
    needs = build_index()

    async def scenario(database: Database) -> list[tuple[Moved, ...]]:
        await fill(database, folder, needs, NOW)
        await have_waiting(database, number)
        file = read(MOVED)
        imported = await import_periods(
            database, "school", lambda tz: read_periods(file, tz), NOW, author="a", is_dry=True
        )
        calendar = folder / "school/calendar.yaml"
        text = calendar.read_text("utf-8").replace("2026-12-19", "2026-12-21")
        calendar.write_text(text, "utf-8")
        dry = await apply(database, folder, needs, NOW, author="a", is_dry=True)
        done = await apply(database, folder, needs, NOW, author="a")
        again = await apply(database, folder, needs, NOW, author="a")
        return [imported.moved, dry.moved, done.moved, again.moved]

    *moved, again = with_database(database_url, scenario)

    assert again == ()
    for (one,) in moved:
        assert [occasion.campaign for occasion in one.moving] == ["a", "b"]
        assert one.waiting == told
        assert one.after
        assert str(one.after.first_on) == "2026-12-21"


def test_a_first_calendar_moves_nothing(database_url: str, folder: Path) -> None:
    async def scenario(database: Database) -> tuple[Moved, ...]:
        return (await apply(database, folder, build_index(), NOW, author="a")).moved

    assert with_database(database_url, scenario) == ()
