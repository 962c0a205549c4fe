"""What the safety step found in a message: how worrying it is, and what kind of danger."""

from dataclasses import dataclass
from enum import StrEnum

from signpost_bot.model.national import AlarmKind


class Level(StrEnum):
    """STRONG shows the safety card first; SOFT adds one warm line to the normal answer."""

    STRONG = "strong"
    SOFT = "soft"


@dataclass(frozen=True)
class Alarm:
    """A sign of danger. The kind stays empty where the words do not tell it.

    `is_heard` when no pattern matched and the trained layer alone heard it; `is_doubtful` when it
    stands on words that are often only a subject ("an essay about overdose").
    """

    level: Level
    kind: AlarmKind | None
    is_heard: bool = False
    is_doubtful: bool = False
