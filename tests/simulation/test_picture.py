"""The picture of a year: well-formed, told to who cannot see it, and never by colour alone."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

from builders import make_nudge
from dry import live, make_indexed, make_persona

from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxKind
from signpost_bot.model.simulated import SimulatedMessage
from signpost_bot.simulation.picture import SHADED, STYLE, to_svg

SVG = "{http://www.w3.org/2000/svg}"
CROWD = make_indexed(make_nudge(slug="dringend", priority=5), make_nudge(slug="rustig", priority=1))
VISIT = {"offering": "huiskamer", "remind_on": "2026-09-21"}


def _draw(**changes: object) -> ElementTree.Element:
    persona = make_persona(visits=[VISIT], **changes)
    found = live(persona, catalog=CROWD)
    days = date(2026, 9, 1), date(2027, 2, 28)
    return ElementTree.fromstring(to_svg([persona], found, CROWD, *days, Language.NL))


def _said(svg: ElementTree.Element, tag: str) -> list[str]:
    found = [one for one in svg.iter(f"{SVG}{tag}") if one.find(f"{SVG}title") is not None]
    return [one.findtext(f"{SVG}title") or "" for one in found]


def test_a_screen_reader_hears_what_it_is_and_how_many() -> None:
    svg = _draw()

    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "title about"
    assert {one.get("id") for one in svg if one.get("id")} == {"title", "about"}
    assert "Hogeschool Voorbeeld, van 1 september 2026" in (svg.findtext(f"{SVG}title") or "")
    assert "sanne: 2 berichten, 1 weggelaten" in (svg.findtext(f"{SVG}desc") or "")


def test_each_kind_has_a_shape_of_its_own_with_its_words() -> None:
    svg = _draw()

    (nudge,) = _said(svg, "circle")
    assert nudge.startswith("sanne, vr 20 nov 18:30: tip 'dringend': huiskamer\nDe tentamens")
    (reminder,) = _said(svg, "polygon")
    assert "herinnering: huiskamer" in reminder
    (dropped,) = _said(svg, "path")
    assert dropped.endswith("(er kwam deze week al iets, of er komt iets belangrijkers)")


def test_a_question_after_a_visit_has_the_shape_and_colour_of_a_question() -> None:
    asked = SimulatedMessage(
        at=datetime(2026, 10, 6, 16, 30, tzinfo=UTC),
        student="sanne",
        kind=OutboxKind.AFTER_VISIT,
        campaign="hoe-ging-het",
        offering="huiskamer",
    )
    days = date(2026, 9, 1), date(2027, 2, 28)
    svg = ElementTree.fromstring(to_svg([make_persona()], [asked], CROWD, *days, Language.NL))

    assert "checkin" in {one.get("class") for one in svg.iter(f"{SVG}rect") if len(one)}


def test_the_periods_are_shaded_with_their_days() -> None:
    bands = _said(_draw(), "rect")

    assert "Tentamens blok 1: 30 november 2026 t/m 4 december 2026" in bands
    assert "Kerstvakantie: 19 december 2026 t/m 3 januari 2027" in bands


def test_of_one_week_none_hides_another() -> None:
    svg = _draw()

    (circle,) = (one for one in svg.iter(f"{SVG}circle") if one.find(f"{SVG}title") is not None)
    (cross,) = (one for one in svg.iter(f"{SVG}path") if one.find(f"{SVG}title") is not None)
    assert float(circle.get("cy", 0)) < float(cross.get("d", "").split()[1]) - 4


def test_a_full_week_stays_in_its_own_row() -> None:
    full = make_indexed(*(make_nudge(slug=f"n{number}") for number in range(7)))
    persona = make_persona()
    days = date(2026, 9, 1), date(2027, 2, 28)
    found = live(persona, catalog=full)
    svg = ElementTree.fromstring(to_svg([persona], found, full, *days, Language.NL))

    bottom = max(float(one.get("y1", 0)) for one in svg.iter(f"{SVG}line"))
    crosses = [one for one in svg.iter(f"{SVG}path") if one.find(f"{SVG}title") is not None]
    assert len(crosses) == 6
    assert all(float(one.get("d", "").split()[1]) + 8 <= bottom for one in crosses)


def test_what_stands_in_a_name_cannot_break_it() -> None:
    svg = _draw(slug="a_b-1")

    assert "a_b-1" in {one.text for one in svg.iter(f"{SVG}text")}


def test_every_colour_has_one_for_the_dark() -> None:
    light, dark = STYLE.split("@media (prefers-color-scheme: dark)")

    for name in (*SHADED, "nudge", "checkin", "reminder", "drop", "line"):
        assert f".{name} {{" in light
        assert f".{name} {{" in dark
