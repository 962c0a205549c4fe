"""One turn of the talk: a view and an incoming in; a session, replies, facts and a request out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import say_start
from signpost_bot.conversation import (
    about_me,
    agenda,
    ask,
    attending,
    checkin,
    consenting,
    danger,
    doubting,
    getting_to_know,
    me,
    people,
    reason,
    refining,
    smalltalk,
    suggesting,
    truth,
    visiting,
    welcome,
)
from signpost_bot.conversation.scene import Scene
from signpost_bot.meaning.text import LONGEST, normalise
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.language import Language
from signpost_bot.model.profile import ProfileField
from signpost_bot.model.session import Incoming, Reply, Session, Step
from signpost_bot.model.student import View
from signpost_bot.model.turn import Turn
from signpost_bot.safety.followups import find_followup

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(.*)", re.DOTALL)

LATE = timedelta(hours=1)

Choice = Callable[[Scene, str], Turn]


def take_turn(view: View, incoming: Incoming, catalog: IndexedCatalog, now: datetime) -> Turn:
    """Decide one turn. Pure: nothing is loaded, saved or sent here.

    1. Somebody may be in danger: the card, in every state of the talk.
    2. A start: the welcome.
    3. A button. 4. A command. 5. Words that were asked for. 6. A question.
    """
    scene = _scene(view, incoming, catalog, now)
    alarm = incoming.alarm
    if alarm and alarm.level is Level.STRONG and not _goes_on(scene, alarm, incoming):
        card = danger.answer_alarm(scene, alarm, incoming.text)
        return replace(card, replies=(*card.replies, *_late(scene, incoming)))
    turn = _decide(scene, incoming)
    if alarm and turn.replies:
        turn = replace(turn, replies=(*turn.replies, *_soft(scene, turn)))
    return replace(turn, replies=(*_late(scene, incoming), *turn.replies))


def _goes_on(scene: Scene, alarm: Alarm, incoming: Incoming) -> bool:
    """What people say after a card ("I don't dare to call") sounds like danger and has an answer
    of its own, with the numbers in it; and "not on Monday" is about the last answer, whatever the
    layer hears in so few words: then only the soft line comes. "I don't want this" can mean more
    than a place, so it keeps the card. A pattern always brings the card again."""
    if not alarm.is_heard:
        return False
    if scene.session.card:
        return find_followup(normalise(incoming.text)) is not None
    parts = refining.find_parts(incoming.text) if scene.session.shown else ()
    return bool(parts) and all(part.kind != "something_else" for part in parts)


def _decide(scene: Scene, incoming: Incoming) -> Turn:
    if incoming.start is not None:
        return attending.begin(scene, incoming.start)
    if incoming.choice is not None:
        return _choose(scene, incoming.choice)
    return _read(scene, incoming)


def _late(scene: Scene, incoming: Incoming) -> tuple[Reply, ...]:
    """One line when the message waited long, so that "today" is not misread."""
    written_at = incoming.written_at
    if written_at is None or scene.now - written_at <= LATE:
        return ()
    when = say_start(written_at, scene.catalog, scene.now, scene.language)
    return (Reply(text=scene.say("trouble.late", when=when)),)


def _scene(view: View, incoming: Incoming, catalog: IndexedCatalog, now: datetime) -> Scene:
    session = view.session or Session(
        institution=catalog.institution.slug, language=incoming.hint or Language.NL
    )
    if session.institution != catalog.institution.slug:
        session = Session(
            institution=catalog.institution.slug,
            language=session.language,
            card=session.card,
            quiet_until=session.quiet_until,
        )
    # A Dutch question in an English talk is answered in Dutch, and the talk goes on in Dutch.
    spoken = catalog.needs.language.guess(incoming.text) or session.language
    return Scene(
        session=replace(session, language=spoken),
        visits=view.visits,
        consents=view.consents,
        catalog=catalog,
        channel=incoming.channel,
        now=now,
        vector=incoming.vector,
        is_new=view.session is None,
        scanned=view.scanned,
    )


def _choose(scene: Scene, choice: str) -> Turn:
    name, _, argument = choice.partition(":")
    chosen = CHOICES.get(name)
    return chosen(scene, argument) if chosen else welcome.guidance(scene, "trouble.unknown_tap")


def _soft(scene: Scene, turn: Turn) -> tuple[Reply, ...]:
    """One warm line below whatever the answer is, unless it names the numbers itself."""
    if any(button.id in ("now", "chat_113") for r in turn.replies for button in r.buttons):
        return ()
    button = scene.button("now", "common.talk_now")
    return (Reply(text=scene.say("ask.soft"), buttons=(button,)),)


def _read(scene: Scene, incoming: Incoming) -> Turn:
    text = incoming.text.strip()
    command = _COMMAND.match(text)
    if command and (known := COMMANDS.get(command[1].casefold())):
        return known(scene, command[2].strip())
    words = normalise(text)
    if not words:
        return welcome.guidance(scene, "welcome.not_text" if text else "welcome.empty")
    if truth.asks_who(text):
        return _tell_the_truth(scene, text)
    if scene.session.step is Step.WRITING_SUGGESTION:
        return suggesting.show(scene, text)
    if scene.session.step is Step.CONFIRMING_SUGGESTION and smalltalk.find_kind(words) == "okay":
        return suggesting.not_yet(scene)
    return _talk(scene, text, words) or _ask(scene, text, incoming)


def _tell_the_truth(scene: Scene, text: str) -> Turn:
    """Who is here and who reads; and what else was asked for, where there is an answer to it.
    Whatever the talk is about stays as it is: a card, or words to pass on."""
    if scene.session.card:
        return danger.tell_the_truth(scene)
    if scene.session.step is not Step.OPEN:
        return suggesting.tell_the_truth(scene)
    if rest := truth.besides(text):
        # The vector is that of the whole message, so of the rest only the words count.
        turn = ask.ask_surely(replace(scene, vector=None), rest)
        if turn:
            return replace(turn, replies=(truth.tell_shortly(scene), *turn.replies))
    return scene.turn(truth.tell(scene))


def _talk(scene: Scene, text: str, words: str) -> Turn | None:
    """What is no question: going on after a card, small talk, a number; None for the rest."""
    said_now = smalltalk.wants_somebody(scene, words)
    if said_now or not scene.session.card:
        return (
            said_now
            or visiting.numbered(scene, words)
            or refining.refine(scene, text)
            or smalltalk.small_talk(scene, words)
        )
    return danger.after_card(scene, words)


def _ask(scene: Scene, text: str, incoming: Incoming) -> Turn:
    if truth.may_ask_who(text) and not scene.session.card and not ask.ask_surely(scene, text):
        return scene.turn(truth.tell(scene))
    turn = ask.ask(scene, text, is_heavy=incoming.alarm is not None)
    if scene.session.card:
        line = Reply(text=scene.say("alarm.keep_in_sight_short"))
        turn = replace(turn, replies=(line, *turn.replies))
    if len(text) <= LONGEST:
        return turn
    return replace(turn, replies=(Reply(text=scene.say("trouble.too_long")), *turn.replies))


CHOICES: Mapping[str, Choice] = {
    "week": agenda.this_week,
    "browse": agenda.browse,
    "topic": consenting.topic,
    "need": ask.need,
    "else": ask.something_else,
    "more": visiting.more,
    "join": visiting.join,
    "remind": visiting.remind,
    "went": attending.went,
    "agenda": visiting.to_agenda,
    "doubt": doubting.doubt,
    "yes": consenting.give,
    "no": consenting.withdraw,
    "less": consenting.less,
    "quiet": consenting.quiet,
    "why": reason.why,
    "checkin": checkin.answer,
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
    **{field: about_me.changing(field) for field in ProfileField},
    "tell": getting_to_know.tell,
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
    "berichten": consenting.messages,
    "messages": consenting.messages,
    "ik": about_me.about_me,
    "me": about_me.about_me,
    "privacy": me.privacy,
    "vergeet": me.forget,
    "forget": me.forget,
    "stop": me.stop,
}
"""All that can be typed with a slash, in Dutch and English."""
