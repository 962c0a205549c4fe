"""More than one turn: "is it free?", "not on Tuesdays", "in English" are about the last answer."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from signpost_bot.answering.match import more_like
from signpost_bot.calendar import list_occurrences, local_weekday
from signpost_bot.conversation.ask import show_again, show_others, way_out
from signpost_bot.conversation.card import where_line
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import Turn
from signpost_bot.recurrence import WEEKDAYS
from signpost_bot.texts import read_packaged

_PATTERNS = {
    kind: [re.compile(row) for row in rows]
    for kind, rows in read_packaged("conversation", "refining.yaml").items()
}
_DAYS = {
    name: number
    for names in (
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names)
}
TIMES = 3
"""How many of its next times are looked at for a day that suits."""


def refine(scene: Scene, words: str) -> Turn | None:
    """The last answer seen from another side; None when the message (normalised) is no such
    thing, or nothing was shown."""
    shown = [o for slug in scene.session.shown if (o := scene.catalog.offering(slug))]
    if not shown:
        return None
    for kind, patterns in _PATTERNS.items():
        for pattern in patterns:
            if found := pattern.fullmatch(words):
                day = next((value for value in found.groupdict().values() if value), "")
                return _refined(scene, kind, shown, day)
    return None


def _refined(scene: Scene, kind: str, shown: list[Offering], day: str) -> Turn | None:
    match kind:
        case "where":
            return _tell(scene, shown, lambda one: where_line(scene, one), "refine.no_place")
        case "cost":
            return _tell(scene, shown, lambda one: _cost(scene, one), "refine.no_cost")
        case "online":
            return _only(scene, shown, _is_online, "refine.online", "refine.no_online")
        case "not_on":
            suits = partial(_suits, scene, _DAYS[day])
            return _only(scene, shown, suits, "refine.other_day", "refine.no_day")
    return _again(scene, Language.NL if kind == "dutch" else Language.EN)


def _tell(
    scene: Scene, shown: list[Offering], line: Callable[[Offering], str], unknown: str
) -> Turn:
    """One line for each place shown; the talk stays where it is."""
    lines = [
        f"**{one.title.text(scene.language)}**: {line(one) or scene.say(unknown)}" for one in shown
    ]
    return scene.stay(Reply(text="\n".join(lines), buttons=way_out(scene)))


def _only(
    scene: Scene,
    shown: list[Offering],
    fits: Callable[[Offering], bool],
    heading: str,
    none: str,
) -> Turn:
    """Those of the places shown that fit, and others for the same matter."""
    seen = tuple(dict.fromkeys((*scene.session.seen, *scene.session.shown)))
    everything = len(scene.catalog.offerings)
    others = more_like(
        scene.session.needs, seen, scene.catalog, scene.circumstances, most=everything
    )
    found = [one for one in shown if fits(one)]
    found += [match.offering for match in others if match.score > 0 and fits(match.offering)]
    if not found:
        return scene.stay(Reply(text=scene.say(none), buttons=way_out(scene)))
    return show_others(scene, scene.say(heading), tuple(found[:2]))


def _again(scene: Scene, language: Language) -> Turn:
    """The same places in the other language, and the talk goes on in it."""
    other = replace(scene, session=replace(scene.session, language=language))
    reply = show_again(other, scene.session.shown, other.say("ask.again"))
    return other.stay(*([reply] if reply else []))


def _cost(scene: Scene, offering: Offering) -> str:
    return offering.cost.text(scene.language) if offering.cost else ""


def _is_online(offering: Offering) -> bool:
    return offering.place is not None and offering.place.online


def _suits(scene: Scene, day: int, offering: Offering) -> bool:
    """Whether it can be joined on another day than this one; without fixed times it can."""
    tz = scene.catalog.institution.tz
    coming = list_occurrences(offering, scene.catalog, scene.now, limit=TIMES)
    return not coming or any(
        WEEKDAYS.index(local_weekday(one.starts_at, tz)) != day for one in coming
    )
