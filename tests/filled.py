"""All catalogs in a database: read from the files once per process, then copied for each test."""

import asyncio
import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import delete, func, select

from signpost_bot.app import open_app, open_tables
from signpost_bot.store.school_tables import document

OFFERINGS = Path(__file__).parent.parent / "offerings"
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "a secret of the tests, long enough to be one"
CAMPAIGNS = ("adem", "cijfers", "hoe-ging-het", "tentamens", "vakantie", "week-8")
"""What tests of one message, budget or row are about. The whole year has tests of its own
(`campaigns/test_ready_made`, `simulation/`), and may grow without all others counting along."""


@cache
def filled_file() -> Path:
    """An SQLite file with all catalogs, and these campaigns of the year that is ready."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    async def fill() -> None:
        async with open_app(f"sqlite:///{folder}/filled.db", OFFERINGS, SECRET, EARLY) as app:
            others = (document.c.kind == "campaign") & document.c.slug.not_in(CAMPAIGNS)
            async with app.database.transaction() as tx:
                await tx.execute(delete(document).where(others))

    asyncio.run(fill())
    return folder / "filled.db"


async def copy_catalogs(url: str, now: datetime) -> None:
    """The same catalogs, saved at `now`, in a database without documents. Reading
    the files takes .6 s, which hundreds of tests on two databases would each pay again."""
    file = await asyncio.to_thread(filled_file)
    async with open_tables(f"sqlite:///{file}") as source, open_tables(url) as target:
        async with target.transaction() as tx:
            if (await tx.execute(select(func.count()).select_from(document))).scalar_one():
                return
        async with source.transaction() as tx:
            rows = await tx.execute(select(document).order_by(document.c.id))
            copies = [{**row, "saved_at": now} for row in rows.mappings()]
        for one in copies:
            del one["id"]  # the database counts by itself, and goes on from there
        async with target.transaction() as tx:
            await tx.execute(document.insert(), copies)
