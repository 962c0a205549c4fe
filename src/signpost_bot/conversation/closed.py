"""After an institution closed: danger is answered as ever, anything else with one kind line."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day, say_day
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.session import Incoming, Reply, Step
from signpost_bot.model.student import View
from signpost_bot.model.turn import ConsentWithdrawn, Turn

_COMMAND = re.compile(r"/(\w+)")

HELP = frozenset({"now", "nu", "chat_113", "school", "doctor", "trusted"})
"""Buttons and commands that bring help in danger; they work for everybody, as ever."""

MINE = frozenset({"privacy", "mine", "forget", "vergeet", "stop", "no"})
"""What somebody may ask about their own data for as long as there is any (R21)."""


def take_closed_turn(
    view: View, incoming: Incoming, catalog: IndexedCatalog, now: datetime
) -> Turn:
    """One turn at an institution that closed. Pure. Nothing is counted or agreed on any more;
    what is withdrawn is."""
    turn = take_turn(view, incoming, catalog, now)
    name = name_of(incoming)
    # `card` after a turn: a card was just shown, or this is about the card before.
    is_help = bool(turn.session.card) or name in HELP
    if is_help or (view.session and name in MINE):
        facts = tuple(fact for fact in turn.facts if isinstance(fact, ConsentWithdrawn))
        return Turn(session=turn.session, replies=turn.replies, facts=facts, request=turn.request)
    calm: dict[str, Any] = {
        "step": Step.OPEN,
        "pending": "",
        "shown": (),
        "seen": (),
        "needs": (),
        "asked": 0,
    }
    session = replace(turn.session, **calm)
    scene = Scene(session=session, visits=(), catalog=catalog, channel=incoming.channel, now=now)
    return Turn(session=session, replies=(_stopped(scene),))


def farewell(scene: Scene, erased_by: datetime) -> Reply:
    """The last message: it stops, what becomes of what was kept, and where to go from here."""
    day = say_day(local_day(erased_by, scene.catalog.institution.tz), scene.language)
    said = (scene.say("closing.farewell"), scene.say("closing.erased", day=day))
    return Reply(text="\n".join((*said, _where(scene), scene.say("closing.danger"))))


def _stopped(scene: Scene) -> Reply:
    text = "\n".join((scene.say("closing.stopped"), _where(scene), scene.say("closing.danger")))
    return Reply(text=text, buttons=(scene.button("now", "common.talk_now"),))


def _where(scene: Scene) -> str:
    """The school's own page where we know it, else the people there."""
    website = scene.catalog.institution.website
    return scene.say("closing.website", website=website) if website else scene.say("closing.people")


def name_of(incoming: Incoming) -> str:
    """The button that was tapped or the command that was typed; empty for anything else."""
    if incoming.choice is not None:
        return incoming.choice.partition(":")[0]
    command = _COMMAND.match(incoming.text.strip())
    return command[1].casefold() if command else ""
