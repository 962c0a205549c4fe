"""A second look, just before sending: may it still go out, and what does it say now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.attention import Word, weigh
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.campaigns.circles import is_meant_for, known_of
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.conversation import proactive
from signpost_bot.conversation.closed import farewell
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.visiting import reminder
from signpost_bot.freshness import unattended_since
from signpost_bot.model.attention import UNTOUCHED, Attention, Waiting
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.closing import ERASED_WITHIN, SAID_WITHIN
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.offering import Offering
from signpost_bot.model.outbox import OutboxKind, Outgoing, Reason, visit_occasion
from signpost_bot.model.session import Reply
from signpost_bot.model.student import Visit

FURTHEST = timedelta(days=400)
"""How far staff may have moved a period."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Not yet: staff moved what it is about to a later day."""

    until: datetime


@dataclass(frozen=True, kw_only=True)
class Said:
    """What goes out, and which offering it is about, if any."""

    reply: Reply
    offering: str | None = None


def look_again(
    scene: Scene,
    row: Outgoing,
    attention: Attention = UNTOUCHED,
    *,
    is_guest: bool = True,
    is_closed: bool = False,
) -> Said | Reason | Wait:
    """The message as it is now, or the reason why there is none. Pure: what sends and what
    simulates a year both ask here, by `deciding.decide`.

    A quiet that was set stops campaigns only, not what the student asked for; so does a catalog
    that nobody looks after. An institution in trial speaks to guests only; a reminder was promised
    before, and leads to no answer of ours. One that closed says farewell and nothing else.
    """
    if not row.kind.consents & scene.consents:
        return Reason.NO_CONSENT
    if row.institution != scene.session.institution:
        return Reason.CHANGED
    if is_closed is not (row.kind is OutboxKind.FAREWELL):
        return Reason.CLOSED
    in_trial = scene.catalog.institution.is_in_trial and not is_guest
    if in_trial and row.kind not in (OutboxKind.REMINDER, OutboxKind.FAREWELL):
        return Reason.TRIAL
    if row.is_of_year:
        return _campaign(scene, row, attention)
    if row.best_before <= scene.now:
        return Reason.EXPIRED
    found = LOOKS[row.kind](scene, row)
    return found if isinstance(found, Reason) else Said(reply=found, offering=row.offering)


def find_offering(scene: Scene, campaign: Campaign, occasion: Occasion) -> Offering | None:
    """What goes into a nudge for this student now."""
    if campaign.nudge is None:
        return None
    return choose_offering(
        campaign.nudge,
        scene.catalog,
        known_of(scene.session, scene.visits).been_to,
        max(scene.now, occasion.due_at),
        occasion.best_before,
        scene.session.profile,
    )


def _campaign(scene: Scene, row: Outgoing, attention: Attention) -> Said | Reason | Wait:
    """A message at a moment of the year: a nudge, or a question that needs no visit."""
    found = _find(scene, row.campaign, row.occasion, row.best_before)
    if isinstance(found, Reason):
        return Reason.EXPIRED if row.best_before <= scene.now else found
    campaign, occasion = found
    if occasion.due_at > scene.now:
        return Wait(until=occasion.due_at)
    if _wants_quiet(scene):
        return Reason.QUIET
    if unattended_since(scene.catalog, scene.today):
        return Reason.UNATTENDED
    known = known_of(scene.session, scene.visits)
    if not is_meant_for(occasion, known):
        return Reason.NOT_MEANT
    offering = find_offering(scene, campaign, occasion)
    if campaign.nudge and offering is None:
        return Reason.NO_STEP
    word = weigh(
        campaign, attention, known, scene.catalog, scene.now, lambda one: _has_step(scene, one)
    )
    return word if isinstance(word, Reason) else _say(scene, campaign, offering, word)


def _say(scene: Scene, campaign: Campaign, offering: Offering | None, word: Word) -> Said:
    if word is Word.WAY_BACK:
        return Said(reply=proactive.way_back(scene))
    if campaign.nudge and offering:
        reply = proactive.nudge(scene, campaign.slug, campaign.nudge, offering)
        return Said(reply=reply, offering=offering.slug)
    return Said(reply=proactive.asking(scene, campaign))


def _wants_quiet(scene: Scene) -> bool:
    quiet, tz = scene.session.quiet_until, scene.catalog.institution.tz
    return quiet is not None and local_day(scene.now, tz) < quiet


def _find(scene: Scene, slug: str, key: str, until: datetime) -> tuple[Campaign, Occasion] | Reason:
    """The campaign and the occasion as they are now, wherever staff moved it."""
    campaign = scene.catalog.campaign(slug)
    if campaign is None or campaign.timing is None or not campaign.is_running:
        return Reason.STOPPED
    # A start does not move: who tells another one is no longer meant.
    furthest = max(until, scene.now) + (timedelta() if campaign.timing.own_start else FURTHEST)
    occasions = occasions_of(campaign, scene.catalog, scene.now, furthest)
    occasion = next((one for one in occasions if one.key == key), None)
    return (campaign, occasion) if occasion else Reason.CHANGED


def _has_step(scene: Scene, waiting: Waiting) -> bool:
    """Whether what waits would have something for this student."""
    found = _find(scene, waiting.campaign, waiting.occasion, waiting.due_at)
    known = known_of(scene.session, scene.visits)
    if isinstance(found, Reason) or not is_meant_for(found[1], known):
        return False
    return found[0].nudge is None or find_offering(scene, *found) is not None


def _after_visit(scene: Scene, row: Outgoing) -> Reply | Reason:
    campaign = scene.catalog.campaign(row.campaign)
    if campaign is None or campaign.after_visit is None or not campaign.is_running:
        return Reason.STOPPED
    visit = _visit(scene, row, lambda visit: visit.following.ask_at)
    offering = scene.catalog.offering(row.offering)
    if visit is None or offering is None:
        return Reason.CHANGED
    return proactive.checkin(scene, campaign.slug, campaign.after_visit, offering)


def _reminder(scene: Scene, row: Outgoing) -> Reply | Reason:
    visit = _visit(scene, row, lambda visit: visit.remind_at)
    offering = scene.catalog.offering(row.offering)
    if visit is None or offering is None:
        return Reason.CHANGED
    return reminder(scene, offering, visit)


def _farewell(scene: Scene, row: Outgoing) -> Reply | Reason:
    return farewell(scene, row.best_before + (ERASED_WITHIN - SAID_WITHIN))


def _visit(scene: Scene, row: Outgoing, moment: Callable[[Visit], datetime | None]) -> Visit | None:
    """The visit this is about, if the student still wants this at this moment."""
    return next(
        (
            visit
            for visit in scene.visits
            if (at := moment(visit)) and visit_occasion(visit.offering, at) == row.occasion
        ),
        None,
    )


LOOKS: Mapping[OutboxKind, Callable[[Scene, Outgoing], Reply | Reason]] = {
    OutboxKind.AFTER_VISIT: _after_visit,
    OutboxKind.REMINDER: _reminder,
    OutboxKind.FAREWELL: _farewell,
}
"""What is looked at where no moment of the year decides."""
