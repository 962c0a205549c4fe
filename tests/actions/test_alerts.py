"""The operator hears what students are still sent to though nobody checked it (R18)."""

import logging
from datetime import UTC, datetime

import pytest
from talking import opened_app, run

from signpost_bot.actions.alerts import NAMED, warn_operator
from signpost_bot.actions.closing import close

ALL_WELL = datetime(2026, 11, 25, 10, tzinfo=UTC)
A_YEAR_LATER = datetime(2027, 11, 29, 10, tzinfo=UTC)


def _warn(caplog: pytest.LogCaptureFixture, now: datetime, *closed: str) -> tuple[int, list[str]]:
    async def scenario() -> int:
        async with opened_app(now) as app:
            for slug in closed:
                await close(app.database, slug, now, is_silent=True)
            caplog.clear()
            return await warn_operator(app.database, app.catalogs, now)

    with caplog.at_level(logging.INFO, logger="signpost_bot.actions.alerts"):
        found = run(scenario())
    ours = [one for one in caplog.records if one.name == "signpost_bot.actions.alerts"]
    assert all(one.levelno == logging.WARNING for one in ours)
    return found, [one.getMessage() for one in ours]


def test_nothing_is_said_when_all_is_well(caplog: pytest.LogCaptureFixture) -> None:
    assert _warn(caplog, ALL_WELL) == (0, [])


def test_one_line_names_lines_people_and_services_by_slug(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found, lines = _warn(caplog, A_YEAR_LATER)

    assert len(lines) == 1
    assert "national/112" in lines[0]
    assert lines[0].startswith(f"{found - 4} people, services and lines")
    assert "stopped at 4 institutions" in lines[0]
    assert "leiden since 2026-11-23" in lines[0]
    assert "voorbeeld" not in lines[0], "a made-up school has no staff"
    assert "@" not in lines[0]
    assert lines[0].count("/") <= NAMED


def test_a_school_that_closed_is_nobodys_task(caplog: pytest.LogCaptureFixture) -> None:
    _, lines = _warn(caplog, A_YEAR_LATER, "leiden")

    assert "stopped at 3 institutions" in lines[0]
    assert "leiden" not in lines[0]
