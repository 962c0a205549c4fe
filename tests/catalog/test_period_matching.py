"""Which period a source means, when it has no name of its own for it yet (R5)."""

import pytest
from builders import make_calendar
from year_sources import brought, days, lay, source

from signpost_bot.model.institution import SourceKind

Row = tuple[str, str, str]
CHRISTMAS = make_calendar().periods[1]
"""The Christmas holiday, 19 December 2026 to 3 January 2027."""

WINTER = ("Winter vakantie", "2026-12-19", "2027-01-03")
MAY = ("Meivakantie", "2027-04-24", "2027-05-09")
ASCENSION = ("Hemelvaartvakantie", "2027-05-06", "2027-05-07")


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        (WINTER, ("Kerstvakantie", "2026-12-21", "2027-01-03"), 1),
        (("A-vakantie", "2026-12-01", "2026-12-10"), ("B-vakantie", "2026-12-05", "2026-12-14"), 1),
        (("A-vakantie", "2026-12-01", "2026-12-10"), ("B-vakantie", "2026-12-06", "2026-12-15"), 2),
        (MAY, ASCENSION, 2),
        (WINTER, ("Toets", *WINTER[1:]), 2),
        (("Toets", "2027-01-18", "2027-01-29"), ("Tentamen", "2027-01-18", "2027-01-29"), 2),
    ],
)  # fmt: skip
def test_a_holiday_by_another_name_is_the_same_when_most_of_it_is_and_nothing_else_is(
    one: Row, other: Row, number: int
) -> None:
    for weak, strong in ((one, other), (other, one)):
        holidays = source(SourceKind.SCHOOL_HOLIDAYS, brought(*weak))
        school = source(SourceKind.ICS, brought(*strong))
        assert len(lay((), holidays, school).periods) == number
        assert len(lay(lay((), school).periods, holidays).periods) == number


def test_no_holiday_takes_the_place_of_one_that_is_named() -> None:
    christmas = ("Kerstvakantie", "2026-12-26", "2027-01-10")

    done = lay((CHRISTMAS,), source(SourceKind.ICS, brought(*WINTER), brought(*christmas)))

    assert {one.slug: days(one) for one in done.periods}["kerstvakantie"] == christmas[1:]
    assert len(done.periods) == 2
