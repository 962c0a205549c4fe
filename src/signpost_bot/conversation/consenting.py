"""The three yeses: asked where they make sense, given and taken back with one tap."""

from dataclasses import replace

from signpost_bot.calendar import say_start
from signpost_bot.checkins import when_to_ask
from signpost_bot.conversation import ask
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import beginnings, guidance
from signpost_bot.model.campaign import CampaignKind
from signpost_bot.model.consent import Consent
from signpost_bot.model.session import Reply
from signpost_bot.model.student import VisitState
from signpost_bot.model.turn import ConsentGiven, ConsentWithdrawn, Fact, Turn, Visited

WITHDRAWN = {
    Consent.MESSAGES: "consent.no_messages",
    Consent.CHECKINS: "consent.no_checkins",
    Consent.REMINDERS: "consent.no_reminders",
}


def topic(scene: Scene, name: str) -> Turn:
    """A button of the welcome; around exams with the question whether the bot may speak first."""
    turn = ask.topic(scene, name)
    if name != "exams" or Consent.MESSAGES in scene.consents or not _has_nudges(scene):
        return turn
    return replace(turn, replies=(*turn.replies, _offer(scene)))


def messages(scene: Scene, _: str) -> Turn:
    """`/messages`: what the bot sends of its own accord, and a yes or a no to it."""
    if not scene.channel.speaks_first:
        return guidance(scene, "consent.cannot")
    if not _has_nudges(scene):
        return guidance(scene, "consent.nothing")
    if Consent.MESSAGES not in scene.consents:
        return scene.turn(_offer(scene))
    stop = scene.button("no:messages", "consent.less")
    reply = Reply(text=scene.say("consent.has_messages"), buttons=(stop, *beginnings(scene)))
    return scene.turn(reply)


def give(scene: Scene, argument: str) -> Turn:
    """A tap on yes; to a check-in it names the offering that was visited."""
    kind, _, slug = argument.partition(":")
    if kind == Consent.MESSAGES:
        reply = Reply(text=scene.say("consent.yes_messages"), buttons=beginnings(scene))
        return scene.turn(reply, facts=(ConsentGiven(kind=Consent.MESSAGES),))
    if kind == Consent.CHECKINS:
        return _may_ask(scene, slug)
    return guidance(scene, "trouble.unknown_tap")


def withdraw(scene: Scene, argument: str) -> Turn:
    """A tap on no, or on "less of this". Nobody asks why."""
    kind = next((kind for kind in Consent if kind == argument), None)
    if kind is None:
        return guidance(scene, "trouble.unknown_tap")
    reply = Reply(text=scene.say(WITHDRAWN[kind]), buttons=beginnings(scene))
    return scene.turn(reply, facts=(ConsentWithdrawn(kind=kind),))


def _may_ask(scene: Scene, slug: str) -> Turn:
    at = when_to_ask(scene.catalog, scene.now)
    went = any(v.offering == slug and v.state is VisitState.WENT for v in scene.visits)
    if at is None or not went:
        return guidance(scene, "trouble.unknown_tap")
    when = say_start(at, scene.catalog, scene.now, scene.language)
    facts: tuple[Fact, ...] = (
        ConsentGiven(kind=Consent.CHECKINS),
        Visited(offering=slug, ask_at=at),
    )
    buttons = (scene.button("no:checkins", "consent.rather_not"), *ask.way_out(scene))
    text = scene.say("consent.yes_checkins", when=when)
    return scene.turn(Reply(text=text, buttons=buttons), facts=facts)


def _offer(scene: Scene) -> Reply:
    buttons = (
        scene.button("yes:messages", "consent.yes"),
        scene.button("no:messages", "consent.no"),
    )
    return Reply(text=scene.say("consent.offer"), buttons=buttons)


def _has_nudges(scene: Scene) -> bool:
    """Nobody is asked for a yes to what will never come."""
    return scene.channel.speaks_first and bool(scene.catalog.running(CampaignKind.NUDGE))
