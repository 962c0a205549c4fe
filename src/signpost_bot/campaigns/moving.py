"""What moves along when a period moves: the campaigns that count from it, and in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from signpost_bot.calendar import say_days
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Period
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.texts import say

FURTHEST = timedelta(days=400)
"""How far ahead a period is looked for."""

FEWEST = 10
"""Fewer students than this are not counted aloud: staff might know who they are."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A period with other days, or that is gone, and what was to go out about it: that which goes
    out at another moment, and that which no longer goes out."""

    before: Period
    after: Period | None
    moving: tuple[Occasion, ...] = ()
    ending: tuple[Occasion, ...] = ()
    waiting: int | None = None
    """Students for whom a message about it is ready; None when there are fewer than ten."""

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """All that was planned about it."""
        return self.moving + self.ending


def list_moved(before: Catalog, after: Catalog, now: datetime) -> tuple[Moved, ...]:
    """Each period of which the days change, when something was to go out about it after `now`.

    What waits is found again by its period and academic year; where those change too, it ends.
    """
    there = {one.slug: one for one in before.calendar.periods} if before.calendar else {}
    then = {one.slug: one for one in after.calendar.periods} if after.calendar else {}
    was, becomes = _occasions(before, now), _occasions(after, now)
    found = (
        Moved(
            before=period,
            after=then.get(slug),
            moving=tuple(
                one
                for key, one in was.items()
                if _is_about(one, slug) and key in becomes and becomes[key].due_at != one.due_at
            ),
            ending=tuple(
                one for key, one in was.items() if _is_about(one, slug) and key not in becomes
            ),
        )
        for slug, period in there.items()
        if slug not in then or _days(then[slug]) != _days(period)
    )
    return tuple(one for one in found if one.occasions)


def say_moved(moved: Moved, language: Language) -> str:
    """ "Block 2 exams: 18 January → 25 January 2027; 3 campaigns move with it"."""
    days = [say_days(*_days(one), language) for one in (moved.before, moved.after) if one]
    change = " → ".join(days) if moved.after else say("moved.gone", language, days=days[0])
    parts = [f"{moved.before.title.text(language)}: {change}"]
    for number, one, more in (
        (len(moved.moving), "moved.moving_one", "moved.moving_more"),
        (len(moved.ending), "moved.ending_one", "moved.ending_more"),
    ):
        if number:
            parts.append(say(one if number == 1 else more, language, number=number))
    return "; ".join([*parts, _say_waiting(moved.waiting, language)])


def _say_waiting(waiting: int | None, language: Language) -> str:
    if waiting is None or waiting < FEWEST:
        return say("moved.waiting_few", language)
    return say("moved.waiting", language, count=waiting)


def _occasions(catalog: Catalog, now: datetime) -> dict[tuple[str, str], Occasion]:
    return {
        (one.campaign, one.key): one
        for campaign in catalog.campaigns
        if campaign.is_running and campaign.timing and campaign.timing.period_kind
        for one in occasions_of(campaign, catalog, now, now + FURTHEST)
    }


def _days(period: Period) -> tuple[date, date]:
    return period.first_on, period.last_on


def _is_about(occasion: Occasion, slug: str) -> bool:
    return occasion.key.partition(":")[0] == slug
