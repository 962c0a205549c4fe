"""The feed of an institution: what another program shows is what we say, and nothing discreet."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import vobject
from builders import make_calendar, make_catalog, make_institution, make_offering
from calendar_files import FILE, days, expand, zones_in
from filled import OFFERINGS
from hypothesis import example, given
from hypothesis import strategies as st

from signpost_bot.calendar import list_occurrences
from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.ics_feed import to_feed
from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.ics_reading import parse_ics
from signpost_bot.catalog.ics_writing import describe_zone
from signpost_bot.catalog.period_merging import merge
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering, State

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
YEAR = NOW + timedelta(days=365)
"""Both changes of the clock of 2027, and New Year."""


def example_catalog() -> Catalog:
    """The example institution, straight from its files."""
    read = read_folder(OFFERINGS, frozenset())
    contents = [one.content for one in read.documents if one.key.institution == "voorbeeld"]
    return make_catalog(
        institution=next(one for one in contents if isinstance(one, Institution)),
        calendar=next(one for one in contents if isinstance(one, Calendar)),
        offerings=tuple(
            one for one in contents if isinstance(one, Offering) and one.state is State.PUBLISHED
        ),
    )


def of(*moments: dict[str, Any], **changes: Any) -> Catalog:
    """A school with one offering of these moments."""
    return make_catalog(offerings=(make_offering(moments=list(moments)),), **changes)


def feed(catalog: Catalog, language: Language | None = Language.NL) -> str:
    return to_feed(catalog, language).decode()


def ours(catalog: Catalog) -> set[tuple[str, datetime, datetime]]:
    """What the bot itself says of the same year."""
    return {
        (offering.title.nl, one.starts_at, one.ends_at)
        for offering in catalog.offerings
        if not offering.discreet
        for one in list_occurrences(offering, catalog, NOW, 10_000)
        if one.starts_at < YEAR
    }


def test_a_year_of_the_example_is_the_same_in_another_program() -> None:
    catalog = example_catalog()
    said = ours(catalog)

    assert len(said) > 1000
    assert expand(feed(catalog), NOW, YEAR) == said


def test_its_periods_are_there_but_for_those_of_months_and_come_back_as_no_change() -> None:
    catalog = example_catalog()
    assert catalog.calendar
    shown = days(feed(catalog))

    assert shown["Kerstvakantie"] == (date(2026, 12, 19), date(2027, 1, 3))
    assert "Blok 1" not in shown
    again = parse_ics(FILE, feed(catalog, None))
    whole = tuple(one for one in again.events if one.is_all_day)
    source, findings = read_periods(replace(again, events=whole), catalog.institution.tz)
    merged = merge(catalog.calendar.periods, (source,), catalog.calendar.source)
    assert (merged.changes, merged.findings, findings) == ((), (), ())


@pytest.mark.parametrize("language", [None, *Language])
def test_it_keeps_to_the_rules_of_rfc_5545(language: Language | None) -> None:
    catalog = example_catalog()
    written = to_feed(catalog, language)

    lines = written.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", written)
    for line in lines:
        line.decode()  # no letter is cut in two
    whole = vobject.readOne(written.decode())
    assert whole.validate(raiseException=True)
    assert whole.version.value == "2.0"
    assert whole.prodid.value
    ids = [one.uid.value for one in whole.vevent_list]
    assert len(ids) == len(set(ids))
    assert all(one.dtstamp.value.tzinfo for one in whole.vevent_list)
    zones = set(re.findall("TZID=([^:]+):", written.decode().replace("\r\n ", "")))
    assert zones == set(re.findall("TZID:(.+)\r", written.decode()))


def test_the_same_catalog_is_the_same_feed_and_an_edit_leaves_the_ids() -> None:
    catalog = example_catalog()

    assert to_feed(catalog, None) == to_feed(catalog, None)
    one = of({"start": "12:00", "weekdays": ["tue"]})
    more = of({"start": "12:00", "weekdays": ["tue"], "except_on": ["2026-12-01"]})
    ids = [re.findall("UID:.+", feed(which)) for which in (one, more)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("language", [None, *Language])
def test_what_is_discreet_is_not_in_it_at_all(language: Language | None) -> None:
    catalog = example_catalog()
    hidden = [one for one in catalog.offerings if one.discreet]
    open_ = [one for one in catalog.offerings if not one.discreet]
    flat = feed(catalog, language).replace("\r\n ", "")

    assert any(one.moments for one in hidden)
    for one in hidden:
        for words in (one.title, one.summary):
            assert words.nl not in flat
            assert words.en not in flat
    assert feed(make_catalog(offerings=tuple(hidden), calendar=None)).count("BEGIN:VEVENT") == 0
    known = {one.title.text(language or Language.NL) for one in open_}
    assert any(title in flat for title in known)


def test_two_moments_of_the_same_hours_are_two_events() -> None:
    weekly = {"start": "12:00", "end": "13:00", "weekdays": ["tue"]}
    catalog = of(
        weekly | {"first_on": "2026-12-01", "last_on": "2026-12-15"},
        weekly | {"first_on": "2027-02-02", "last_on": "2027-02-16"},
    )

    assert expand(feed(catalog), NOW, YEAR) == ours(catalog)


def test_a_closure_that_never_ends_does_not_make_a_feed_without_end() -> None:
    for_ever = {"first_on": "2027-01-01", "last_on": "9999-12-31"}
    catalog = of({"start": "12:00", "rule": "FREQ=DAILY", "closures": [for_ever]})

    assert expand(feed(catalog), NOW, YEAR) == ours(catalog)
    assert len(feed(catalog)) < 100_000
    assert "UNTIL=203" in feed(catalog), "it may not open again where we stop writing"


ODD = "FREQ=YEARLY;BYWEEKNO=" + ",".join(map(str, range(1, 54, 2))) + ";BYDAY=TH"
RULES = st.one_of(
    st.sampled_from(["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", ODD, "FREQ=MONTHLY;BYMONTHDAY=31,-1"])
    | st.sampled_from(["FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR", "FREQ=WEEKLY;BYDAY=SU"])
    | st.sampled_from(["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"])
)
SOON = st.dates(date(2026, 11, 24), date(2027, 12, 31))


@given(
    rule=RULES,
    first_on=st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    length=st.none() | st.integers(0, 500),
    hour=st.integers(0, 22),
    except_on=st.lists(SOON, max_size=4),
    closed=st.none() | st.tuples(SOON, st.integers(0, 60)),
    in_holidays=st.booleans(),
    zone=st.sampled_from([None, "America/New_York", "UTC", "Pacific/Auckland"]),
)
@example("FREQ=DAILY", date(2026, 12, 20), None, 12, [], None, False, None)
def test_whatever_the_moment_the_feed_says_the_same(
    rule: str,
    first_on: date,
    length: int | None,
    hour: int,
    except_on: list[date],
    closed: tuple[date, int] | None,
    in_holidays: bool,
    zone: str | None,
) -> None:
    """Over both changes of the clock, New Year, holidays and closures."""
    moment: dict[str, Any] = {"start": f"{hour:02}:30", "end": f"{hour + 1:02}:15", "rule": rule}
    moment |= {"first_on": first_on, "except_on": except_on, "zone": zone}
    if length is not None:
        moment["last_on"] = first_on + timedelta(days=length)
    if closed:
        last_on = closed[0] + timedelta(days=closed[1])
        moment["closures"] = [{"first_on": closed[0], "last_on": last_on}]
    catalog = of(moment | {"in_holidays": in_holidays}, calendar=make_calendar())

    # Where the clock changes in between, two programs may not agree on the end.
    shown = {start for _, start, _ in expand(feed(catalog), NOW, YEAR)}
    assert shown == {start for _, start, _ in ours(catalog)}


@pytest.mark.parametrize("name", sorted(available_timezones())[::12])
def test_a_zone_is_described_as_it_is(name: str) -> None:
    """Read by another program, every sixth hour of three years."""
    tz = ZoneInfo(name)
    read = zones_in(describe_zone(tz, date(2026, 9, 1)).to_ical().decode())[name]
    start = datetime(2026, 9, 1, tzinfo=UTC)

    for hours in range(0, 3 * 365 * 24, 6):
        local = (start + timedelta(hours=hours)).astimezone(tz)
        assert local.replace(tzinfo=read).utcoffset() == local.utcoffset()


def test_a_school_in_another_zone_has_its_own() -> None:
    catalog = make_catalog(institution=make_institution(zone="Europe/London"))

    assert "DTSTART;TZID=Europe/London:20261124T120000" in feed(catalog)
    assert expand(feed(catalog), NOW, YEAR) == ours(catalog)
