"""Which tasks are whose: an offering's owner, else those who approve, else nobody."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from signpost_bot.freshness import due_since
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.offering import Kind, Offering, State
from signpost_bot.model.staff import Role, Staff, Task

REMIND_EVERY = timedelta(days=7)
"""At most one reminder in this time; staff who are nagged stop reading."""
DRAFTED_KINDS = (Kind.ACTIVITY, Kind.GROUP)
"""What a student author writes: what students do together. Who helps others, staff write."""
LESS = timedelta(weeks=4)
"""How long it stays silent after "fewer messages"."""


def list_due(
    offerings: Iterable[tuple[Offering, int]], doubts: Mapping[str, int], today: date
) -> tuple[Task, ...]:
    """The offerings, each with its revision, that somebody has to look at; most urgent first.

    What students say is wrong now goes before what was checked too long ago.
    """
    tasks = [
        Task(
            offering=offering,
            revision=revision,
            due_on=due_since(offering, today),
            doubts=doubts.get(offering.slug, 0),
        )
        for offering, revision in offerings
    ]
    return tuple(sorted((task for task in tasks if task.due_on or task.doubts), key=_urgency))


def tasks_of(member: Staff, tasks: Sequence[Task], staff: Sequence[Staff]) -> tuple[Task, ...]:
    """What this member of staff should look at, in the order of `tasks`; `staff` are all of the
    institution."""
    return tuple(task for task in tasks if member in keepers_of(task.offering, staff))


def tasks_of_nobody(tasks: Sequence[Task], staff: Sequence[Staff]) -> tuple[Task, ...]:
    """What no member of staff is asked about."""
    return tuple(task for task in tasks if not keepers_of(task.offering, staff))


def keepers_of(offering: Offering, staff: Sequence[Staff]) -> tuple[Staff, ...]:
    """Its owner, whatever their role; without a known owner those who approve, within their
    scope."""
    if owners := tuple(member for member in staff if is_owner(member, offering)):
        return owners
    approvers = (member for member in staff if member.role is Role.APPROVER)
    return tuple(member for member in approvers if is_in_scope(member, offering))


def list_unknown_owners(offerings: Iterable[Offering], staff: Sequence[Staff]) -> tuple[str, ...]:
    """The owners that these offerings name and who keep nothing, each once: nobody will ask them
    whether it is still right. A retired offering is nobody's work any more."""
    owned = (one for one in offerings if one.owner and one.state is not State.RETIRED)
    unknown = {
        _fold(one.owner or ""): one.owner or ""
        for one in owned
        if not any(is_owner(member, one) for member in staff)
    }
    return tuple(sorted(unknown.values()))


def may_confirm(member: Staff, offering: Offering) -> bool:
    """Whether they may say that it is still right: the owner, and who edits within their scope."""
    return is_owner(member, offering) or may_add(member, offering)


def may_add(member: Staff, offering: Offering) -> bool:
    """Whether they may put it into the catalog: who edits, within their scope. Nobody gets it by
    typing their own name as the owner."""
    return member.role.edits and is_in_scope(member, offering)


def may_change(member: Staff, old: Offering, new: Offering) -> bool:
    """Whether they may make `new` of `old`: both must be theirs, so that nobody takes an offering
    out of another scope, or puts it there. Who becomes its owner by this very edit is not yet."""
    is_theirs = is_owner(member, old) and is_owner(member, new)
    if not is_theirs and not (may_confirm(member, old) and may_add(member, new)):
        return False
    return old.state is new.state or may_publish(member, old)


def may_publish(member: Staff, offering: Offering) -> bool:
    """Whether they may decide that students see it, or see it no more: who writes or approves, of
    what is theirs."""
    return member.role.edits and may_confirm(member, offering)


def may_draft(member: Staff, offering: Offering) -> bool:
    """Whether a student author may write it: a draft, of something that students do together,
    within their scope."""
    is_draft = offering.state is State.DRAFT and offering.kind in DRAFTED_KINDS
    return member.role.drafts and is_draft and is_in_scope(member, offering)


def may_redraft(member: Staff, old: Offering, new: Offering) -> bool:
    """Whether a student author may make `new` of `old`, which is a draft of their own."""
    return may_draft(member, old) and may_draft(member, new)


def may_tell(member: Staff, offering: Offering) -> bool:
    """Whether a student author may propose a story about it: what students see, in their scope."""
    is_seen = offering.state is State.PUBLISHED
    return member.role.drafts and is_seen and is_in_scope(member, offering)


def is_owner(member: Staff, offering: Offering) -> bool:
    """Whether the offering names them, however that is typed. A student author is never one: what
    students see is kept true by staff, whatever name somebody typed."""
    if member.role.drafts or offering.owner is None:
        return False
    return is_same_name(offering.owner, member.name)


def is_in_scope(member: Staff, offering: Offering) -> bool:
    """Whether an offering is for the programme or campus that their scope names. Without a scope
    all are; with one, an offering for everybody is not."""
    audience = offering.audience
    return _covers(member, (*audience.programmes, *audience.campuses))


def may_approve(member: Staff, campaign: Campaign) -> bool:
    """Whether their yes to a campaign counts: who writes or approves, within their scope."""
    circle = campaign.circle
    return member.role.edits and _covers(member, (*circle.programmes, *circle.campuses))


def _covers(member: Staff, slugs: Iterable[str]) -> bool:
    if member.scope is None:
        return True
    scope = _fold(member.scope).replace("-", "")
    return scope in {slug.replace("-", "") for slug in slugs}


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case and spaces."""
    return _fold(one) == _fold(other)


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _urgency(task: Task) -> tuple[int, date, str]:
    return -task.doubts, task.due_on or date.max, task.offering.slug
