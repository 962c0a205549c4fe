"""Whole, valid objects; a test names only what matters to it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from signpost_bot.model.campaign import Campaign
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering
from signpost_bot.model.staff import Role, Staff, StaffId

MADE_UP = {"source": "made up for a test", "checked_on": "2026-11-23"}


def make_offering(**changes: Any) -> Offering:
    """A living room one can walk into, every Tuesday from 12:00 to 14:00."""
    whole = {
        "slug": "huiskamer",
        "title": {"nl": "De Huiskamer", "en": "The Living Room"},
        "summary": {"nl": "Koffie, een bank en een praatje.", "en": "Coffee, a couch and a chat."},
        "needs": ["talk", "meet_people"],
        "kind": "walk_in",
        "persons": [{"name": "Noor", "role": {"nl": "gastvrouw", "en": "host"}}],
        "place": {"where": {"nl": "gebouw A 0.01", "en": "building A 0.01"}},
        "moments": [{"start": "12:00", "end": "14:00", "weekdays": ["tue"]}],
        "join": "walk_in",
        "effort": {"nl": "zo lang je wilt", "en": "as long as you like"},
        "cost": {"nl": "gratis", "en": "free"},
        "languages": ["nl", "en"],
        "threshold": 1,
    }
    return Offering.model_validate(whole | MADE_UP | changes)


def make_institution(**changes: Any) -> Institution:
    """A made-up school in Dutch time, with the living room as its desk."""
    whole = {
        "slug": "voorbeeld",
        "name": {"nl": "Hogeschool Voorbeeld", "en": "Voorbeeld University"},
        "sort": "hbo",
        "fictional": True,
        "campuses": [{"slug": "centrum", "name": "Centrum"}],
        "desk": "huiskamer",
        "at_school": "huiskamer",
        "privacy": {"responsible": "Hogeschool Voorbeeld", "officer": "fg@voorbeeld.example"},
    }
    return Institution.model_validate(whole | MADE_UP | changes)


def make_calendar(**changes: Any) -> Calendar:
    """A calendar with exams and the Christmas holiday."""
    whole = {
        "periods": [
            {
                "slug": "tentamens-blok-1",
                "kind": "exams",
                "title": {"nl": "Tentamens blok 1", "en": "Block 1 exams"},
                "first_on": "2026-11-30",
                "last_on": "2026-12-04",
            },
            {
                "slug": "kerstvakantie",
                "kind": "holiday",
                "title": {"nl": "Kerstvakantie", "en": "Christmas holiday"},
                "first_on": "2026-12-19",
                "last_on": "2027-01-03",
            },
        ]
    }
    return Calendar.model_validate(whole | MADE_UP | changes)


def make_national(**changes: Any) -> National:
    """The five lines that our cards are built on, with their numbers."""
    lines = [
        _line("112", "112", "112"),
        _line("113", "113 Zelfmoordpreventie", "113", chat="https://www.113.nl"),
        _line("veilig-thuis", "Veilig Thuis", "0800-2000"),
        _line("csg", "Centrum Seksueel Geweld", "0800-0188"),
        _line("luisterlijn", "De Luisterlijn", "088 0767 000"),
    ]
    return National.model_validate({"lines": lines} | changes)


def _line(slug: str, name: str, phone: str, **more: str) -> dict[str, object]:
    both = {"nl": name, "en": name}
    return {"slug": slug, "name": both, "what_for": both, "phone": phone, **MADE_UP, **more}


def make_catalog(**changes: Any) -> Catalog:
    """The made-up school with its living room, its calendar and the national lines."""
    whole = Catalog(
        institution=make_institution(),
        calendar=make_calendar(),
        national=make_national(),
        offerings=(make_offering(),),
    )
    return replace(whole, **changes)


def make_nudge(**changes: Any) -> Campaign:
    """A running nudge, ten days before exams at 18:30."""
    whole = {
        "timing": {"period_kind": "exams", "days_before": 10, "at": "18:30"},
        "needs": ["talk"],
        "opening": {"nl": "De tentamens komen eraan.", "en": "Exams are coming up."},
    }
    nudge = {"slug": "tentamens", "state": "running", "nudge": whole}
    return Campaign.model_validate(nudge | changes)


def make_checkin(**changes: Any) -> Campaign:
    """A running question two months after a student's own start, with a step for each answer."""
    whole = {
        "timing": {"own_start": True, "days_after": 56, "at": "18:30"},
        "question": _both("Hoe is het om hier te studeren?"),
        "answers": [
            {"slug": "goed", "label": _both("Goed"), "reply": _both("Mooi."), "next": "nothing"},
            {
                "slug": "gaat-wel",
                "label": _both("Gaat wel"),
                "reply": _both("Misschien is dit iets:"),
                "next": "places",
                "needs": ["talk"],
            },
            {
                "slug": "moeilijk",
                "label": _both("Moeilijk"),
                "reply": _both("Dank je."),
                "next": "talk",
            },
        ],
    }
    asked = {"slug": "week-8", "state": "running", "checkin": whole}
    return Campaign.model_validate(asked | changes)


def make_after_visit(**changes: Any) -> Campaign:
    """A running question a week after a visit, with one answer for each next step."""
    answers = [
        {"slug": step, "label": _both(step), "reply": _both(f"said {step}"), "next": step}
        for step in ("come_back", "talk", "else", "nothing")
    ]
    whole = {"days": 7, "at": "18:30", "question": _both("Hoe gaat het?"), "answers": answers}
    asked = {"slug": "hoe-ging-het", "state": "running", "after_visit": whole}
    return Campaign.model_validate(asked | changes)


def make_staff(**changes: Any) -> Staff:
    """Noor, who approves everything at the made-up school."""
    whole = Staff(id=StaffId(uuid4()), institution="voorbeeld", name="Noor", role=Role.APPROVER)
    return replace(whole, **changes)


def _both(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}
