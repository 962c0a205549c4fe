"""What of a turn counts for which total: a reaction, an answer, a sign-up, a visit."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from signpost_bot.model.totals import About, Measure, SentMessage, Tally
from signpost_bot.model.turn import Answered, Fact, Visited, VisitPlanned

MEASURES = {VisitPlanned: Measure.SIGNED_UP, Visited: Measure.WENT}


def tally_turn(
    facts: Sequence[Fact], sent: Sequence[SentMessage], now: datetime
) -> Iterator[tuple[datetime, Tally]]:
    """Each tally with the moment whose block it belongs to.

    Any word or tap is a reaction to the last message of the year in `sent` (the last first);
    signing up and going count for it too. They belong to the block of that message, so that who did
    something is always among who was reached. An offering counts on the day it happens, whatever
    led there. A question after a visit counts for its offering only: a number for all such
    questions could have those of the offerings subtracted from it.
    """
    last = next((one for one in sent if one.offering is None), None)
    if last:
        yield last.sent_at, _of_campaign(last.campaign, Measure.REACTED)
    for fact in facts:
        if isinstance(fact, VisitPlanned | Visited):
            measure = MEASURES[type(fact)]
            yield now, Tally(about=About.OFFERING, slug=fact.offering, measure=measure)
            if last:
                yield last.sent_at, _of_campaign(last.campaign, measure)
        elif isinstance(fact, Answered):
            yield from _tally_answer(fact, sent)


def _tally_answer(fact: Answered, sent: Sequence[SentMessage]) -> Iterator[tuple[datetime, Tally]]:
    """An answer counts once for a question that was asked lately: after a visit it is about the
    offering, at a moment of the year about the campaign."""
    asked = next(
        (one for one in sent if (one.campaign, one.offering) == (fact.campaign, fact.offering)),
        None,
    )
    if asked is None:
        return
    if asked.offering is None:
        # Older than the last message, it was a reaction all the same.
        yield asked.sent_at, _of_campaign(asked.campaign, Measure.REACTED)
        yield asked.sent_at, _of_campaign(asked.campaign, Measure.ANSWERED, fact.answer)
    else:
        tally = Tally(
            about=About.OFFERING,
            slug=asked.offering,
            measure=Measure.ANSWERED,
            part=fact.answer,
        )
        yield asked.sent_at, tally


def _of_campaign(campaign: str, measure: Measure, part: str = "") -> Tally:
    return Tally(about=About.CAMPAIGN, slug=campaign, measure=measure, part=part)
