"""One turn of the talk: a view and an incoming in; a session, replies, facts and a request out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.understand import LONGEST
from signpost_bot.conversation import (
    agenda,
    ask,
    danger,
    me,
    people,
    smalltalk,
    suggesting,
    visiting,
    welcome,
)
from signpost_bot.conversation.scene import Scene
from signpost_bot.meaning import normalise
from signpost_bot.model.alarm import Level
from signpost_bot.model.language import Language
from signpost_bot.model.session import Incoming, Reply, Session, Step
from signpost_bot.model.student import View
from signpost_bot.model.turn import Turn
from signpost_bot.safety.followups import find_followup

Choice = Callable[[Scene, str], Turn]


def take_turn(view: View, incoming: Incoming, catalog: IndexedCatalog, now: datetime) -> Turn:
    """Decide one turn. Pure: nothing is loaded, saved or sent here.

    1. Somebody may be in danger: the card, in every state of the talk.
    2. A start: the welcome.
    3. A button. 4. A command. 5. Words that were asked for. 6. A question.
    """
    scene = _scene(view, incoming, catalog, now)
    alarm = incoming.alarm
    if alarm and alarm.level is Level.STRONG:
        return danger.answer_alarm(scene, alarm, incoming.text)
    if incoming.start is not None:
        return welcome.hello(scene)
    if incoming.choice is not None:
        return _choose(scene, incoming.choice)
    return _read(scene, incoming)


def _scene(view: View, incoming: Incoming, catalog: IndexedCatalog, now: datetime) -> Scene:
    session = view.session or Session(
        institution=catalog.institution.slug, language=incoming.hint or Language.NL
    )
    if session.institution != catalog.institution.slug:
        session = Session(institution=catalog.institution.slug, language=session.language)
    # A Dutch question in an English talk is answered in Dutch, and the talk goes on in Dutch.
    spoken = catalog.needs.language.guess(incoming.text) or session.language
    return Scene(
        session=replace(session, language=spoken),
        visits=view.visits,
        catalog=catalog,
        channel=incoming.channel,
        now=now,
    )


def _choose(scene: Scene, choice: str) -> Turn:
    name, _, argument = choice.partition(":")
    chosen = CHOICES.get(name)
    return chosen(scene, argument) if chosen else welcome.guidance(scene, "trouble.unknown_tap")


def _read(scene: Scene, incoming: Incoming) -> Turn:
    text = incoming.text.strip()
    if text.startswith("/"):
        return _command(scene, text)
    words = normalise(text)
    if not words:
        return welcome.guidance(scene, "welcome.not_text" if text else "welcome.empty")
    if scene.session.step is Step.WRITING_SUGGESTION:
        return suggesting.show(scene, text)
    if followup := find_followup(text):
        return danger.follow_up(scene, followup)
    if turn := visiting.numbered(scene, words):
        return turn
    if incoming.alarm is None and (turn := smalltalk.small_talk(scene, words)):
        return turn
    turn = ask.ask(scene, text, incoming.alarm)
    if len(text) <= LONGEST:
        return turn
    return replace(turn, replies=(Reply(text=scene.say("trouble.too_long")), *turn.replies))


def _command(scene: Scene, text: str) -> Turn:
    name, _, argument = text[1:].partition(" ")
    command = COMMANDS.get(name.partition("@")[0].casefold())
    return command(scene, argument.strip()) if command else welcome.guidance(scene)


CHOICES: Mapping[str, Choice] = {
    "week": agenda.this_week,
    "browse": agenda.browse,
    "topic": ask.topic,
    "else": ask.something_else,
    "more": visiting.more,
    "join": visiting.join,
    "remind": visiting.remind,
    "went": visiting.went,
    "talk": people.somebody,
    "now": people.now,
    "school": people.at_school,
    "doctor": danger.doctor,
    "trusted": danger.trusted,
    "chat_113": danger.chat_113,
    "meant_else": danger.meant_else,
    "pass-on": suggesting.invite,
    "pass": suggesting.pass_on,
    "keep": suggesting.keep,
    "language": welcome.choose_language,
    "privacy": me.privacy,
    "mine": me.show_mine,
    "forget": me.forget,
    "stop": me.stop,
}
"""All that a button can do; the part after a colon is what it does it with."""

COMMANDS: Mapping[str, Choice] = {
    "start": lambda scene, _: welcome.hello(scene),
    "help": lambda scene, _: welcome.guidance(scene),
    "nu": people.now,
    "now": people.now,
    "week": agenda.this_week,
    "alles": agenda.browse,
    "all": agenda.browse,
    "taal": welcome.choose_language,
    "language": welcome.choose_language,
    "privacy": me.privacy,
    "vergeet": me.forget,
    "forget": me.forget,
    "stop": me.stop,
}
"""All that can be typed with a slash, in Dutch and English."""
