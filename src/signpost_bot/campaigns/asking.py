"""What to ask a student next: what the messages they said yes to would get better by."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.circles import Known, asked_by, is_in, may_be_in
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.model.campaign import Campaign, CampaignKind, Circle
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.consent import Consent
from signpost_bot.model.profile import ProfileField
from signpost_bot.model.question import NextStep
from signpost_bot.model.timing import Timing

AHEAD = timedelta(days=365)
"""A message further away than this is no reason to ask something now."""

NEEDS = {CampaignKind.NUDGE: Consent.MESSAGES, CampaignKind.CHECKIN: Consent.CHECKINS}


def what_to_ask(
    known: Known,
    consents: Collection[Consent],
    can_tell: Collection[ProfileField],
    catalog: Catalog,
    now: datetime,
) -> ProfileField | None:
    """The one thing that most running campaigns would need next, or None when nothing helps.

    Never what is known, never what has no answers to choose from (`can_tell`), never for what the
    student did not say yes to or can never get.
    """
    campaigns = [one for one in catalog.campaigns if one.is_running and _is_wanted(one, consents)]
    wanted = Counter(
        field for campaign in campaigns for field in _helped_by(campaign, known, catalog, now)
    )
    unknown = [
        field
        for field in ProfileField
        if wanted[field] and field in can_tell and not known.profile.tells(field)
    ]
    return max(unknown, key=lambda field: wanted[field], default=None)


def _is_wanted(campaign: Campaign, consents: Collection[Consent]) -> bool:
    return NEEDS.get(campaign.kind) in consents


def _helped_by(
    campaign: Campaign, known: Known, catalog: Catalog, now: datetime
) -> frozenset[ProfileField]:
    """What would decide whether, when or how well a message of this campaign still reaches them."""
    timing = campaign.timing
    if timing is None:
        return frozenset()
    coming = list(_coming(campaign, timing, known, catalog, now))
    if not coming:
        return frozenset()
    found = {field for circles in coming for circle in circles for field in asked_by(circle)}
    if timing.own_start:
        found.add(ProfileField.BEGAN_ON)
    # Whoever wants to talk is shown their own mentor first.
    if campaign.asks and any(one.next is NextStep.TALK for one in campaign.asks.answers):
        found.add(ProfileField.MENTOR)
    return frozenset(found)


def _coming(
    campaign: Campaign, timing: Timing, known: Known, catalog: Catalog, now: datetime
) -> Iterator[tuple[Circle, ...]]:
    """The circles of each time that it may still come to this student."""
    if timing.own_start:
        if may_be_in(campaign.circle, known) and not _is_past(timing, known, catalog, now):
            yield (campaign.circle,)
        return
    for occasion in occasions_of(campaign, catalog, now, now + AHEAD):
        perhaps_not = [circle for circle in occasion.without if may_be_in(circle, known)]
        if any(is_in(circle, known) for circle in perhaps_not):
            continue
        if all(may_be_in(circle, known) for circle in occasion.circles):
            yield (*occasion.circles, *perhaps_not)


def _is_past(timing: Timing, known: Known, catalog: Catalog, now: datetime) -> bool:
    began_on = known.profile.began_on
    today = local_day(now, catalog.institution.tz)
    return began_on is not None and began_on + timedelta(days=timing.days) < today
