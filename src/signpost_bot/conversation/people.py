"""People: somebody to talk to, somebody now, and whom to reach at school."""

from datetime import datetime

from signpost_bot.answering.circumstances import is_for
from signpost_bot.calendar import list_occurrences, local_day, next_occurrence, say_when
from signpost_bot.conversation.card import main_button, short_card, where_line
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import OfferingShown, Turn
from signpost_bot.safety.card import CHAT_113, now_text
from signpost_bot.texts import list_of

TALKING = "talk"
"""The need of somebody who wants to talk."""


def somebody(scene: Scene, _: str) -> Turn:
    """Two people or places to talk: their own mentor, if they chose one, then the person at school
    and who is there first."""
    own = scene.catalog.offering(scene.session.profile.mentor)
    school = scene.catalog.offering(scene.catalog.institution.at_school)
    talking = [o for o in scene.catalog.offerings if TALKING in o.needs]
    talking.sort(key=lambda o: (o.threshold, _first(scene, o), o.slug))
    known = {one.slug: one for one in (own, school, *talking) if one}
    chosen = list(known.values())[:2]
    cards = [short_card(scene, offering, i) for i, offering in enumerate(chosen, start=1)]
    parts = [scene.say("people.title"), *cards] if cards else []
    listen = scene.catalog.national.line("luisterlijn")
    if listen and listen.phone:
        name = listen.name.text(scene.language)
        parts.append(scene.say("people.listening", line=name, phone=listen.phone))
    parts.append(scene.say("common.now_line"))
    buttons = [main_button(scene, offering, i) for i, offering in enumerate(chosen, start=1)]
    slugs = tuple(offering.slug for offering in chosen)
    return scene.turn(
        Reply(text="\n".join(parts), buttons=(*buttons, scene.button("now", "common.talk_now"))),
        facts=tuple(OfferingShown(offering=slug) for slug in slugs),
        shown=slugs,
        seen=slugs,
        needs=(TALKING,),
        asked=0,
    )


def first_there(scene: Scene) -> Turn:
    """Who is really there first to talk with, with the hour; where nobody has hours, as always."""
    coming = [
        (occurrence.starts_at, one.threshold, one.slug, one)
        for one in scene.catalog.offerings
        if TALKING in one.needs and one.brings_person and is_for(one, scene.session.profile)
        if (occurrence := next_occurrence(one, scene.catalog, scene.now))
    ]
    if not coming:
        return somebody(scene, "")
    first = min(coming)[-1]
    card = short_card(scene, first, 1)
    names = list_of([person.name for person in first.persons], scene.language)
    who = scene.say("people.you_meet", names=names) if names else ""
    parts = (scene.say("people.first_there"), card, who, scene.say("common.now_line"))
    buttons = (
        main_button(scene, first, 1),
        scene.button("talk", "people.others"),
        scene.button("now", "common.talk_now"),
    )
    return scene.turn(
        Reply(text="\n".join(part for part in parts if part), buttons=buttons),
        facts=(OfferingShown(offering=first.slug),),
        shown=(first.slug,),
        seen=(first.slug,),
        needs=(TALKING,),
        asked=0,
    )


def now(scene: Scene, _: str) -> Turn:
    """`/nu`: numbers and the person at school, never more than a tap away."""
    return scene.turn(
        Reply(text=now_text(scene.language, scene.catalog.national), buttons=now_buttons(scene))
    )


def now_buttons(scene: Scene) -> tuple[Button, ...]:
    """Chat, the person at school, the doctor, somebody trusted."""
    return (
        Button(id="chat_113", label=scene.say("alarm.chat_113"), url=CHAT_113),
        *((school_button(scene),) if has_school(scene) else ()),
        scene.button("doctor", "alarm.doctor"),
        scene.button("trusted", "alarm.trusted"),
    )


def has_school(scene: Scene) -> bool:
    """Whether we know who is there at school; a button that leads nowhere is not shown."""
    return scene.catalog.offering(scene.catalog.institution.at_school) is not None


def school_button(scene: Scene) -> Button:
    """ "Op school, vandaag tot 17:00", or without the hour when nobody is there today."""
    until = open_until(scene)
    if until:
        return scene.button("school", "alarm.at_school_open", until=until)
    return scene.button("school", "alarm.at_school")


def open_until(scene: Scene) -> str | None:
    """Until what hour the person at school is there today; None when not (any more)."""
    school = scene.catalog.offering(scene.catalog.institution.at_school)
    if school is None:
        return None
    tz = scene.catalog.institution.tz
    today = local_day(scene.now, tz)
    ends: list[datetime] = [
        occurrence.ends_at
        for occurrence in list_occurrences(school, scene.catalog, scene.now, limit=4)
        if occurrence.has_end and local_day(occurrence.starts_at, tz) == today
    ]
    return f"{max(ends).astimezone(tz):%H:%M}" if ends else None


def at_school(scene: Scene, _: str) -> Turn:
    """Who is there at school, when and where; with the national lines beside it."""
    school = scene.catalog.offering(scene.catalog.institution.at_school)
    if school is None:
        return scene.stay(
            Reply(text=scene.say("alarm.at_school_unknown"), buttons=now_buttons(scene))
        )
    occurrence = next_occurrence(school, scene.catalog, scene.now)
    when = say_when(occurrence, scene.catalog, scene.now, scene.language) if occurrence else ""
    parts = (when, where_line(scene, school), school.contact)
    details = ", ".join(part for part in parts if part)
    who = school.title.text(scene.language)
    text = scene.say("alarm.at_school_text", who=who, details=details)
    buttons = (scene.button("doctor", "alarm.doctor"), scene.button("trusted", "alarm.trusted"))
    chat = Button(id="chat_113", label=scene.say("alarm.chat_113"), url=CHAT_113)
    return scene.stay(Reply(text=text, buttons=(chat, *buttons)))


def _first(scene: Scene, offering: Offering) -> float:
    occurrence = next_occurrence(offering, scene.catalog, scene.now)
    return occurrence.starts_at.timestamp() if occurrence else float("inf")
