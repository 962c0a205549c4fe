"""Every day is in exactly one block: what is counted once is counted nowhere else."""

from datetime import date, timedelta

import pytest
from builders import make_calendar, make_catalog
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.campaigns.blocks import SETTLES_IN, block_of, is_settled
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.totals import Block

DAYS = st.dates(date(2026, 7, 1), date(2027, 12, 31))


def _catalog(*periods: tuple[str, str, str], **more: object) -> Catalog:
    rows = [
        {
            "slug": slug,
            "kind": "teaching",
            "title": {"nl": slug, "en": slug},
            "first_on": first_on,
            "last_on": last_on,
            **more,
        }
        for slug, first_on, last_on in periods
    ]
    return make_catalog(calendar=make_calendar(periods=rows))


SCHOOL = _catalog(
    ("blok-1", "2026-09-07", "2026-11-27"),
    ("blok-2", "2026-12-07", "2027-01-15"),
    ("blok-3", "2027-04-12", "2027-06-11"),
)


@pytest.mark.parametrize(
    ("day", "key", "first_on", "last_on"),
    [
        ("2026-09-07", "blok-1:2026", "2026-09-07", "2026-12-06"),
        ("2026-12-06", "blok-1:2026", "2026-09-07", "2026-12-06"),  # its exams
        ("2026-12-07", "blok-2:2026", "2026-12-07", "2027-02-26"),
        ("2027-02-26", "blok-2:2026", "2026-12-07", "2027-02-26"),  # six weeks later
        ("2027-02-27", "quarter:20270227", "2027-02-27", "2027-03-31"),
        ("2027-04-01", "quarter:20270401", "2027-04-01", "2027-04-11"),
        ("2026-08-01", "quarter:20260701", "2026-07-01", "2026-09-06"),
        ("2027-12-31", "quarter:20271001", "2027-10-01", "2027-12-31"),
    ],
)
def test_the_block_of_a_day(day: str, key: str, first_on: str, last_on: str) -> None:
    expected = Block(
        key=key, first_on=date.fromisoformat(first_on), last_on=date.fromisoformat(last_on)
    )

    assert block_of(SCHOOL, date.fromisoformat(day)) == expected


@given(DAYS, DAYS)
def test_two_days_are_in_the_same_block_or_in_blocks_that_do_not_overlap(
    one: date, other: date
) -> None:
    block = block_of(SCHOOL, one)

    assert block.first_on <= one <= block.last_on
    assert (block_of(SCHOOL, other) == block) is (block.first_on <= other <= block.last_on)


@given(DAYS)
def test_without_teaching_blocks_it_is_the_quarter(day: date) -> None:
    block = block_of(make_catalog(calendar=None), day)

    assert block.first_on == date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    assert (block.last_on + timedelta(days=1)).month in (1, 4, 7, 10)


def test_a_block_of_one_programme_is_no_block_of_everybody() -> None:
    catalog = _catalog(("blok-z", "2026-09-07", "2026-11-27"), programmes=["zorg"])

    assert block_of(catalog, date(2026, 10, 1)).key == "quarter:20261001"


def test_a_block_says_nothing_before_the_last_message_in_it_has_had_its_time() -> None:
    block = block_of(SCHOOL, date(2026, 10, 1))

    assert not is_settled(block.last_on, block.last_on + SETTLES_IN)
    assert is_settled(block.last_on, block.last_on + SETTLES_IN + timedelta(days=1))
