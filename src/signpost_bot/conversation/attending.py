"""They went, as they say or by the code scanned at the end; and may we ask later how it goes?"""

from dataclasses import replace
from datetime import date

from signpost_bot.calendar import say_day, say_start
from signpost_bot.campaigns.following import (
    Plan,
    after_going,
    after_yes,
    after_yes_to_later,
    plan_of,
)
from signpost_bot.conversation.ask import way_out
from signpost_bot.conversation.going_on import GO_ON, go_on
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.visiting import gone
from signpost_bot.conversation.welcome import guidance, hello
from signpost_bot.model.attendance import PREFIX
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Following
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.student import VisitState, find_visit
from signpost_bot.model.turn import ConsentGiven, Fact, FollowedUp, Turn, Visited


def begin(scene: Scene, payload: str) -> Turn:
    """Somebody comes in by a link: the welcome, what the code says that they scanned, or their talk
    of the web. Who never spoke with us first reads who we are."""
    if payload == GO_ON:
        return go_on(scene)
    if not payload.startswith(PREFIX):
        return hello(scene)
    turn = _scanned(scene)
    if not scene.is_new:
        return turn
    return replace(turn, replies=(*hello(scene).replies, *turn.replies))


def went(scene: Scene, slug: str) -> Turn:
    """ "I went": noted, and a way on if it was not it."""
    offering = scene.catalog.offering(slug)
    return _noted(scene, offering, scene.today) if offering else gone(scene)


def say_yes(scene: Scene, slug: str) -> Turn:
    """Yes, ask me how it goes: after a visit, or after a time they plan to go to."""
    offering = scene.catalog.offering(slug)
    before = find_visit(scene.visits, slug)
    if offering is None or before.following.went_on is None:
        return guidance(scene, "trouble.unknown_tap")
    plan = plan_of(offering, scene.catalog)
    return _agreed(scene, offering, plan, after_yes(plan, before.following, scene.now))


def say_yes_to_later(scene: Scene, slug: str) -> Turn:
    """Yes, once more in the next semester."""
    offering = scene.catalog.offering(slug)
    before = find_visit(scene.visits, slug)
    plan = plan_of(offering, scene.catalog) if offering else None
    then = after_yes_to_later(plan, before.following, scene.now)
    if offering is None or before.following.went_on is None or then.next is None:
        return guidance(scene, "trouble.unknown_tap")
    return _with_yes(scene, offering, then, scene.say("following.later_agreed"))


def _scanned(scene: Scene) -> Turn:
    code = scene.scanned
    if code is None:
        return guidance(scene, "following.unknown_code")
    offering = scene.catalog.offering(code.offering)
    if offering is None:
        return gone(scene)
    if code.counts_on(scene.today):
        return _noted(scene, offering, code.held_on)
    title, on = offering.title.text(scene.language), say_day(code.held_on, scene.language)
    key = "following.early_code" if scene.today < code.held_on else "following.old_code"
    buttons = (scene.button(f"went:{offering.slug}", "visit.went_button"), *way_out(scene))
    return scene.turn(Reply(text=scene.say(key, title=title, on=on), buttons=buttons))


def _noted(scene: Scene, offering: Offering, on: date) -> Turn:
    """Noted once a day; scanning or tapping again says so and counts for nothing."""
    before, plan = find_visit(scene.visits, offering.slug), plan_of(offering, scene.catalog)
    may_ask = scene.channel.speaks_first and Consent.VISITS in scene.consents
    so_far = before.following
    if before.state is VisitState.PLANNED and so_far.asked is None:
        # They went on another day than they planned to: what counts is when they went.
        so_far = replace(so_far, went_on=None)
    then = after_going(plan, so_far, on, scene.now, may_ask=may_ask)
    is_again = before.state is VisitState.WENT and then == before.following
    text = scene.say(
        "following.noted_before" if is_again else "visit.went",
        title=offering.title.text(scene.language),
    )
    asking = _asking(scene, offering, plan, then) if scene.channel.speaks_first else ()
    return scene.turn(
        Reply(text=text, buttons=way_out(scene)),
        *asking,
        facts=() if is_again else (Visited(offering=offering.slug, following=then),),
        needs=scene.session.needs or offering.needs[:2],
        seen=tuple(dict.fromkeys((*scene.session.seen, offering.slug))),
    )


def _asking(
    scene: Scene, offering: Offering, plan: Plan | None, then: Following
) -> tuple[Reply, ...]:
    """May we ask how it goes? Who said yes before is told when, and can still say no."""
    if Consent.VISITS in scene.consents:
        if then.ask_at is None:
            return ()
        text = scene.say("consent.will_ask", when=_when(scene, then))
        return (Reply(text=text, buttons=_changes(scene, offering, plan, then)),)
    would = after_yes(plan, then, scene.now)
    if plan is None or would.ask_at is None:
        return ()
    buttons = (
        scene.button(f"yes:visits:{offering.slug}", "consent.yes"),
        scene.button("no:visits", "consent.no"),
    )
    text = scene.say("consent.may_ask", when=_when(scene, would), days=plan.second - plan.first)
    return (Reply(text=text, buttons=buttons),)


def _agreed(scene: Scene, offering: Offering, plan: Plan | None, then: Following) -> Turn:
    if then.ask_at is None:
        return guidance(scene, "trouble.unknown_tap")
    text = scene.say("consent.yes_visits", when=_when(scene, then))
    return _with_yes(scene, offering, then, text, _changes(scene, offering, plan, then))


def _with_yes(
    scene: Scene,
    offering: Offering,
    then: Following,
    text: str,
    buttons: tuple[Button, ...] | None = None,
) -> Turn:
    facts: tuple[Fact, ...] = (
        ConsentGiven(kind=Consent.VISITS),
        FollowedUp(offering=offering.slug, following=then),
    )
    buttons = buttons or (scene.button("no:visits", "consent.rather_not"),)
    return scene.turn(Reply(text=text, buttons=(*buttons, *way_out(scene))), facts=facts)


def _changes(
    scene: Scene, offering: Offering, plan: Plan | None, then: Following
) -> tuple[Button, ...]:
    no = scene.button("no:visits", "consent.rather_not")
    if plan is None or not plan.in_semester or then.may_ask_later:
        return (no,)
    return (scene.button(f"yes:later:{offering.slug}", "following.later_too"), no)


def _when(scene: Scene, then: Following) -> str:
    return say_start(then.ask_at or scene.now, scene.catalog, scene.now, scene.language)
