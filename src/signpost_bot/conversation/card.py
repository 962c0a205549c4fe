"""How an offering looks: three lines in an answer, everything when it is asked for."""

from signpost_bot.calendar import (
    Occurrence,
    list_occurrences,
    next_occurrence,
    say_short,
    say_when,
)
from signpost_bot.conversation.scene import Scene
from signpost_bot.freshness import Freshness, how_fresh
from signpost_bot.model.offering import Join, Offering
from signpost_bot.model.session import Button


def short_card(
    scene: Scene, offering: Offering, number: int | None, at: Occurrence | None = None
) -> str:
    """Title and effort on one line, the next moment (or the one that suits, `at`) and the place
    below it; what it is where nothing of that is known. A third line only when it is overdue."""
    title = offering.title.text(scene.language).replace("**", "")
    head = f"**{number} {title}**" if number else f"**{title}**"
    effort = effort_line(scene, offering)
    first = f"{head} · {effort}" if effort else head
    when = _say(scene, at) if at else when_line(scene, offering)
    parts = [part for part in (when, where_line(scene, offering)) if part]
    second = _capital(", ".join(parts))
    if not (effort or second):
        second = offering.summary.text(scene.language)
    return "\n".join(line for line in (first, second, overdue_line(scene, offering)) if line)


def overdue_line(scene: Scene, offering: Offering) -> str:
    """When it was last checked, if that is longer ago than was agreed."""
    if _freshness(scene, offering) is not Freshness.OVERDUE:
        return ""
    return scene.say("freshness.last_checked", on=_checked(scene, offering))


def effort_line(scene: Scene, offering: Offering) -> str:
    """What it asks of you: "20 minuten, geen afspraak, gratis"."""
    parts = [part.text(scene.language) for part in (offering.effort, offering.cost) if part]
    if offering.sessions:
        parts.insert(0, scene.say("card.sessions", sessions=offering.sessions))
    return ", ".join(parts)


def when_line(scene: Scene, offering: Offering) -> str:
    """The next moment, or how it goes when there is none; empty when nothing is known."""
    occurrence = next_occurrence(offering, scene.catalog, scene.now)
    if occurrence:
        return _say(scene, occurrence)
    match offering.join:
        case Join.ANY_TIME:
            return scene.say("when.any_time")
        case Join.LINK | Join.MAIL | Join.PHONE | Join.OWN_SYSTEM:
            return scene.say("when.appointment")
        case Join.WALK_IN:
            return scene.say("when.no_date") if offering.moments else ""
    return scene.say("when.no_date") if offering.moments else ""


def where_line(scene: Scene, offering: Offering) -> str:
    """The place: "gebouw B 1.12, of online"."""
    place = offering.place
    if place is None:
        return ""
    if place.where is None:
        return scene.say("card.online")
    where = place.where.text(scene.language)
    return where + scene.say("card.or_online") if place.online else where


def full_card(scene: Scene, offering: Offering) -> str:
    """All a student needs to go there: who, when, where, how, and what it costs."""
    language = scene.language
    effort = effort_line(scene, offering)
    where = where_line(scene, offering)
    lines = [
        f"**{offering.title.text(language).replace('**', '')}**",
        offering.summary.text(language),
        story_line(scene, offering),
        *people_lines(scene, offering),
        offering.host.text(language) if offering.host else "",
        *_time_lines(scene, offering),
        scene.say("card.where", where=where) if where else "",
        *_arriving_lines(scene, offering),
        f"{_capital(effort)}." if effort else "",
        offering.come_alone.text(language) if offering.come_alone else "",
        scene.say("card.seats", seats=offering.seats) if offering.seats else "",
        how_line(scene, offering),
        *_waiting_lines(scene, offering),
        checked_line(scene, offering),
    ]
    return "\n".join(line for line in lines if line)


def checked_line(scene: Scene, offering: Offering) -> str:
    """When it was checked; overdue also what that means."""
    is_overdue = _freshness(scene, offering) is Freshness.OVERDUE
    key = "freshness.checked_long_ago" if is_overdue else "freshness.checked"
    return scene.say(key, on=_checked(scene, offering))


def story_line(scene: Scene, offering: Offering) -> str:
    """What a student told about it, as long as it may be shown."""
    story = offering.story
    if story is None or scene.today > story.show_until:
        return ""
    return scene.say("card.story", name=story.name, words=story.words.text(scene.language))


def people_lines(scene: Scene, offering: Offering) -> list[str]:
    """Who is there, where to find them, and what stays between you (R9)."""
    language = scene.language
    lines = []
    for person in offering.persons:
        role = person.role.text(language)
        if person.where:
            role = f"{role}, {person.where.text(language)}"
        if person.hello:
            hello = person.hello.text(language)
            lines.append(scene.say("card.hello", name=person.name, role=role, hello=hello))
        else:
            lines.append(scene.say("card.person", name=person.name, role=role))
        if person.confidential:
            lines.append(person.confidential.text(language))
    return lines


def is_way_known(offering: Offering) -> bool:
    """Whether we can say how to take part: without that nobody is asked to say "I'm in"."""
    # There are no sign-ups here yet; without a link we do not know how.
    is_here_only = offering.join is Join.HERE and offering.link is None
    return offering.join is not None and not is_here_only


def how_line(scene: Scene, offering: Offering) -> str:
    """How to take part."""
    if not is_way_known(offering):
        return scene.say("card.how_unknown")
    match offering.join:
        case Join.WALK_IN:
            return scene.say("card.how_walk_in")
        case Join.ANY_TIME if offering.link is None:
            return scene.say("card.how_any_time")
        case Join.OWN_SYSTEM if offering.link is None:
            return scene.say("card.how_own_system")
        case Join.LINK | Join.ANY_TIME | Join.OWN_SYSTEM | Join.HERE:
            return scene.say("card.how_link", link=offering.link)
        case Join.MAIL:
            return scene.say("card.how_mail", contact=offering.contact)
        case Join.PHONE:
            return scene.say("card.how_phone", contact=offering.contact)
    return scene.say("card.how_unknown")


def main_button(
    scene: Scene, offering: Offering, number: int, at: Occurrence | None = None
) -> Button:
    """The one step under a short card: join, be reminded, or read on. When another moment than
    the next is shown (`at`) only read on: the others are about the next."""
    slug = offering.slug
    coming = next_occurrence(offering, scene.catalog, scene.now)
    if at and at != coming:
        return scene.button(f"more:{slug}", "ask.more", number=number)
    if offering.join in (Join.LINK, Join.MAIL, Join.PHONE, Join.OWN_SYSTEM):
        return scene.button(f"join:{slug}", "ask.join", number=number)
    if coming is None or coming.starts_at <= scene.now:
        # Nothing to wait for: it is open now, or always, or nobody knows when.
        return scene.button(f"more:{slug}", "ask.more", number=number)
    if offering.join is Join.WALK_IN or not is_way_known(offering):
        if not scene.channel.reminds:
            return scene.button(f"agenda:{slug}", "ask.agenda", number=number)
        return scene.button(f"remind:{slug}", "ask.remind", number=number)
    return scene.button(f"join:{slug}", "ask.join", number=number)


def _time_lines(scene: Scene, offering: Offering) -> list[str]:
    found = list_occurrences(offering, scene.catalog, scene.now, limit=3)
    if not found:
        when = when_line(scene, offering)
        return [f"{_capital(when)}."] if when else []
    lines = [scene.say("card.next", when=_say(scene, found[0]))]
    if later := [_say(scene, occurrence) for occurrence in found[1:]]:
        lines.append(scene.say("card.more_times", when=", ".join(later)))
    return lines


def _arriving_lines(scene: Scene, offering: Offering) -> list[str]:
    """Where to meet, and what somebody needs to know before coming."""
    language, lines = scene.language, []
    if offering.place and offering.place.meeting_point:
        # A sentence of its own ends in a full stop already.
        where = offering.place.meeting_point.text(language).rstrip(".")
        lines.append(scene.say("card.meeting_point", where=where))
    if offering.accessibility:
        text = offering.accessibility.text(language)
        lines.append(scene.say("card.accessibility", text=text))
    return lines


def _waiting_lines(scene: Scene, offering: Offering) -> list[str]:
    language, lines = scene.language, []
    if offering.waiting_time:
        lines.append(scene.say("card.waiting", waiting=offering.waiting_time.text(language)))
    if offering.meanwhile:
        lines.append(scene.say("card.meanwhile", meanwhile=offering.meanwhile.text(language)))
    return lines


def _freshness(scene: Scene, offering: Offering) -> Freshness:
    return how_fresh(offering, scene.catalog.institution, scene.today)


def _checked(scene: Scene, offering: Offering) -> str:
    return say_short(offering.checked_on, scene.today, scene.language)


def _say(scene: Scene, occurrence: Occurrence) -> str:
    return say_when(occurrence, scene.catalog, scene.now, scene.language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
