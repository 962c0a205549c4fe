"""After an answer: read on, "I'm in", "remind me", "in my agenda"."""

from dataclasses import replace

from signpost_bot.calendar import (
    Occurrence,
    list_occurrences,
    local_day,
    next_come_back,
    next_occurrence,
    reminder_moment,
    say_start,
    say_when,
)
from signpost_bot.campaigns.following import after_planning, after_yes, plan_of
from signpost_bot.catalog.ics import to_ics
from signpost_bot.conversation.ask import way_out
from signpost_bot.conversation.card import (
    full_card,
    how_line,
    is_way_known,
    people_lines,
    where_line,
)
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Following
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.student import Visit, VisitState, find_visit
from signpost_bot.model.turn import ConsentGiven, Fact, OfferingShown, Turn, VisitPlanned


def more(scene: Scene, slug: str) -> Turn:
    """Everything about one offering."""
    offering = scene.catalog.offering(slug)
    if offering is None:
        return gone(scene)
    buttons = []
    if is_way_known(offering):
        buttons.append(scene.button(f"join:{slug}", "ask.join", number=""))
    if next_occurrence(offering, scene.catalog, scene.now):
        buttons += _moment_buttons(scene, slug)
    doubt = scene.button(f"doubt:{slug}", "doubt.button")
    turn = scene.turn(
        Reply(text=full_card(scene, offering), buttons=(*buttons, *_after(scene, slug), doubt)),
        facts=(OfferingShown(offering=slug),),
    )
    seen = tuple(dict.fromkeys((*scene.session.seen, slug)))
    needs = scene.session.needs or offering.needs[:2]
    return replace(turn, session=replace(turn.session, seen=seen, needs=needs))


def numbered(scene: Scene, number: str) -> Turn | None:
    """ "2" means the second place of the last answer; None when it is no such number."""
    if number in ("1", "2", "3") and int(number) <= len(scene.session.shown):
        return more(scene, scene.session.shown[int(number) - 1])
    return None


def join(scene: Scene, argument: str) -> Turn:
    """ "I'm in": noted, with when, where, who and how; `slug:back` is the moment to come back."""
    slug, _, back = argument.partition(":")
    offering = scene.catalog.offering(slug)
    if offering is None:
        return gone(scene)
    find = next_come_back if back else next_occurrence
    occurrence = find(offering, scene.catalog, scene.now)
    when = say_when(occurrence, scene.catalog, scene.now, scene.language) if occurrence else ""
    where = where_line(scene, offering)
    lines = [
        scene.say("visit.planned", title=offering.title.text(scene.language)),
        ", ".join(part for part in (when, where) if part),
        how_line(scene, offering),
        *people_lines(scene, offering)[:1],
        scene.say("visit.you_decide"),
    ]
    following = _following(scene, offering, occurrence)
    buttons = _moment_buttons(scene, slug) if occurrence and not back else []
    if following and following.next is None and _would_ask(scene, offering, following):
        buttons.append(scene.button(f"yes:visits:{slug}", "following.ask_me"))
    starts_at = occurrence.starts_at if occurrence else None
    fact = VisitPlanned(offering=slug, starts_at=starts_at, following=following)
    text = "\n".join(line[:1].upper() + line[1:] for line in lines if line)
    return scene.turn(Reply(text=text, buttons=(*buttons, *_after(scene, slug))), facts=(fact,))


def remind(scene: Scene, slug: str) -> Turn:
    """ "Remind me": one message before the first moment for which there is still time; where
    none can arrive, the time for their own agenda."""
    if not scene.channel.reminds:
        return to_agenda(scene, slug)
    offering = scene.catalog.offering(slug)
    if offering is None:
        return gone(scene)
    title = offering.title.text(scene.language)
    coming = list_occurrences(offering, scene.catalog, scene.now, limit=5)
    if not coming:
        return _kept(scene, slug, scene.say("visit.remind_no_moment", title=title))
    tz = scene.catalog.institution.tz
    moments = [(o, reminder_moment(o.starts_at, tz, scene.now)) for o in coming]
    occurrence, at = next((pair for pair in moments if pair[1]), (coming[0], None))
    if at is None:
        when = say_when(occurrence, scene.catalog, scene.now, scene.language)
        return _kept(scene, slug, scene.say("visit.remind_too_late", title=title, when=when))
    when = say_start(at, scene.catalog, scene.now, scene.language)
    starts = say_start(occurrence.starts_at, scene.catalog, scene.now, scene.language)
    # The tap is the yes: to reminders, and to nothing else.
    facts: tuple[Fact, ...] = (
        VisitPlanned(offering=slug, starts_at=occurrence.starts_at, remind_at=at),
        ConsentGiven(kind=Consent.REMINDERS),
    )
    reply = Reply(
        text=scene.say("visit.remind_set", title=title, when=when, starts=starts),
        buttons=_after(scene, slug),
    )
    return scene.turn(reply, facts=facts)


def to_agenda(scene: Scene, slug: str) -> Turn:
    """ "In my agenda": the next time as a file the phone can open; nothing is kept of it."""
    offering = scene.catalog.offering(slug)
    if offering is None:
        return gone(scene)
    title = offering.title.text(scene.language)
    coming = list_occurrences(offering, scene.catalog, scene.now, limit=2)
    occurrence = next((one for one in coming if one.starts_at > scene.now), None)
    if occurrence is None:
        return _kept(scene, slug, scene.say("agenda.no_moment", title=title))
    when = say_when(occurrence, scene.catalog, scene.now, scene.language)
    key = "agenda.file_discreet" if offering.discreet else "agenda.file"
    file = to_ics(offering, occurrence, scene.catalog, scene.language, scene.now)
    text = scene.say(key, title=title, when=when)
    return scene.turn(Reply(text=text, buttons=_after(scene, slug), file=file))


def reminder(scene: Scene, offering: Offering, visit: Visit) -> Reply:
    """The message that was asked for. A lock screen has readers: discreet ones name nothing."""
    when = say_start(visit.starts_at or scene.now, scene.catalog, scene.now, scene.language)
    key = "visit.reminder_discreet" if offering.discreet else "visit.reminder"
    title, where = offering.title.text(scene.language), where_line(scene, offering)
    there = f"{when}, {where}" if where and not offering.discreet else when
    button = scene.button(f"more:{offering.slug}", "visit.look_at")
    return Reply(text=scene.say(key, title=title, when=there), buttons=(button,))


def _following(scene: Scene, offering: Offering, occurrence: Occurrence | None) -> Following | None:
    """Who signs up may say later how it was, or that they were not there. Of who went before
    nothing changes."""
    before, plan = find_visit(scene.visits, offering.slug), plan_of(offering, scene.catalog)
    is_followed = plan is not None and scene.channel.speaks_first
    if occurrence is None or not is_followed or before.state is VisitState.WENT:
        return None
    on = local_day(occurrence.starts_at, scene.catalog.institution.tz)
    return after_planning(plan, before.following, on, scene.now)


def _would_ask(scene: Scene, offering: Offering, following: Following) -> bool:
    return after_yes(plan_of(offering, scene.catalog), following, scene.now).ask_at is not None


def gone(scene: Scene) -> Turn:
    """The offering is no longer there."""
    return scene.turn(Reply(text=scene.say("ask.gone"), buttons=way_out(scene)))


def _kept(scene: Scene, slug: str, text: str) -> Turn:
    return scene.turn(Reply(text=text, buttons=_after(scene, slug)))


def _moment_buttons(scene: Scene, slug: str) -> list[Button]:
    """Two ways not to forget a time: a message where one can arrive, and the own agenda."""
    agenda = scene.button(f"agenda:{slug}", "agenda.button")
    if not scene.channel.reminds:
        return [agenda]
    return [scene.button(f"remind:{slug}", "visit.remind_me"), agenda]


def _after(scene: Scene, slug: str) -> tuple[Button, ...]:
    return (scene.button(f"went:{slug}", "visit.went_button"), *way_out(scene))
