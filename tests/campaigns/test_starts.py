"""The starts a student can choose from: the introduction and the second intake, around now."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from builders import make_calendar, make_catalog

from signpost_bot.campaigns.starts import is_spring, list_starts

_NUMBERS = count()


def _period(kind: str, first_on: str) -> dict[str, Any]:
    title = {"nl": "a", "en": "a"}
    slug = f"{kind}-{next(_NUMBERS)}"
    return {"slug": slug, "kind": kind, "title": title, "first_on": first_on, "last_on": first_on}


INTRODUCTION = _period("introduction", "2026-08-31")
BLOCKS = [
    _period("teaching", day) for day in ("2026-09-07", "2026-12-07", "2027-01-04", "2027-02-01")
]
EXAMS = _period("exams", "2027-01-25")
NEXT = [_period("introduction", "2027-08-30"), _period("teaching", "2027-09-06")]


@pytest.mark.parametrize(
    ("periods", "now", "expected"),
    [
        ([INTRODUCTION, *BLOCKS, EXAMS], "2026-11-25", ["2026-08-31", "2027-02-01"]),
        ([*BLOCKS, EXAMS], "2026-11-25", ["2026-09-07", "2027-02-01"]),
        ([INTRODUCTION, *BLOCKS], "2026-09-01", ["2026-08-31"]),
        ([INTRODUCTION, *BLOCKS, *NEXT], "2027-06-01", ["2026-08-31", "2027-02-01", "2027-08-30"]),
        ([INTRODUCTION, *BLOCKS, *NEXT], "2027-12-01", ["2027-02-01", "2027-08-30"]),
        ([INTRODUCTION, *BLOCKS], "2029-12-01", []),
        ([EXAMS], "2026-11-25", []),
        ([], "2026-11-25", []),
    ],
)
def test_the_starts_around_now(
    periods: list[dict[str, Any]], now: str, expected: list[str]
) -> None:
    catalog = make_catalog(calendar=make_calendar(periods=periods))
    at = datetime.fromisoformat(f"{now}T11:00").replace(tzinfo=UTC)

    assert list_starts(catalog, at) == tuple(map(date.fromisoformat, expected))


def test_without_a_calendar_there_is_nothing_to_choose() -> None:
    assert list_starts(make_catalog(calendar=None), datetime(2026, 11, 25, tzinfo=UTC)) == ()


def test_the_first_week_after_christmas_is_no_start() -> None:
    assert not is_spring(date(2027, 1, 4))
    assert is_spring(date(2027, 2, 1))
