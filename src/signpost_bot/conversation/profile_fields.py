"""The fields of a profile in the talk: what to choose from, what is kept of it, how it is said."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from signpost_bot.campaigns.starts import is_spring, list_starts
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.offering import Kind, Offering
from signpost_bot.model.profile import EARLIER, LAST_YEAR, Profile, ProfileField
from signpost_bot.model.session import Button

NOTHING = "none"
"""What the button "rather not say" tells."""

YES, NO = "yes", "no"
BEFORE = "earlier"

_MENTOR = re.compile(r"(mentor|slb[’']?er|studieloopbaanbegeleider|tutor)\b", re.IGNORECASE)
"""How the role of somebody begins whom a student can choose as their own; a "peermentor" or a
"coördinator mentoren" is another."""


def list_answers(scene: Scene, field: ProfileField) -> dict[str, str]:
    """What a student can choose from, as buttons: what is told and how it is called. Empty where
    there is nothing to choose, such as one campus."""
    school = scene.catalog.institution
    match field:
        case ProfileField.YEAR:
            return {str(year): say_year(scene, year) for year in range(1, LAST_YEAR + 1)}
        case ProfileField.PROGRAMME:
            return {one.slug: one.name.text(scene.language) for one in school.programmes}
        case ProfileField.CAMPUS:
            several = len(school.campuses) > 1
            return {one.slug: one.name for one in school.campuses} if several else {}
        case ProfileField.INTERNATIONAL:
            return {YES: scene.say("common.yes"), NO: scene.say("common.no")}
        case ProfileField.BEGAN_ON:
            starts = list_starts(scene.catalog, scene.now)
            days = {day.isoformat(): say_began(scene, day) for day in starts}
            return days | ({BEFORE: say_began(scene, EARLIER)} if days else {})
        case ProfileField.MENTOR:
            return {one.slug: one.title.text(scene.language) for one in list_mentors(scene)}


def answer_buttons(scene: Scene, field: ProfileField, start: str) -> tuple[Button, ...]:
    """A button for each answer; the id of each begins with `start`."""
    answers = list_answers(scene, field)
    return tuple(Button(id=f"{start}:{told}", label=label) for told, label in answers.items())


def put(scene: Scene, field: ProfileField, told: str) -> Profile | None:
    """The profile with this told, with `NOTHING` without it; None for what no button offers."""
    if told == NOTHING:
        return replace(scene.session.profile, **{field.value: None})
    if told not in list_answers(scene, field):
        return None
    kept: Any = told
    match field:
        case ProfileField.YEAR:
            kept = int(told)
        case ProfileField.INTERNATIONAL:
            kept = told == YES
        case ProfileField.BEGAN_ON:
            kept = EARLIER if told == BEFORE else date.fromisoformat(told)
    return replace(scene.session.profile, **{field.value: kept})


def list_mentors(scene: Scene) -> tuple[Offering, ...]:
    """The mentors and SLB'ers to choose from (R8): persons who say so in their role, of the
    student's own programme or of all."""
    programme = scene.session.profile.programme
    return tuple(
        one
        for one in scene.catalog.offerings
        if one.kind is Kind.PERSON
        and any(_MENTOR.match(person.role.nl) for person in one.persons)
        and (not one.audience.programmes or programme in one.audience.programmes)
    )


def say_year(scene: Scene, year: int) -> str:
    """ "2", and for the last one "5 or later"."""
    return scene.say("about_me.last_year", year=year) if year == LAST_YEAR else str(year)


def say_began(scene: Scene, day: date) -> str:
    """ "September 2026", whatever day of it the introduction begins on."""
    if day == EARLIER:
        return scene.say("about_me.began_earlier")
    key = "about_me.began_spring" if is_spring(day) else "about_me.began_autumn"
    return scene.say(key, year=day.year)


def say_programme(scene: Scene, slug: str) -> str:
    """Its name, or what we were told when it is in no list (any more)."""
    names = {one.slug: one.name for one in scene.catalog.institution.programmes}
    return names[slug].text(scene.language) if slug in names else slug
