"""Attention: what the bot asked of one student lately, so that it never asks too much."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A message of a campaign that is planned for the same student, and not sent yet."""

    campaign: str
    occasion: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class Attention:
    """`sent` is when campaigns wrote to them in the last weeks, questions after a visit included;
    `unanswered` how many nudges and check-ins in a row they did not react to."""

    sent: tuple[datetime, ...] = ()
    unanswered: int = 0
    waiting: tuple[Waiting, ...] = ()

    def without(self, campaign: str, occasion: str) -> Self:
        """The same when this one no longer waits."""
        same = (campaign, occasion)
        waiting = tuple(w for w in self.waiting if (w.campaign, w.occasion) != same)
        return replace(self, waiting=waiting)

    def after_one(self, at: datetime, *, is_of_year: bool) -> Self:
        """The same when one more went out. What was agreed on after a visit asks for no reaction,
        so it counts for the week only."""
        return replace(self, sent=(*self.sent, at), unanswered=self.unanswered + is_of_year)


UNTOUCHED = Attention()
"""Of somebody to whom no campaign ever wrote."""
