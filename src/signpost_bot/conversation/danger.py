"""When somebody may be in danger: the card before everything, and what comes after it."""

import re
from datetime import timedelta

from signpost_bot.answering.match import answer
from signpost_bot.calendar import local_day
from signpost_bot.conversation.ask import show_again, way_out
from signpost_bot.conversation.people import has_school, now_buttons, open_until
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.smalltalk import find_kind
from signpost_bot.conversation.truth import tell_shortly
from signpost_bot.model.alarm import Alarm
from signpost_bot.model.answer import Band
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import AlarmRaised, Turn
from signpost_bot.safety.card import alarm_card
from signpost_bot.safety.followups import Followup, find_followup
from signpost_bot.texts import has

GENERAL = "general"

QUIET = timedelta(days=14)
"""No campaign speaks to a student for this long after an alarm; the reason is not kept."""


ENOUGH_WORDS = 6
"""A danger message of fewer words is about nothing else, so it has no normal answer."""

_ASKS = re.compile(
    r"^(?:waar|wanneer|hoe|welke|kan|mag|is er|heb je|zijn er)\b"
    r"|^(?:where|when|how|which|can|may|do you|is there)\b"
)


def answer_alarm(scene: Scene, alarm: Alarm, text: str) -> Turn:
    """The card of this kind. The normal answer is looked up too, for "I meant something else":
    the words are not kept, so it has to be now."""
    found = answer(text, scene.catalog, scene.vector, scene.circumstances)
    is_more = found.band is Band.SURE and len(text.split()) >= ENOUGH_WORDS
    matches = found.matches if is_more else ()
    card = alarm_card(
        alarm.kind, scene.language, scene.catalog.national, open_until(scene), has_school(scene)
    )
    today = local_day(scene.now, scene.catalog.institution.tz)
    return scene.turn(
        card,
        facts=(AlarmRaised(alarm=alarm),),
        # Not `shown`: nobody saw them, and "1" must not open what was never on the screen.
        shown=(),
        seen=tuple(match.offering.slug for match in matches),
        needs=tuple(dict.fromkeys(need for match in matches for need in match.needs)),
        asked=0,
        card=alarm.kind or GENERAL,
        quiet_until=max(today + QUIET, scene.session.quiet_until or today),
    )


def after_card(scene: Scene, text: str) -> Turn | None:
    """What follows a card is read as going on about it, not as a new question; None when it
    clearly is one, with an answer."""
    if followup := find_followup(text):
        return follow_up(scene, followup)
    if find_kind(text) == "thanks":
        thanks = f"{scene.say('smalltalk.thanks')}\n{_line(scene)}"
        return scene.stay(Reply(text=thanks, buttons=_card_buttons(scene)))
    if (
        _ASKS.search(text.casefold())
        and answer(text, scene.catalog, scene.vector, scene.circumstances).band is Band.SURE
    ):
        return None
    return scene.stay(Reply(text=_for_kind(scene, "going_on"), buttons=_card_buttons(scene)))


def tell_the_truth(scene: Scene) -> Turn:
    """Who asks after a card whether this is a human hears the truth, and who does answer."""
    told = f"{tell_shortly(scene).text}\n{_line(scene)}"
    return scene.stay(Reply(text=told, buttons=_card_buttons(scene)))


def meant_else(scene: Scene, _: str) -> Turn:
    """The normal answer after all; the line stays in sight and the quiet is lifted. On an old
    card, when the talk is about something else by now, nothing is lifted; nor is a longer quiet
    that somebody chose."""
    quiet = scene.session.quiet_until
    today = local_day(scene.now, scene.catalog.institution.tz)
    if scene.session.card and quiet and quiet <= today + QUIET:
        quiet = None
    found = scene.session.seen if scene.session.card else scene.session.shown
    again = show_again(scene, found, scene.say("alarm.keep_in_sight"))
    if again is None:
        again = Reply(text=scene.say("alarm.keep_in_sight_nothing"), buttons=way_out(scene))
        return scene.turn(again, quiet_until=quiet)
    return scene.turn(again, quiet_until=quiet, shown=found)


def follow_up(scene: Scene, which: Followup) -> Turn:
    """An answer to what people say after a card; each keeps the numbers of its kind in sight."""
    reply = Reply(text=_for_kind(scene, which), buttons=_card_buttons(scene))
    if which is Followup.WAS_A_JOKE:
        return scene.turn(reply)
    return scene.stay(reply)


def _for_kind(scene: Scene, name: str) -> str:
    return f"{scene.say(f'followup.{name}')}\n{_line(scene)}"


def _line(scene: Scene) -> str:
    """The numbers of this kind of card where it has its own, else the general ones."""
    key = f"line.{scene.session.card or GENERAL}"
    return scene.say(key if has(key) else f"line.{GENERAL}")


def _card_buttons(scene: Scene) -> tuple[Button, ...]:
    last = scene.button("meant_else", "alarm.meant_else")
    return (*now_buttons(scene), last) if scene.session.card else now_buttons(scene)


def doctor(scene: Scene, _: str) -> Turn:
    """How to reach a doctor, and what to say."""
    return scene.stay(Reply(text=scene.say("alarm.doctor_text"), buttons=_card_buttons(scene)))


def trusted(scene: Scene, _: str) -> Turn:
    """A line to send to somebody the student trusts."""
    return scene.stay(Reply(text=scene.say("alarm.trusted_text"), buttons=_card_buttons(scene)))


def chat_113(scene: Scene, _: str) -> Turn:
    """Where the chat is, for channels that cannot open a page from a button."""
    reply = Reply(text=scene.say("alarm.chat_113_text"), buttons=_card_buttons(scene)[1:])
    return scene.stay(reply)
