"""Calendar files: another program reads the right moment in them, and a discreet title (R11)."""

from datetime import UTC, datetime

import pytest
import vobject
from icalendar import Calendar
from talking import new_chat, opened_app, run

from signpost_bot.model.session import File

SPRING = datetime(2027, 3, 24, 10, tzinfo=UTC)
"""The Wednesday before the clock changes."""
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def _file(slug: str, now: datetime) -> tuple[str, File]:
    async def scenario() -> tuple[str, File]:
        async with opened_app(now) as app:
            chat = new_chat(app, now)
            await chat.choose(f"agenda:{slug}")
            file = chat.replies[0].file
            assert file
            return chat.text, file

    return run(scenario())


def test_a_phone_reads_the_moment_the_place_and_the_title() -> None:
    text, file = _file("slaap", NOW)
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")

    assert file.name.endswith(".ics")
    assert event.decoded("dtstart") == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert event.decoded("dtend") > event.decoded("dtstart")
    assert str(event["summary"]) == "Rustig slapen in drukke weken"
    assert "gebouw B 1.12" in str(event["location"])
    assert "di 24 nov 16:00" in text or "morgen 16:00" in text


@pytest.mark.parametrize("slug", ["slaap", "psycholoog"])
def test_it_keeps_to_the_rules_of_rfc_5545(slug: str) -> None:
    content = _file(slug, NOW)[1].content

    assert vobject.readOne(content).validate(raiseException=True)
    assert content.replace("\r\n", "").isprintable()
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75


@pytest.mark.parametrize("slug", ["psycholoog"])
def test_a_discreet_offering_names_nothing(slug: str) -> None:
    text, file = _file(slug, SPRING)

    for word in ("psycholoog", "Farah", "praten"):
        assert word not in file.content
        assert word not in text
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["summary"]) == "Afspraak"


def test_the_same_time_is_the_same_event_for_everybody() -> None:
    ids = {
        str(Calendar.from_ical(_file("slaap", NOW)[1].content).walk("VEVENT")[0]["uid"])
        for _ in range(2)
    }

    assert len(ids) == 1
