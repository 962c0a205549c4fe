"""A talk that began in a web page goes on here: what comes along, and what was here stays."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from signpost_bot.conversation.ask import show_again
from signpost_bot.conversation.danger import tell_the_truth
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import beginnings
from signpost_bot.model.following import Following
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Reply, Session
from signpost_bot.model.student import Visit, VisitState
from signpost_bot.model.turn import Turn

GO_ON = "go:on"
"""What stands behind a start once all came along; no link can say it, for it has a colon."""


def go_on(scene: Scene) -> Turn:
    """Where the talk stands, once more: the places of the last answer, or after a card its
    numbers."""
    words = scene.say("further.goes_on")
    if scene.session.card:
        card = tell_the_truth(scene)
        return replace(card, replies=(Reply(text=words), *card.replies))
    again = show_again(scene, scene.session.shown, words)
    return scene.stay(again or Reply(text=words, buttons=beginnings(scene)))


def join_sessions(here: Session | None, brought: Session) -> Session:
    """Where the talk stands from now on: where the web left it, for that is what they want to go on
    with. What they told here of themselves stays, and what was still empty is filled; so does
    the longest quiet they have. At another school what was told here means nothing."""
    if here is None:
        return brought
    quiet = max(here.quiet_until or date.min, brought.quiet_until or date.min)
    is_same = here.institution == brought.institution
    return replace(
        brought,
        profile=_fill(here.profile, brought.profile) if is_same else brought.profile,
        card=brought.card or here.card,
        quiet_until=None if quiet == date.min else quiet,
    )


def join_visits(here: Iterable[Visit], brought: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits that change or come. One that was here keeps its time, its reminder and its
    questions; that they went counts wherever they said it. No yes came along, so of what
    comes nothing is reminded or asked."""
    known = {visit.offering: visit for visit in here}
    joined = (_join(known.get(visit.offering), visit) for visit in brought)
    return tuple(visit for visit in joined if visit != known.get(visit.offering))


def _join(here: Visit | None, brought: Visit) -> Visit:
    went_on = brought.following.went_on
    if here is None:
        return replace(brought, remind_at=None, following=Following(went_on=went_on))
    if brought.state is VisitState.WENT and here.state is not VisitState.WENT:
        following = replace(here.following, went_on=went_on or here.following.went_on)
        return replace(here, state=VisitState.WENT, following=following)
    return here


def _fill(here: Profile, brought: Profile) -> Profile:
    empty = [one.name for one in fields(Profile) if getattr(here, one.name) is None]
    return replace(here, **{name: getattr(brought, name) for name in empty})
