"""The scene: all that one step of the talk may look at, and the way it makes a turn."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from signpost_bot.answering.circumstances import Circumstances
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day
from signpost_bot.meaning.vectors import Vector
from signpost_bot.model.attendance import AttendanceCode
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Channel, Reply, Session, Step
from signpost_bot.model.student import Visit
from signpost_bot.model.turn import Fact, Request, Turn
from signpost_bot.safety.card import numbers
from signpost_bot.texts import say


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One moment of one talk. `session` already has the language of this reply; `vector` is what
    was just said means; `is_new` whether it is their first word, `scanned` the code they came in
    by."""

    session: Session
    visits: tuple[Visit, ...]
    consents: frozenset[Consent] = frozenset()
    catalog: IndexedCatalog
    channel: Channel
    now: datetime
    vector: Vector | None = field(default=None, repr=False, compare=False)
    is_new: bool = False
    scanned: AttendanceCode | None = None

    @property
    def language(self) -> Language:
        """The language of the reply."""
        return self.session.language

    @property
    def today(self) -> date:
        """The day it is at the institution."""
        return local_day(self.now, self.catalog.institution.tz)

    @property
    def circumstances(self) -> Circumstances:
        """What may move a place up or down in an answer."""
        return Circumstances(
            profile=self.session.profile,
            language=self.language,
            now=self.now,
            needs=self.session.needs,
            asked=self.session.asked,
        )

    def say(self, key: str, **values: object) -> str:
        """The bot's words, with the institution's name and the emergency numbers at hand."""
        known = {
            "institution": self.catalog.institution.name.text(self.language),
            **numbers(self.catalog.national),
        }
        return say(key, self.language, **(known | values))

    def button(self, id: str, key: str, **values: object) -> Button:
        """A button with words from `words/`."""
        return Button(id=id, label=self.say(key, **values).strip())

    def stay(self, *replies: Reply) -> Turn:
        """These replies, and the talk stays where it is: after a card it is still about that."""
        return Turn(session=self.session, replies=replies)

    def turn(
        self,
        *replies: Reply,
        facts: tuple[Fact, ...] = (),
        request: Request | None = None,
        **changes: Any,
    ) -> Turn:
        """These replies; the talk is open again and what was pending is gone, unless `changes`
        say otherwise."""
        calm: dict[str, Any] = {"step": Step.OPEN, "pending": "", "card": ""}
        session = replace(self.session, **(calm | changes))
        return Turn(session=session, replies=replies, facts=facts, request=request)


def saying_first(words: str, turn: Turn) -> Turn:
    """The same turn, with these words before its first reply."""
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, text=f"{words}\n{first.text}"), *others))


def scene_of_anyone(catalog: IndexedCatalog, now: datetime, language: Language) -> Scene:
    """The talk of a student of whom nothing is known, for what staff look at beforehand."""
    session = Session(institution=catalog.institution.slug, language=language)
    return Scene(session=session, visits=(), catalog=catalog, channel=Channel.TELEGRAM, now=now)
