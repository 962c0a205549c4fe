"""What keeps a campaign that can be read from ever reaching somebody, as findings for staff."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signpost_bot.answering.index import IndexedCatalog, NeedsIndex
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.campaigns.circles import is_empty
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.campaigns.starts import list_starts
from signpost_bot.catalog.files import FileDocument, Folder
from signpost_bot.catalog.lint import catalog_of
from signpost_bot.catalog.lint_remark import Remark, remark, to_finding
from signpost_bot.catalog.references import Target, list_needs, list_references
from signpost_bot.model.campaign import Campaign, Circle
from signpost_bot.model.finding import Finding, Level
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.offering import State

HIDDEN = (State.DRAFT, State.RETIRED)

A_YEAR = timedelta(days=365)
"""So far ahead the calendar is looked at."""


@dataclass(frozen=True, kw_only=True)
class _Planned:
    """A campaign with the times it would go out in the coming year, running or not."""

    campaign: Campaign
    occasions: tuple[Occasion, ...]


def check_campaigns(read: Folder, needs: NeedsIndex, now: datetime) -> tuple[Finding, ...]:
    """Every finding about the campaigns of the folder: an error where nothing can ever go out,
    advice where that depends on the calendar, or where it goes out less well."""
    places = dict.fromkeys(document.key.institution for document in read.documents)
    return tuple(
        finding
        for place in places
        for finding in _check_institution(
            [one for one in read.documents if one.key.institution == place], needs, now
        )
    )


def _check_institution(
    documents: list[FileDocument], needs: NeedsIndex, now: datetime
) -> Iterator[Finding]:
    read = catalog_of(documents)
    if read is None:
        return
    known = {need.slug for need in needs.needs}
    shown = [one for one in read.offerings if one.state is State.PUBLISHED]
    # An unknown need is said where it stands; here it would only be in the way.
    usable = tuple(one for one in shown if known.issuperset(one.needs))
    catalog = IndexedCatalog.build(replace(read, offerings=usable), needs)
    states = {one.slug: one.state for one in read.offerings}
    earlier: list[_Planned] = []
    for document in documents:
        campaign = document.content
        if not isinstance(campaign, Campaign):
            continue
        planned = _Planned(campaign=campaign, occasions=_list_coming(campaign, catalog, now))
        remarks = [
            *_lint_offerings(campaign, states),
            *_lint_needs(campaign, catalog),
            *_lint_story(campaign, catalog),
            *_lint_circle(planned, catalog),
            *_lint_calendar(planned),
            *_lint_steps(planned, catalog),
            *_lint_same_moment(planned, earlier),
        ]
        earlier.append(planned)
        yield from (to_finding(one, document.lines) for one in remarks)


def _list_coming(
    campaign: Campaign, catalog: IndexedCatalog, now: datetime
) -> tuple[Occasion, ...]:
    """The times in the coming year; of a student's own start only those of the calendar."""
    starts = {None, *list_starts(catalog, now)}
    found = occasions_of(campaign, catalog, now, now + A_YEAR)
    return tuple(one for one in found if one.began_on in starts)


def _lint_offerings(campaign: Campaign, states: Mapping[str, State]) -> Iterator[Remark]:
    """What students do not see cannot be offered to them; that they went there once, can be."""
    level = Level.ERROR if campaign.is_running else Level.ADVICE
    for one in list_references(campaign):
        state = states.get(one.slug, State.PUBLISHED)
        if one.target is Target.OFFERING and "circle" not in one.where and state in HIDDEN:
            yield remark(one.where, "campaigns.not_shown", level, name=one.slug, state=state.value)


def _lint_needs(campaign: Campaign, catalog: IndexedCatalog) -> Iterator[Remark]:
    """Needs that nothing serves: a nudge stays silent, an answer leads to nothing."""
    for where, needs in list_needs(campaign):
        served = [one for one in catalog.offerings if not set(needs).isdisjoint(one.needs)]
        if campaign.nudge:
            served = [one for one in served if one.moments and not one.discreet]
        if needs and not served:
            key = "campaigns.nothing_to_offer" if campaign.nudge else "campaigns.nothing_behind"
            yield remark(where, key, Level.ADVICE, needs=", ".join(needs))


def _lint_story(campaign: Campaign, catalog: IndexedCatalog) -> Iterator[Remark]:
    """A story is only told beside the offering that it is about."""
    about = campaign.nudge
    if about is None or about.story is None:
        return
    told = catalog.offering(about.story.offering)
    if told and told.slug not in about.offerings and set(about.needs).isdisjoint(told.needs):
        where = ("nudge", "story", "offering")
        yield remark(where, "campaigns.story_elsewhere", Level.ADVICE, name=told.slug)


def _lint_circle(planned: _Planned, catalog: IndexedCatalog) -> Iterator[Remark]:
    """A circle that nobody can be in, or in which nobody can say that they are."""
    circle = planned.campaign.circle
    if is_empty((circle,)):
        yield remark(("circle",), "campaigns.nobody", Level.ERROR)
        return
    if planned.occasions and all(is_empty(one.circles) for one in planned.occasions):
        yield remark(("circle",), "campaigns.nobody_then", Level.ADVICE)
    if circle.programmes and not catalog.institution.programmes:
        yield remark(("circle", "programmes"), "campaigns.nobody_tells", Level.ADVICE)
    about = planned.campaign.nudge
    for i, slug in enumerate(about.offerings if about else ()):
        if offering := catalog.offering(slug):
            meant = offering.audience
            theirs = Circle(
                years=meant.years,
                programmes=meant.programmes,
                international=True if meant.internationals_only else None,
            )
            if is_empty((circle, theirs)):
                where = ("nudge", "offerings", i)
                yield remark(where, "campaigns.for_others", Level.ADVICE, name=slug)


def _lint_calendar(planned: _Planned) -> Iterator[Remark]:
    """A period or an event that the coming year has none of."""
    timing = planned.campaign.timing
    if planned.occasions or timing is None or timing.own_start:
        return
    where = (planned.campaign.kind.value, "timing")
    if timing.event:
        yield remark((*where, "event"), "campaigns.no_event", Level.ADVICE, name=timing.event)
    else:
        kind = str(timing.period_kind)
        yield remark((*where, "period_kind"), "campaigns.no_period", Level.ADVICE, name=kind)


def _lint_steps(planned: _Planned, catalog: IndexedCatalog) -> Iterator[Remark]:
    """A nudge that every time is past its best-before when there is something to go to."""
    about, known = planned.campaign.nudge, {need.slug for need in catalog.needs.needs}
    if about is None or not planned.occasions or not known.issuperset(about.needs):
        return
    if any(
        choose_offering(about, catalog, frozenset(), one.due_at, one.best_before)
        for one in planned.occasions
    ):
        return
    day = local_day(planned.occasions[0].due_at, catalog.institution.tz).isoformat()
    values = {"day": day, "hours": str(about.best_before_hours)}
    yield remark(("nudge", "best_before_hours"), "campaigns.never_a_step", Level.ADVICE, **values)


def _lint_same_moment(planned: _Planned, earlier: list[_Planned]) -> Iterator[Remark]:
    """Two at one moment that are as urgent: nobody chose which of them a student gets."""
    for other in earlier:
        if other.campaign.priority != planned.campaign.priority:
            continue
        mine = {one.due_at: one for one in planned.occasions}
        for theirs in other.occasions:
            one = mine.get(theirs.due_at)
            if one and not is_empty((*one.circles, *theirs.circles)):
                names = {"name": planned.campaign.slug, "other": other.campaign.slug}
                day = theirs.due_at.date().isoformat()
                yield remark(("priority",), "campaigns.same_moment", Level.ADVICE, day=day, **names)
                break
