"""Staff: who keeps an offering true, how they can be reached, and what waits for them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering

StaffId = NewType("StaffId", UUID)


class Role(StrEnum):
    """What a member of staff may do: a writer edits, an approver also approves; a student author
    drafts, for them to decide; a mentor and a viewer read."""

    WRITER = "writer"
    APPROVER = "approver"
    STUDENT_AUTHOR = "student_author"
    MENTOR = "mentor"
    VIEWER = "viewer"

    @property
    def edits(self) -> bool:
        """Whether they keep offerings of others true as well."""
        return self in (Role.WRITER, Role.APPROVER)

    @property
    def drafts(self) -> bool:
        """Whether they write what others decide about, and nothing else."""
        return self is Role.STUDENT_AUTHOR


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A member of staff, known by name. Where to reach them is no part of it: only whether.

    `scope` is a faculty, programme or campus; None is the whole institution. Until a week after
    `reminded_on` they get no reminder; it may lie ahead, for who asked for less.
    """

    id: StaffId
    institution: str
    name: str = field(repr=False)
    role: Role
    scope: str | None = None
    language: Language = Language.NL
    has_chat: bool = False
    has_mail: bool = False
    reminded_on: date | None = None

    @property
    def is_tied(self) -> bool:
        """Whether there is a way to reach them."""
        return self.has_chat or self.has_mail


@dataclass(frozen=True, kw_only=True)
class StaffAddress:
    """Where a member of staff can be reached; each may be empty."""

    chat: str = field(default="", repr=False)
    bot_id: str = ""
    mail: str = field(default="", repr=False)


class Purpose(StrEnum):
    """What a one-time link does: tie a chat or mail address, say "still right", ask for less,
    sign in at the desk."""

    TIE = "tie"
    RIGHT = "right"
    LESS = "less"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, kw_only=True)
class StaffLink:
    """A link that works once, for one member of staff; its token is kept as a hash only.

    `slug` and `revision` say what is still right: the offering, as it was when it was shown.
    `mail` is the address that opening it ties.
    """

    staff_id: StaffId
    purpose: Purpose
    expires_at: datetime
    slug: str = ""
    revision: int = 0
    mail: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """What a web page says about a link, in paragraphs, bold between `**`. With a `button` it can
    be pressed, which spends `token`; without one there is nothing to press."""

    text: str
    language: Language
    button: str = ""
    token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Task:
    """An offering that somebody has to look at, as it stands in `revision`.

    `due_on` is the day its check was due, None when it is not; `doubts` how many students said
    that something about it is not right.
    """

    offering: Offering
    revision: int
    due_on: date | None = None
    doubts: int = 0


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """It is still right, and stands as checked today."""

    offering: Offering


@dataclass(frozen=True, kw_only=True)
class AlreadyRight:
    """Nothing to do: somebody said so before."""

    offering: Offering


@dataclass(frozen=True, kw_only=True)
class ChangedSince:
    """It says something else than when it was shown, so nothing was confirmed."""

    offering: Offering
    revision: int


class NotConfirmed(StrEnum):
    """Why nothing was confirmed: it is not theirs, or students do not see it any more."""

    NOT_THEIRS = "not_theirs"
    GONE = "gone"


Verdict = Confirmed | AlreadyRight | ChangedSince | NotConfirmed
