"""More than one turn: "is it free?", "not on Tuesdays", "in English" are about the last answer."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from signpost_bot.answering.match import more_like
from signpost_bot.calendar import Occurrence, list_occurrences, local_weekday
from signpost_bot.conversation.ask import show_again, show_others, something_else, way_out
from signpost_bot.conversation.card import how_line, when_line, where_line
from signpost_bot.conversation.patterns import read_patterns
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.meaning.text import LONGEST, normalise
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Join, Offering
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import Turn
from signpost_bot.recurrence import WEEKDAYS

_PATTERNS = read_patterns("refining.yaml")
_PARTS = re.compile(r"[,.;:?!\n]+|\b(?:en|maar|and|but)\b", re.IGNORECASE)
_DAYS = (
    r"\b(?:maandag|monday|(?:op|niet) ma\b|on mon\b)",
    r"\b(?:dinsdag|tuesday|(?:op|niet) di\b|on tues?\b)",
    r"\b(?:woensdag|wednesday|(?:op|niet) wo\b|on wed\b)",
    r"\b(?:donderdag|thursday|(?:op|niet) do\b|on thu(?:rs)?\b)",
    r"\b(?:vrijdag|friday|(?:op|niet) vr\b|on fri\b)",
    r"\b(?:zaterdag|saturday|weekend|(?:op|niet) za\b|on sat\b)",
    r"\b(?:zondag|sunday|weekend|(?:op|niet) zo\b|on sun\b)",
)
TIMES = 7
"""How many of its next times are looked at for a day that suits."""

FILTERS = ("online", "not_on", "on_day", "other_day")
LANGUAGES = {"dutch": Language.NL, "english": Language.EN}


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One thing that was asked about the last answer, and the weekdays it names."""

    kind: str
    days: frozenset[int]


def find_parts(text: str) -> tuple[_Part, ...]:
    """What a message asks about the last answer; empty when any of it is something else."""
    if len(text) > LONGEST:
        return ()
    if whole := _part(text):
        return (whole,)
    pieces = [piece for piece in _PARTS.split(text) if normalise(piece)]
    parts = tuple(part for piece in pieces if (part := _part(piece)))
    return parts if len(parts) == len(pieces) else ()


def _part(text: str) -> _Part | None:
    words = normalise(text)
    kind = next((kind for kind, one in _PATTERNS.items() if one.fullmatch(words)), None)
    if kind is None:
        return None
    days = frozenset(number for number, day in enumerate(_DAYS) if re.search(day, words))
    return _Part(kind=kind, days=days)


def refine(scene: Scene, text: str) -> Turn | None:
    """The last answer seen from another side; None when the message is no such thing, or
    nothing was shown. More than one wish in a message is answered as one."""
    shown = [o for slug in scene.session.shown if (o := scene.catalog.offering(slug))]
    parts = find_parts(text) if shown else ()
    if not parts:
        return None
    language = next((LANGUAGES[p.kind] for p in parts if p.kind in LANGUAGES), scene.language)
    scene = replace(scene, session=replace(scene.session, language=language))
    rest = [part for part in parts if part.kind not in LANGUAGES]
    if not rest:
        again = show_again(scene, scene.session.shown, scene.say("ask.again"))
        return scene.stay(*([again] if again else []))
    if any(part.kind == "something_else" for part in rest):
        return something_else(scene, "") if scene.session.needs else guidance(scene)
    filters = [part for part in rest if part.kind in FILTERS]
    turn = _only(scene, shown, filters) if filters else scene.stay()
    there = replace(scene, session=turn.session)
    shown = [o for slug in there.session.shown if (o := scene.catalog.offering(slug))]
    told = [_tell(there, shown, part.kind) for part in rest if part.kind not in FILTERS]
    # One message: the list, if there is one, with its buttons, and what was asked about it.
    first, *others = (*turn.replies, *told)
    text = "\n".join((first.text, *(reply.text for reply in others)))
    return replace(turn, replies=(replace(first, text=text),))


def _tell(scene: Scene, shown: list[Offering], kind: str) -> Reply:
    """One line for each place shown; the talk stays where it is."""
    line, unknown = TOLD[kind]
    lines = [
        f"**{one.title.text(scene.language)}**: {line(scene, one) or scene.say(unknown)}"
        for one in shown
    ]
    return Reply(text="\n".join(lines), buttons=way_out(scene))


def _only(scene: Scene, shown: list[Offering], filters: list[_Part]) -> Turn:
    """Those of the places shown that fit, so that wishes add up; only when none does, others for
    the same matter."""
    is_online = any(part.kind == "online" for part in filters)
    suiting = _suiting_days(scene, shown, filters)
    is_about_days = len(suiting) < len(WEEKDAYS) or not is_online

    def fits(one: Offering) -> bool:
        return (not is_online or _is_online(one)) and _can_on(scene, one, suiting, filters)

    found = [one for one in shown if fits(one)]
    if not found:
        seen = tuple(dict.fromkeys((*scene.session.seen, *scene.session.shown)))
        most = len(scene.catalog.offerings)
        others = more_like(scene.session.needs, seen, scene.catalog, scene.circumstances, most=most)
        found = [match.offering for match in others if match.score > 0 and fits(match.offering)]
    if not found:
        none = "refine.no_online" if is_online else "refine.no_day"
        return scene.stay(Reply(text=scene.say(none), buttons=way_out(scene)))
    is_named = any(part.kind == "on_day" for part in filters)
    day_heading = "refine.on_day" if is_named else "refine.other_day"
    heading = "refine.online" if is_online else day_heading
    moments = {
        one.slug: at
        for one in found
        if is_about_days and (at := next(iter(_moments(scene, one, suiting)), None))
    }
    return show_others(scene, scene.say(heading), tuple(found[:2]), moments)


def _suiting_days(scene: Scene, shown: list[Offering], filters: list[_Part]) -> Collection[int]:
    """The weekdays that are left."""
    left = set(range(len(WEEKDAYS)))
    for part in filters:
        if part.kind == "on_day":
            left &= part.days
        elif part.kind == "not_on":
            left -= part.days
        elif part.kind == "other_day":
            coming = [list_occurrences(one, scene.catalog, scene.now, limit=1) for one in shown]
            left -= {_weekday(scene, one) for found in coming for one in found}
    return left


def _can_on(
    scene: Scene, offering: Offering, suiting: Collection[int], filters: list[_Part]
) -> bool:
    """Whether it can be joined on a day that suits. Without fixed times it can on another day;
    on one day that was named only if it can always."""
    if not list_occurrences(offering, scene.catalog, scene.now, limit=1):
        is_named = any(part.kind == "on_day" for part in filters)
        return offering.join is Join.ANY_TIME or not is_named
    return bool(_moments(scene, offering, suiting))


def _moments(scene: Scene, offering: Offering, suiting: Collection[int]) -> list[Occurrence]:
    coming = list_occurrences(offering, scene.catalog, scene.now, limit=TIMES)
    return [one for one in coming if _weekday(scene, one) in suiting]


def _weekday(scene: Scene, occurrence: Occurrence) -> int:
    return WEEKDAYS.index(local_weekday(occurrence.starts_at, scene.catalog.institution.tz))


def _cost(scene: Scene, offering: Offering) -> str:
    return offering.cost.text(scene.language) if offering.cost else ""


def _company(scene: Scene, offering: Offering) -> str:
    return offering.come_alone.text(scene.language) if offering.come_alone else ""


def _is_online(offering: Offering) -> bool:
    return offering.place is not None and offering.place.online


TOLD: dict[str, tuple[Callable[[Scene, Offering], str], str]] = {
    "where": (where_line, "refine.no_place"),
    "cost": (_cost, "refine.no_cost"),
    "company": (_company, "refine.no_company"),
    "when": (when_line, "when.no_date"),
    "how": (how_line, "card.how_unknown"),
}
"""What can be told of each place, and what is said where the catalog does not know."""
