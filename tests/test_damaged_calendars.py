"""Whatever a source of the year does wrong, it is said, and the live calendar stays (R5, R6).

One database: refusing writes nothing, whichever it is; what saving does is in test_calendars.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from calendar_files import FILE, calendar, event
from folders import write
from running import with_database
from session_api import (
    Answer,
    answer,
    hang_up,
    moments,
    page,
    serving,
    session,
    silence,
)

from signpost_bot.actions.calendars import Reading, ReadSource, import_periods, load_catalog
from signpost_bot.actions.catalog import fill
from signpost_bot.actions.revisions import list_history
from signpost_bot.app import build_index
from signpost_bot.catalog.ics_periods import read_periods
from signpost_bot.catalog.ics_reading import parse_ics
from signpost_bot.catalog.oeapi_reading import read_sessions
from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.catalog.school_holidays import Region, read_holidays
from signpost_bot.fetching import fetch_sessions
from signpost_bot.model.finding import Level
from signpost_bot.model.institution import SourceKind
from signpost_bot.store import schema
from signpost_bot.store.database import Database

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
KERST = event("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270104", title="Kerst", uid="k")

ICS = {
    # Each of these the library reads in silence, as a day, as no day or as less than there is.
    "DTSTART that is an hour": event("DTSTART;VALUE=TIME:120000", title="Tentamens", uid="a"),
    "DTSTART that is a stretch": event(
        "DTSTART;VALUE=PERIOD:20270118T120000Z/PT1H", title="Tentamens", uid="a"
    ),
    "DTSTART that is no date": event("DTSTART;VALUE=DATE:20271345", title="Tentamens", uid="a"),
    "DTSTART in dashes": event("DTSTART:2027-01-18", title="Tentamens", uid="a"),
    "DTSTART twice": event(
        "DTSTART;VALUE=DATE:20270118", "DTSTART;VALUE=DATE:20270125", title="Tentamens", uid="a"
    ),
    "zone that nobody knows": event("DTSTART;TZID=Nergens:20270118T120000", title="Toets", uid="a"),
    "day and moment mixed": event(
        "DTSTART;VALUE=DATE:20270118", "DTEND:20270129T120000Z", title="Tentamens", uid="a"
    ),
    "year of a typing error": event("DTSTART;VALUE=DATE:00270118", title="Tentamens", uid="a"),
}
KERST_SESSION = session("Kerst", "k", startDate="2026-12-21", endDate="2027-01-03")
MIXED = moments("2027-01-18T08:30:00+01:00", "2027-01-29T17:00:00+01:00")
PAGES: dict[str, list[Answer]] = {
    "never answers": [page(KERST_SESSION, of=2), silence],
    "hangs up": [page(KERST_SESSION, of=2), hang_up],
    "repeats its first page": [page(KERST_SESSION, of=2)],
    "lies about its number": [page(KERST_SESSION, number=2, of=2)],
    "hides its other pages": [page(KERST_SESSION, of=3, hasNextPage=False)],
    "is no JSON": [answer(b"sorry")],
    "sends us on": [answer(b"", "307 Temporary Redirect", "location: /login")],
    "mixes days and moments": [page(KERST_SESSION, session(uid="t", **MIXED))],
    "mixes them in one session": [page(KERST_SESSION, session(uid="t", endDate=None, **{
        "endDateTime": "2027-01-29T17:00:00+01:00"}))],
    "forgets an offset": [
        page(session(**moments("2027-01-18T08:30:00", "2027-01-29T17:00:00+01:00")))
    ],
    "ends before it begins": [page(KERST_SESSION, session(uid="t", endDate="2027-01-01"))],
}  # fmt: skip


def of_ics(text: str) -> ReadSource:
    return lambda tz: read_periods(parse_ics(FILE, text), tz)


def of_pages(*answers: Answer) -> ReadSource:
    with serving(*answers) as (base, _):
        slow = silence in answers
        fetched = asyncio.run(fetch_sessions(f"{base}/v6", seconds=0.2 if slow else 20))
    if fetched.findings:
        return lambda _: (PeriodSource(kind=SourceKind.OEAPI, name="x"), fetched.findings)
    return lambda tz: read_sessions(fetched.pages, tz, fetched.host)


def of_holidays(tmp_path: Path) -> ReadSource:
    file = tmp_path / "vakanties.json"
    file.write_text('{"content": [{"schoolyear": "2026-2027"}]}', "utf-8")
    return lambda _: read_holidays(file, Region.NOORD)


def test_the_live_calendar_stays_as_it_was(tmp_path: Path) -> None:
    sources: dict[str, Callable[..., Reading]] = {"good": of_ics(calendar(KERST))}
    sources |= {name: of_ics(calendar(KERST, wrong)) for name, wrong in ICS.items()}
    sources["cut off"] = of_ics(calendar(KERST)[:-30])
    sources |= {name: of_pages(*answers) for name, answers in PAGES.items()}
    sources["holidays of another shape"] = of_holidays(tmp_path)
    folder = tmp_path / "files"
    write(folder)
    for file in folder.glob("school/offerings/*.yaml"):
        file.write_text(file.read_text("utf-8").replace("[talk, fun]", "[fun]"), "utf-8")

    async def scenario(database: Database) -> None:
        await schema.migrate(database)
        await fill(database, folder, build_index(), NOW)
        live = (await load_catalog(database, "school")).calendar
        good = await import_periods(database, "school", sources.pop("good"), NOW, author="a",
                                    is_dry=True)  # fmt: skip
        assert good.changes, "what is right does change it"
        for name, to_source in sources.items():
            done = await import_periods(database, "school", to_source, NOW, author="anne")

            assert done.is_refused, name
            assert [one.level for one in done.findings if one.level is Level.ERROR], name
            assert (done.changes, done.conflicts, done.moved) == ((), (), ()), name
            assert (await load_catalog(database, "school")).calendar == live, name
        assert len(await list_history(database, "school/calendar")) == 1

    with_database(f"sqlite:///{tmp_path}/signpost.db", scenario)
