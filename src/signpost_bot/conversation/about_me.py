"""About me: what a student told of themselves, each thing changed and taken back in one place."""

from collections.abc import Callable
from dataclasses import replace

from signpost_bot.conversation.profile_fields import (
    NOTHING,
    answer_buttons,
    list_answers,
    put,
    say_began,
    say_programme,
    say_year,
)
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.profile import Profile, ProfileField
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import Turn


def about_me(scene: Scene, _: str) -> Turn:
    """`/me`: what the student told, and a button for each thing they may tell. Never a must."""
    told = say_profile(scene, scene.session.profile)
    lines = [scene.say("about_me.why"), *(told or [scene.say("about_me.nothing")])]
    return scene.turn(Reply(text="\n".join(lines), buttons=_questions(scene)))


def changing(field: ProfileField) -> Callable[[Scene, str], Turn]:
    """What the buttons of one field do: without an answer the question; with one it is kept, with
    `NOTHING` it is forgotten, and what else was told stays."""

    def change(scene: Scene, told: str) -> Turn:
        if not told:
            return _question(scene, field)
        profile = put(scene, field, told)
        if profile is None:
            return guidance(scene, "trouble.unknown_tap")
        turn = about_me(replace(scene, session=replace(scene.session, profile=profile)), "")
        return replace(turn, replies=tuple(replace(one, replaces=True) for one in turn.replies))

    return change


def say_profile(scene: Scene, profile: Profile) -> list[str]:
    """A line for each thing that is known; also shown under "my data"."""
    campuses = {one.slug: one.name for one in scene.catalog.institution.campuses}
    lines = []
    if profile.year:
        lines.append(scene.say("about_me.my_year", year=say_year(scene, profile.year)))
    if profile.campus:
        name = campuses.get(profile.campus, profile.campus)
        lines.append(scene.say("about_me.my_campus", campus=name))
    if profile.programme:
        name = say_programme(scene, profile.programme)
        lines.append(scene.say("about_me.my_programme", programme=name))
    if profile.international is not None:
        is_one = profile.international
        lines.append(scene.say("about_me.is_one" if is_one else "about_me.is_none"))
    if profile.began_on:
        when = say_began(scene, profile.began_on)
        lines.append(scene.say("about_me.my_began_on", when=when))
    if profile.mentor:
        known = scene.catalog.offering(profile.mentor)
        title = known.title.text(scene.language) if known else profile.mentor
        lines.append(scene.say("about_me.my_mentor", title=title))
    if profile.wants_online is not None:
        online = profile.wants_online
        lines.append(scene.say("about_me.online" if online else "about_me.not_online"))
    return lines


def _question(scene: Scene, field: ProfileField) -> Turn:
    buttons = answer_buttons(scene, field, field)
    skip = scene.button(f"{field}:{NOTHING}", "about_me.rather_not")
    text = scene.say(f"about_me.which_{field}")
    return scene.turn(Reply(text=text, buttons=(*buttons, skip), replaces=True))


def _questions(scene: Scene) -> tuple[Button, ...]:
    """Only what there is something to choose from, or to take back, is asked for."""
    told = scene.session.profile
    asked = (f for f in ProfileField if list_answers(scene, f) or told.tells(f))
    return (
        *(scene.button(field, f"about_me.{field}") for field in asked),
        scene.button("privacy", "nudge.privacy"),
    )
