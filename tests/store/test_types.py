"""Column types of our own keep their promises on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from running import with_database
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from signpost_bot.store.database import Database
from signpost_bot.store.types import Slugs, UtcDateTime

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
THING = Table(
    "thing",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("slugs", Slugs),
)


def _kept(url: str, column: str, *values: object) -> list[object]:
    """What the database gives back for these values, sorted by the database."""

    async def scenario(database: Database) -> list[object]:
        async with database.transaction() as tx:
            await tx.run_sync(THING.create)
            for value in values:
                await tx.execute(insert(THING).values({column: value}))
        async with database.transaction() as tx:
            return list(await tx.scalars(select(THING.c[column]).order_by(THING.c[column])))

    return with_database(url, scenario)


def test_a_moment_comes_back_as_the_same_moment_in_utc(empty_url: str) -> None:
    (kept,) = _kept(empty_url, "at", datetime(2026, 7, 1, 12, 30, 0, 123456, AMSTERDAM))

    assert isinstance(kept, datetime)
    assert kept == datetime(2026, 7, 1, 10, 30, 0, 123456, UTC)
    assert kept.tzinfo is UTC


def test_both_hours_of_the_autumn_night_stay_apart(empty_url: str) -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)

    kept = _kept(empty_url, "at", night.replace(fold=1), night)

    assert kept == [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]


def test_moments_sort_by_when_they_are_not_by_what_the_clock_said(empty_url: str) -> None:
    early = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=2)))  # 7:00 UTC
    late = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    assert _kept(empty_url, "at", late, early) == [early, late]


def test_no_moment_stays_none(empty_url: str) -> None:
    assert _kept(empty_url, "at", None) == [None]


def test_a_moment_without_a_zone_is_refused(empty_url: str) -> None:
    naive = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001

    with pytest.raises(StatementError, match="a moment without a zone cannot be stored") as raised:
        _kept(empty_url, "at", naive)

    assert isinstance(raised.value.orig, ValueError)


@pytest.mark.parametrize("slugs", [(), ("a",), ("walk-and-talk", "b_2", "112"), None])
def test_slugs_come_back_as_they_were_in_order(
    empty_url: str, slugs: tuple[str, ...] | None
) -> None:
    assert _kept(empty_url, "slugs", slugs) == [slugs]
