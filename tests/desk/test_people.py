"""The page of people: whom students meet, and who of the staff sees what of colleagues."""

from html import unescape
from pathlib import Path

from builders import make_offering
from desking import OpenDesk, with_desk

from signpost_bot.desk.people import list_met
from signpost_bot.model.staff import Role

NOOR = {"name": "Noor", "role": {"nl": "gastvrouw", "en": "host"}}


def test_who_stands_in_two_offerings_is_met_once_unless_they_differ() -> None:
    same = [make_offering(slug=slug, persons=[NOOR]) for slug in ("een", "twee")]
    other = make_offering(slug="drie", persons=[NOOR | {"where": {"nl": "B 1", "en": "B 1"}}])

    met = list_met([*same, other])
    assert [[one.slug for one in each.offerings] for each in met] == [["een", "twee"], ["drie"]]
    assert [[where.nl for where in each.where] for each in met] == [["gebouw A 0.01"], ["B 1"]]


def test_only_who_approves_sees_how_colleagues_are_reached(tmp_path: Path) -> None:
    async def look(desk: OpenDesk) -> None:
        approver = await desk.add_member(Role.APPROVER)
        writer = await desk.add_member(Role.WRITER, name="Team Studentenwelzijn")
        await desk.add_member(Role.VIEWER, name="Eva Elders", institution="leiden")
        async with desk.client_of(approver) as browser:
            page = (await browser.get("/desk/people")).text
            assert "nog niet gekoppeld" in page
            assert "Studentpsycholoog: praten met Farah of Olivier" in unescape(page)
            assert "bibliotheek · 3 keer aanbod" in page
            assert "<summary>team studentenwelzijn" not in page
            assert "Eva Elders" not in page
        async with desk.client_of(writer) as browser:
            page = (await browser.get("/desk/people")).text
            assert "Anouk de Vries" in page
            assert "goedkeurder" in page
            assert "nog niet gekoppeld" not in page

    with_desk(f"sqlite:///{tmp_path}/x.db", look)
