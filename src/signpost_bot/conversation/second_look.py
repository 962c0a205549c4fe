"""A second look, just before sending: may it still go out, and what does it say now."""

from collections.abc import Callable, Mapping
from datetime import datetime

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.campaigns.planning import list_occasions
from signpost_bot.conversation import proactive
from signpost_bot.conversation.closed import farewell
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.visiting import reminder
from signpost_bot.model.closing import ERASED_WITHIN, SAID_WITHIN
from signpost_bot.model.outbox import OutboxKind, Outgoing, Reason, visit_occasion
from signpost_bot.model.session import Reply
from signpost_bot.model.student import Visit, VisitState


def look_again(
    scene: Scene, row: Outgoing, *, is_guest: bool = True, is_closed: bool = False
) -> Reply | Reason:
    """The message as it is now, or the reason why there is none. Pure.

    A quiet that was set stops nudges only, not what the student asked for. An institution in
    trial speaks to guests only; a reminder was promised before, and leads to no answer of ours. One
    that closed says farewell and nothing else.
    """
    if row.best_before <= scene.now:
        return Reason.EXPIRED
    if not row.kind.consents & scene.consents:
        return Reason.NO_CONSENT
    if row.institution != scene.session.institution:
        return Reason.CHANGED
    if is_closed is not (row.kind is OutboxKind.FAREWELL):
        return Reason.CLOSED
    in_trial = scene.catalog.institution.is_in_trial and not is_guest
    if in_trial and row.kind not in (OutboxKind.REMINDER, OutboxKind.FAREWELL):
        return Reason.TRIAL
    return LOOKS[row.kind](scene, row)


def _nudge(scene: Scene, row: Outgoing) -> Reply | Reason:
    quiet, tz = scene.session.quiet_until, scene.catalog.institution.tz
    if quiet and local_day(scene.now, tz) < quiet:
        return Reason.QUIET
    campaign = scene.catalog.campaign(row.campaign)
    if campaign is None or campaign.nudge is None or not campaign.is_running:
        return Reason.STOPPED
    if not any(
        (occasion.campaign, occasion.key) == (row.campaign, row.occasion)
        for occasion in list_occasions(scene.catalog, scene.now, row.best_before)
    ):
        return Reason.CHANGED
    been_to = frozenset(v.offering for v in scene.visits if v.state is VisitState.WENT)
    offering = choose_offering(
        campaign.nudge,
        scene.catalog,
        been_to,
        scene.now,
        row.best_before,
        scene.session.profile,
    )
    if offering is None:
        return Reason.NO_STEP
    return proactive.nudge(scene, campaign.slug, campaign.nudge, offering)


def _checkin(scene: Scene, row: Outgoing) -> Reply | Reason:
    campaign = scene.catalog.campaign(row.campaign)
    if campaign is None or campaign.checkin is None or not campaign.is_running:
        return Reason.STOPPED
    visit = _visit(scene, row, lambda visit: visit.ask_at)
    offering = scene.catalog.offering(row.offering)
    if visit is None or offering is None:
        return Reason.CHANGED
    return proactive.checkin(scene, campaign.slug, campaign.checkin, offering)


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
    OutboxKind.NUDGE: _nudge,
    OutboxKind.CHECKIN: _checkin,
    OutboxKind.REMINDER: _reminder,
    OutboxKind.FAREWELL: _farewell,
}
"""What is looked at for each kind."""
