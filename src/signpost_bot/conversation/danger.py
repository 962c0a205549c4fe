"""When somebody may be in danger: the card before everything, and what comes after it."""

from datetime import timedelta

from signpost_bot.answering.match import answer
from signpost_bot.calendar import local_day
from signpost_bot.conversation.ask import show_again, way_out
from signpost_bot.conversation.people import now_buttons, open_until
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.alarm import Alarm
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import AlarmRaised, Turn
from signpost_bot.safety.card import alarm_card
from signpost_bot.safety.followups import Followup

QUIET = timedelta(days=14)
"""No campaign speaks to a student for this long after an alarm; the reason is not kept."""


def answer_alarm(scene: Scene, alarm: Alarm, text: str) -> Turn:
    """The card of this kind. The normal answer is looked up too, for "I meant something else":
    the words are not kept, so it has to be now."""
    found = answer(text, scene.catalog)
    slugs = tuple(match.offering.slug for match in found.matches)
    needs = tuple(dict.fromkeys(need for match in found.matches for need in match.needs))
    card = alarm_card(alarm.kind, scene.language, scene.catalog.national, open_until(scene))
    today = local_day(scene.now, scene.catalog.institution.tz)
    return scene.turn(
        card,
        facts=(AlarmRaised(alarm=alarm),),
        shown=slugs,
        seen=slugs,
        needs=needs,
        quiet_until=today + QUIET,
    )


def meant_else(scene: Scene, _: str) -> Turn:
    """The normal answer after all; the line stays in sight and the quiet is lifted."""
    again = show_again(scene, scene.say("alarm.keep_in_sight"))
    if again is None:
        again = Reply(text=scene.say("alarm.keep_in_sight_nothing"), buttons=way_out(scene))
    return scene.turn(again, quiet_until=None)


def follow_up(scene: Scene, which: Followup) -> Turn:
    """An answer to what people say after a card; each keeps a number in sight."""
    text = scene.say(f"followup.{which}")
    return scene.turn(Reply(text=text, buttons=now_buttons(scene)))


def doctor(scene: Scene, _: str) -> Turn:
    """How to reach a doctor, and what to say."""
    return scene.turn(Reply(text=scene.say("alarm.doctor_text"), buttons=now_buttons(scene)))


def trusted(scene: Scene, _: str) -> Turn:
    """A line to send to somebody the student trusts."""
    return scene.turn(Reply(text=scene.say("alarm.trusted_text"), buttons=now_buttons(scene)))


def chat_113(scene: Scene, _: str) -> Turn:
    """Where the chat is, for channels that cannot open a page from a button."""
    reply = Reply(text=scene.say("alarm.chat_113_text"), buttons=now_buttons(scene)[1:])
    return scene.turn(reply)
