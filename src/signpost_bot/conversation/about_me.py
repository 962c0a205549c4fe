"""About me: year and campus, told with a button, changed and taken back in the same place."""

from dataclasses import replace
from typing import Any

from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.profile import LAST_YEAR, Profile
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import Turn

NOTHING = "none"
"""What the button "rather not say" tells."""


def about_me(scene: Scene, _: str) -> Turn:
    """`/me`: what the student told, and a button for each thing they may tell. Never a must."""
    told = say_profile(scene, scene.session.profile)
    lines = [scene.say("about_me.why"), *(told or [scene.say("about_me.nothing")])]
    return scene.turn(Reply(text="\n".join(lines), buttons=_questions(scene)))


def year(scene: Scene, told: str) -> Turn:
    """Without a year the question; with one it is kept, with `NOTHING` it is forgotten."""
    years = [str(number) for number in range(1, LAST_YEAR + 1)]
    if not told:
        buttons = [_year_button(scene, one) for one in years]
        return _question(scene, "year", "about_me.which_year", buttons)
    if told not in (*years, NOTHING):
        return guidance(scene, "trouble.unknown_tap")
    return _keep(scene, year=None if told == NOTHING else int(told))


def campus(scene: Scene, told: str) -> Turn:
    """The same for the campus, one of the institution's own."""
    campuses = scene.catalog.institution.campuses
    if not told:
        buttons = [Button(id=f"campus:{one.slug}", label=one.name) for one in campuses]
        return _question(scene, "campus", "about_me.which_campus", buttons)
    if told not in (*(one.slug for one in campuses), NOTHING):
        return guidance(scene, "trouble.unknown_tap")
    return _keep(scene, campus=None if told == NOTHING else told)


def say_profile(scene: Scene, profile: Profile) -> list[str]:
    """A line for each thing that is known; also shown under "my data"."""
    names = {one.slug: one.name for one in scene.catalog.institution.campuses}
    lines = []
    if profile.year:
        lines.append(scene.say("about_me.my_year", year=_year(scene, str(profile.year))))
    if profile.campus:
        name = names.get(profile.campus, profile.campus)
        lines.append(scene.say("about_me.my_campus", campus=name))
    if profile.programme:
        lines.append(scene.say("about_me.my_programme", programme=profile.programme))
    if profile.international is not None:
        is_one = profile.international
        lines.append(scene.say("about_me.is_one" if is_one else "about_me.is_none"))
    if profile.wants_online is not None:
        online = profile.wants_online
        lines.append(scene.say("about_me.online" if online else "about_me.not_online"))
    return lines


def _keep(scene: Scene, **told: Any) -> Turn:
    profile = replace(scene.session.profile, **told)
    turn = about_me(replace(scene, session=replace(scene.session, profile=profile)), "")
    return replace(turn, replies=tuple(replace(one, replaces=True) for one in turn.replies))


def _question(scene: Scene, name: str, key: str, answers: list[Button]) -> Turn:
    skip = scene.button(f"{name}:{NOTHING}", "about_me.rather_not")
    reply = Reply(text=scene.say(key), buttons=(*answers, skip))
    return scene.turn(replace(reply, replaces=True))


def _questions(scene: Scene) -> tuple[Button, ...]:
    """The campus is only asked where there are several."""
    several = len(scene.catalog.institution.campuses) > 1
    return (
        scene.button("year", "about_me.year"),
        *((scene.button("campus", "about_me.campus"),) if several else ()),
        scene.button("privacy", "nudge.privacy"),
    )


def _year_button(scene: Scene, year: str) -> Button:
    return Button(id=f"year:{year}", label=_year(scene, year))


def _year(scene: Scene, year: str) -> str:
    return scene.say("about_me.last_year", year=year) if year == str(LAST_YEAR) else year
