"""One offering as a row of the desk's list, and one task above it, in the words of the reader."""

from dataclasses import dataclass
from datetime import date

from signpost_bot.calendar import say_date
from signpost_bot.catalog.condition import Condition, Lack, Mark
from signpost_bot.conversation.for_staff import why
from signpost_bot.freshness import next_check
from signpost_bot.model.language import Language
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Staff, Task
from signpost_bot.staffing import may_confirm
from signpost_bot.texts import list_of, say

MARKS = {
    Mark.REPORTED: "overview.mark_reported",
    Mark.OVERDUE: "overview.mark_overdue",
    Mark.AGEING: "overview.mark_ageing",
    Mark.LACKING: "overview.mark_lacking",
    Mark.REMARKS: "overview.mark_remarks",
    Mark.COMPLETE: "overview.mark_complete",
    Mark.DRAFT: "overview.mark_draft",
    Mark.RETIRED: "overview.mark_retired",
}
"""What a mark is called where the list is narrowed to it."""
_LACKS = {
    Lack.PLACE: "overview.lack_place",
    Lack.MOMENT: "overview.lack_moment",
    Lack.JOIN: "overview.lack_join",
    Lack.PERSON: "overview.lack_person",
    Lack.EFFORT: "overview.lack_effort",
    Lack.ALONE: "overview.lack_alone",
    Lack.OWNER: "overview.lack_owner",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """An offering in the list. `is_theirs` is whether a tap of this reader can confirm it."""

    slug: str
    title: str
    marks: tuple[tuple[Mark, str], ...]
    keeper: str
    next: str
    revision: int
    is_theirs: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An offering that this reader should look at, and why."""

    slug: str
    title: str
    why: str
    revision: int
    is_theirs: bool


def say_row(condition: Condition, member: Staff, today: date) -> Row:
    """How it stands. What was checked today and is not doubted needs no tap."""
    offering, language = condition.offering, member.language
    is_published = offering.state is State.PUBLISHED
    needs_check = offering.checked_on != today or condition.doubts > 0
    return Row(
        slug=offering.slug,
        title=offering.title.text(language),
        marks=tuple((mark, _say_mark(mark, condition, language)) for mark in condition.marks),
        keeper=offering.owner or say("overview.nobody", language),
        next=say_date(next_check(offering), language) if is_published else "",
        revision=condition.revision,
        is_theirs=is_published and needs_check and may_confirm(member, offering),
    )


def say_task(task: Task, member: Staff) -> Waiting:
    """One task of this reader."""
    language = member.language
    return Waiting(
        slug=task.offering.slug,
        title=task.offering.title.text(language),
        why=why(task, language),
        revision=task.revision,
        is_theirs=may_confirm(member, task.offering),
    )


def _say_mark(mark: Mark, condition: Condition, language: Language) -> str:
    match mark:
        case Mark.LACKING:
            lacks = [say(_LACKS[lack], language) for lack in condition.lacks]
            return say("overview.say_lacking", language, lacks=list_of(lacks, language))
        case Mark.REMARKS if condition.remarks == 1:
            return say("overview.say_one_remark", language)
        case Mark.REMARKS:
            return say("overview.say_remarks", language, number=condition.remarks)
        case Mark.REPORTED if condition.doubts == 1:
            return say("overview.say_one_doubt", language)
        case Mark.REPORTED:
            return say("overview.say_doubts", language, number=condition.doubts)
        case Mark.DRAFT:
            return say("overview.say_draft", language)
        case Mark.RETIRED:
            return say("overview.say_retired", language)
    return say(MARKS[mark], language)
