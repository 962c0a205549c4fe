"""Feeds: found by their hash only, replaced in their place, gone after their last day (R21)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from running import with_database
from sqlalchemy import func, select

from signpost_bot.model.feed import Feed
from signpost_bot.model.language import Language
from signpost_bot.store import feeds
from signpost_bot.store.database import Database
from signpost_bot.store.school_tables import feed

MADE = Feed(
    institution="leiden",
    language=Language.EN,
    offerings=("walk-and-talk", "huiskamer"),
    keep_to=date(2026, 12, 1),
)
LAST_DAY = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
"""On an island of the Dutch Caribbean there are hours left."""


def test_a_feed_comes_back_equal_and_is_replaced(database_url: str) -> None:
    anew = replace(MADE, offerings=(), language=Language.NL)

    async def scenario(database: Database) -> list[Feed | None]:
        async with database.transaction() as tx:
            await feeds.save_feed(tx, "a", MADE)
            await feeds.save_feed(tx, "b", MADE)
            await feeds.save_feed(tx, "b", anew)
            return [await feeds.find_feed(tx, name) for name in ("a", "b", "c")]

    assert with_database(database_url, scenario) == [MADE, anew, None]


def test_it_goes_when_its_last_day_is_over_everywhere(database_url: str) -> None:
    async def scenario(database: Database) -> list[int]:
        left = []
        async with database.transaction() as tx:
            await feeds.save_feed(tx, "a", MADE)
            await feeds.save_feed(tx, "b", replace(MADE, keep_to=date(2027, 1, 1)))
            for now in (LAST_DAY, LAST_DAY.replace(day=2), LAST_DAY.replace(day=3)):
                await feeds.remove_old_feeds(tx, now)
                counted = await tx.execute(select(func.count()).select_from(feed))
                left.append(int(counted.scalar_one()))
        return left

    assert with_database(database_url, scenario) == [2, 2, 1]
