"""What is read of an offering is kept until it, the day, or what it depends on changes."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from builders import make_offering
from filled import copy_catalogs

from signpost_bot.actions.conditions import Conditions, Standing
from signpost_bot.actions.staff import Doubts
from signpost_bot.app import open_tables
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.store.documents import add_revision
from signpost_bot.store.doubts import clear_doubts, count_doubts

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DOUBTS = Doubts(count=count_doubts, clear=clear_doubts)
KEY = DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug="huiskamer")
GUILT = {"nl": "Je moet komen, anders stel je ons teleur.", "en": "You must come."}


def remarks_of(standing: Standing, slug: str) -> int:
    return next(one.remarks for one in standing.conditions if one.offering.slug == slug)


def test_after_a_save_only_that_offering_is_read_anew_and_the_next_day_all(tmp_path: Path) -> None:
    async def run() -> None:
        url = f"sqlite:///{tmp_path}/x.db"
        await copy_catalogs(url, NOW)
        conditions = Conditions(needs={})
        async with open_tables(url) as database:
            before = await conditions.look(database, DOUBTS, "voorbeeld", NOW)
            assert remarks_of(before, "huiskamer") == 0
            first = conditions.kept["voorbeeld"].read
            async with database.transaction() as tx:
                changed = make_offering(summary=GUILT)
                await add_revision(tx, KEY, changed, author="test", note="", now=NOW)
            after = await conditions.look(database, DOUBTS, "voorbeeld", NOW)
            assert remarks_of(after, "huiskamer") > 0
            second = conditions.kept["voorbeeld"].read
            assert set(second) - set(first) == {("huiskamer", 2)}
            assert second["slaap", 1] is first["slaap", 1]
            await conditions.look(database, DOUBTS, "voorbeeld", NOW + timedelta(days=1))
            assert conditions.kept["voorbeeld"].read["slaap", 1] is not first["slaap", 1]

    asyncio.run(run())
