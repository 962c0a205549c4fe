"""A question, and the places that fit it; or honestly none, with a way on."""

from collections.abc import Mapping
from dataclasses import replace

from signpost_bot.answering.match import answer, answer_needs, more_like
from signpost_bot.calendar import Occurrence
from signpost_bot.conversation.card import main_button, short_card, when_line, where_line
from signpost_bot.conversation.narrowing import broad_buttons, need_buttons
from signpost_bot.conversation.people import somebody
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.answer import Answer, Band, Match, Wish
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import Fact, NothingFound, OfferingShown, Turn
from signpost_bot.texts import list_of

TOPICS = {
    "exams": ("exam_stress", "fear_of_failure", "planning", "quiet_place", "rest"),
    "people": ("meet_people", "loneliness", "fun", "sport"),
}
"""What the buttons of the welcome search for."""

HEADINGS = {
    Band.SURE: ("ask.one", "ask.two", "ask.three"),
    Band.UNSURE: ("ask.might_one", "ask.might_two"),
}
ELSE_HEADINGS = ("ask.else_one", "ask.else_two", "ask.else_three")


def ask(scene: Scene, text: str, *, is_heavy: bool) -> Turn:
    """Answer a typed question. Somebody who writes that it is too much is never told that it
    is not on offer: they get people."""
    found = answer(text, scene.catalog, scene.vector, scene.circumstances)
    if found.band is Band.NOTHING:
        return somebody(scene, "") if is_heavy else _nothing(scene, found.wish)
    if found.wish.is_small:
        found = _smallest_first(found)
    if found.band is Band.UNSURE:
        return _might_fit(scene, found)
    heading = "ask.small" if found.wish.is_small else _heading(found)
    return _show(scene, heading, found.matches, asked=found.asked)


def ask_surely(scene: Scene, text: str) -> Turn | None:
    """The answer if it is a sure one; else None."""
    found = answer(text, scene.catalog, scene.vector, scene.circumstances)
    if found.band is not Band.SURE:
        return None
    return _show(scene, _heading(found), found.matches, asked=found.asked)


def topic(scene: Scene, name: str) -> Turn:
    """A button of the welcome, such as "around exams"."""
    return places(scene, TOPICS.get(name, ()))


def need(scene: Scene, slug: str) -> Turn:
    """A button of "is it more about …?": the places for that need."""
    if scene.catalog.needs.title(slug, scene.language) is None:
        return guidance(scene, "trouble.unknown_tap")
    return places(scene, (slug,))


def places(scene: Scene, needs: tuple[str, ...]) -> Turn:
    """The places for needs that were not typed: a topic, a button, an answer to a question."""
    found = answer_needs(needs, scene.catalog, scene.circumstances)
    if not found.matches:
        return _nothing(scene, found.wish)
    return _show(scene, _heading(found), found.matches)


def _might_fit(scene: Scene, found: Answer) -> Turn:
    """The one or two places that might fit, and what it may be about instead of a reason: a
    guess is not said as if we knew."""
    asking = need_buttons(scene, found.wish)
    return _show(scene, _heading(found), found.matches, asking, found.asked)


def something_else(scene: Scene, slug: str) -> Turn:
    """Other places for the same needs, or for those of one offering; until none are left."""
    if offering := scene.catalog.offering(slug):
        about = replace(scene.session, needs=offering.needs, seen=(slug,), asked=0)
        scene = replace(scene, session=about)
    found = more_like(scene.session.needs, scene.session.seen, scene.catalog, scene.circumstances)
    if not found:
        buttons = (scene.button("browse:1", "ask.browse"), scene.button("talk", "common.somebody"))
        return scene.turn(Reply(text=scene.say("ask.no_more"), buttons=buttons))
    turn = _show(scene, ELSE_HEADINGS[len(found) - 1], found, asked=scene.session.asked)
    seen = (*scene.session.seen, *turn.session.shown)
    return replace(turn, session=replace(turn.session, seen=seen, needs=scene.session.needs))


def show_again(scene: Scene, slugs: tuple[str, ...], heading: str) -> Reply | None:
    """These places under another heading; None when there are none."""
    found = [scene.catalog.offering(slug) for slug in slugs]
    matches = tuple(Match(offering=o, score=0.0, needs=()) for o in found if o)
    return _reply(scene, heading, matches) if matches else None


def show_others(
    scene: Scene, heading: str, offerings: tuple[Offering, ...], moments: Mapping[str, Occurrence]
) -> Turn:
    """These places as an answer to the same question; `moments` (by slug) are shown instead of
    the next one."""
    matches = tuple(Match(offering=one, score=0.0, needs=()) for one in offerings)
    slugs = tuple(one.slug for one in offerings)
    facts: tuple[Fact, ...] = tuple(OfferingShown(offering=slug) for slug in slugs)
    seen = tuple(dict.fromkeys((*scene.session.seen, *slugs)))
    reply = _reply(scene, heading, matches, moments)
    return scene.turn(reply, facts=facts, shown=slugs, seen=seen)


def _show(
    scene: Scene,
    heading: str,
    matches: tuple[Match, ...],
    asking: tuple[Button, ...] = (),
    asked: int = 1,
) -> Turn:
    slugs = tuple(match.offering.slug for match in matches)
    needs = tuple(dict.fromkeys(need for match in matches for need in match.needs))
    facts: tuple[Fact, ...] = tuple(OfferingShown(offering=slug) for slug in slugs)
    reply = _reply(scene, scene.say(heading), matches, asking=asking)
    return scene.turn(reply, facts=facts, shown=slugs, seen=slugs, needs=needs, asked=asked)


def _reply(
    scene: Scene,
    heading: str,
    matches: tuple[Match, ...],
    moments: Mapping[str, Occurrence] | None = None,
    asking: tuple[Button, ...] = (),
) -> Reply:
    at_times = [(moments or {}).get(match.offering.slug) for match in matches]
    numbered = [(m.offering, i, at_times[i - 1]) for i, m in enumerate(matches, start=1)]
    cards = [short_card(scene, offering, i, at) for offering, i, at in numbered]
    closing = [scene.say("ask.which")] if asking else _reasons(scene, matches)
    parts = [heading, *cards, *_alone(scene, matches), *closing]
    buttons = [main_button(scene, offering, i, at) for offering, i, at in numbered]
    return Reply(text="\n".join(parts), buttons=(*buttons, *asking, *way_out(scene)))


def way_out(scene: Scene) -> tuple[Button, ...]:
    """What is always there: something else, and somebody."""
    return (
        scene.button("else", "common.something_else"),
        scene.button("talk", "common.somebody"),
    )


def _alone(scene: Scene, matches: tuple[Match, ...]) -> list[str]:
    """That one can come alone, if all say so."""
    alone = [m.offering.come_alone for m in matches if m.offering.come_alone]
    return [alone[0].text(scene.language)] if len(alone) == len(matches) else []


def _reasons(scene: Scene, matches: tuple[Match, ...]) -> list[str]:
    """The reason, in the student's own matter."""
    needs = tuple(dict.fromkeys(need for match in matches for need in match.needs[:1]))[:2]
    titles = [t for need in needs if (t := scene.catalog.needs.title(need, scene.language))]
    return [scene.say("ask.reason", needs=list_of(titles, scene.language))] if titles else []


def _heading(found: Answer) -> str:
    return HEADINGS[found.band][len(found.matches) - 1]


def _smallest_first(found: Answer) -> Answer:
    """For a small question one place: the lowest threshold of those that fit well (R4)."""
    best = found.matches[0].score
    close = [match for match in found.matches if match.score >= best * 0.85]
    return replace(found, matches=(min(close, key=lambda match: match.offering.threshold),))


def _nothing(scene: Scene, wish: Wish) -> Turn:
    """Nothing fits: say so, name the desk, ask what it may be about, and offer a person."""
    lines = [scene.say("ask.nothing")]
    desk = scene.catalog.offering(scene.catalog.institution.desk)
    if desk:
        known = (desk.title.text(scene.language), when_line(scene, desk), where_line(scene, desk))
        lines.append(scene.say("ask.nothing_desk", desk=", ".join(part for part in known if part)))
    asking = broad_buttons(scene, wish)
    lines += [scene.say("ask.or_about")] if asking else []
    lines.append(scene.say("ask.nothing_end"))
    buttons = (
        *asking,
        scene.button("pass-on", "ask.pass_on"),
        scene.button("browse:1", "ask.browse"),
        scene.button("talk", "common.somebody"),
    )
    shown = (desk.slug,) if desk else ()
    reply = Reply(text="\n".join(lines), buttons=buttons)
    return scene.turn(reply, facts=(NothingFound(),), shown=shown, seen=shown, needs=(), asked=0)
