"""The talk: what comes in, what goes back, and where one student's talk stands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from signpost_bot.model.alarm import Alarm
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile


class Step(StrEnum):
    """What the bot is waiting for."""

    OPEN = "open"
    WRITING_SUGGESTION = "writing_suggestion"
    CONFIRMING_SUGGESTION = "confirming_suggestion"


class Channel(StrEnum):
    """The way we talk with a student."""

    TERMINAL = "terminal"
    TELEGRAM = "telegram"
    WEB = "web"

    @property
    def speaks_first(self) -> bool:
        """Whether we can write to a student who is not looking."""
        return self is Channel.TELEGRAM

    @property
    def reminds(self) -> bool:
        """Whether a reminder can reach them: a page is closed and its talk erased before then."""
        return self is not Channel.WEB


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One message, button press or start, freed of its channel.

    `alarm` was found by the detector before anything else was done with `text`. `hint` is
    the language the channel knows of, if any; `written_at` when, where the channel may bring
    it late.
    """

    channel: Channel
    text: str = field(default="", repr=False)
    choice: str | None = None
    start: str | None = field(default=None, repr=False)
    alarm: Alarm | None = None
    hint: Language | None = None
    written_at: datetime | None = None
    vector: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Button:
    """A choice under a reply. `url` opens a page where the channel can do that."""

    id: str
    label: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class File:
    """A small file that comes with a reply, such as a time for the agenda."""

    name: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One message back. `**` around words makes them bold where the channel can do that.

    With `replaces` it takes the place of the message whose button was tapped, if it can.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    replaces: bool = False
    file: File | None = None


@dataclass(frozen=True, kw_only=True)
class Session:
    """Where one student's talk stands. Holds ids, never what the student wrote.

    `shown` are the offerings of the last answer, in order; `seen` all of them since the
    question, so that "something else" brings something else; `needs` why (need slugs), and `asked`
    how many questions in a row were about that. `profile` is what the student told of themselves.
    `pending` is the one exception: words the student asked to pass on, sealed at rest and
    gone with the next step. `card` is the kind of the danger card the talk is about, sealed too,
    so that the next message is not read as a new question.
    """

    institution: str
    language: Language
    step: Step = Step.OPEN
    shown: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asked: int = 0
    profile: Profile = field(default_factory=Profile)
    pending: str = field(default="", repr=False)
    card: str = field(default="", repr=False)
    quiet_until: date | None = None
