"""The four yeses: asked where they make sense, given and taken back with one tap."""

from dataclasses import replace
from datetime import timedelta

from signpost_bot.calendar import local_day, say_day
from signpost_bot.conversation import ask, attending
from signpost_bot.conversation.getting_to_know import next_question
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import beginnings, guidance
from signpost_bot.model.campaign import CampaignKind
from signpost_bot.model.consent import Consent
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import ConsentGiven, ConsentWithdrawn, Turn

WITHDRAWN = {
    Consent.MESSAGES: "consent.no_messages",
    Consent.CHECKINS: "consent.no_checkins",
    Consent.VISITS: "consent.no_checkins",
    Consent.REMINDERS: "consent.no_reminders",
}

FOUR_WEEKS = timedelta(days=28)
"""How long "nothing for four weeks" lasts."""

LATER = "later"
"""A yes to being asked how it goes in the next semester too, of one visit."""

GOES_ON = "goes-on"
"""A no to the second question after a yes: the asking goes on as after a yes to it."""


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
    if not _has_nudges(scene) and not _has_checkins(scene) and not scene.consents:
        return guidance(scene, "consent.nothing")
    if _has_nudges(scene) and Consent.MESSAGES not in scene.consents:
        return scene.turn(_offer(scene))
    lines = [scene.say("consent.has_messages")] if Consent.MESSAGES in scene.consents else []
    if Consent.CHECKINS in scene.consents:
        lines.append(scene.say("consent.has_checkins"))
    elif _has_checkins(scene):
        lines.append(scene.say("consent.may_check_in"))
    if Consent.VISITS in scene.consents:
        lines.append(scene.say("consent.has_visits"))
    quiet = scene.session.quiet_until
    if quiet and quiet > local_day(scene.now, scene.catalog.institution.tz):
        lines.append(scene.say("consent.is_quiet", until=say_day(quiet, scene.language)))
    buttons = (*_changes(scene), *beginnings(scene))
    return scene.turn(Reply(text="\n".join(lines), buttons=buttons))


def give(scene: Scene, argument: str) -> Turn:
    """A tap on yes; to being asked after a visit it names the offering that was visited."""
    kind, _, slug = argument.partition(":")
    if kind == Consent.MESSAGES:
        return _yes_to_messages(scene)
    if kind == Consent.VISITS and slug:
        return attending.say_yes(scene, slug)
    if kind == LATER:
        return attending.say_yes_to_later(scene, slug)
    if kind == Consent.CHECKINS and not slug:
        text = scene.say("consent.yes_to_check_ins")
        return _ask_on(scene, text, ConsentGiven(kind=Consent.CHECKINS))
    return guidance(scene, "trouble.unknown_tap")


def withdraw(scene: Scene, argument: str) -> Turn:
    """A tap on no, or on "no more". Nobody asks why."""
    name, _, then = argument.partition(":")
    kind = next((kind for kind in Consent if kind == name), None)
    if kind is None:
        return guidance(scene, "trouble.unknown_tap")
    fact = ConsentWithdrawn(kind=kind)
    if then == GOES_ON:
        return _ask_on(scene, scene.say("consent.no_to_check_ins"), fact)
    reply = Reply(text=scene.say(WITHDRAWN[kind]), buttons=beginnings(scene))
    return scene.turn(reply, facts=(fact,))


def less(scene: Scene, _: str) -> Turn:
    """ "Less of this": nothing for four weeks, or none of these any more. A rate of their own
    there is not, so it is not offered."""
    buttons = (
        scene.button("quiet", "consent.four_weeks"),
        scene.button("no:messages", "consent.stop_all"),
    )
    return scene.turn(Reply(text=scene.say("consent.which_less"), buttons=buttons))


def quiet(scene: Scene, _: str) -> Turn:
    """Four weeks without a campaign; a longer quiet that was set stays."""
    until = local_day(scene.now, scene.catalog.institution.tz) + FOUR_WEEKS
    until = max(until, scene.session.quiet_until or until)
    text = scene.say("consent.quiet_set", until=say_day(until, scene.language))
    return scene.turn(Reply(text=text, buttons=beginnings(scene)), quiet_until=until)


def _yes_to_messages(scene: Scene) -> Turn:
    """The first time: also whether the bot may ask how it goes, where somebody does ask that; then
    what it must know. Who said yes before is asked nothing again."""
    text = scene.say("consent.yes_messages")
    fact = ConsentGiven(kind=Consent.MESSAGES)
    if Consent.MESSAGES in scene.consents:
        return scene.turn(Reply(text=text, buttons=beginnings(scene)), facts=(fact,))
    if Consent.CHECKINS in scene.consents or not _has_checkins(scene):
        return _ask_on(scene, text, fact)
    buttons = (
        scene.button("yes:checkins", "consent.yes_ask"),
        scene.button(f"no:checkins:{GOES_ON}", "consent.no"),
    )
    text = f"{text}\n{scene.say('consent.may_check_in')}"
    return scene.turn(Reply(text=text, buttons=buttons), facts=(fact,))


def _ask_on(scene: Scene, text: str, fact: ConsentGiven | ConsentWithdrawn) -> Turn:
    """The words, and below them the first thing that would make a message better."""
    kinds = {fact.kind}
    given = isinstance(fact, ConsentGiven)
    consents = scene.consents | kinds if given else scene.consents - kinds
    question = next_question(replace(scene, consents=consents))
    if question is None:
        return scene.turn(Reply(text=text, buttons=beginnings(scene)), facts=(fact,))
    return scene.turn(Reply(text=text), question, facts=(fact,))


def _changes(scene: Scene) -> tuple[Button, ...]:
    """What can be changed about the yeses there are."""
    buttons = []
    if Consent.MESSAGES in scene.consents:
        buttons.append(scene.button("less", "consent.less"))
    if Consent.CHECKINS in scene.consents:
        buttons.append(scene.button("no:checkins", "checkin.no_more"))
    elif _has_checkins(scene):
        buttons.append(scene.button("yes:checkins", "consent.yes_ask"))
    if Consent.VISITS in scene.consents:
        buttons.append(scene.button("no:visits", "consent.no_more_visits"))
    return tuple(buttons)


def _offer(scene: Scene) -> Reply:
    buttons = (
        scene.button("yes:messages", "consent.yes"),
        scene.button("no:messages", "consent.no"),
    )
    return Reply(text=scene.say("consent.offer"), buttons=buttons)


def _has_nudges(scene: Scene) -> bool:
    """Nobody is asked for a yes to what will never come."""
    return scene.channel.speaks_first and bool(scene.catalog.running(CampaignKind.NUDGE))


def _has_checkins(scene: Scene) -> bool:
    """The same for being asked how it goes at a moment of the year."""
    return scene.channel.speaks_first and bool(scene.catalog.running(CampaignKind.CHECKIN))
