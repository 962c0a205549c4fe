"""What staff read: a reminder, what became of "still right", and what a link does."""

from collections.abc import Sequence

from signpost_bot.calendar import say_date
from signpost_bot.catalog.moment_sentence import say_moment
from signpost_bot.freshness import next_check
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Language
from signpost_bot.model.mail import Mail
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.staff import (
    AlreadyRight,
    ChangedSince,
    Confirmed,
    NotConfirmed,
    Role,
    Staff,
    Task,
    Verdict,
)
from signpost_bot.texts import say

AT_ONCE = 5
"""Tasks in one message; more would not be read."""
LONGEST_FACTS = 240
"""Letters about one offering, so that five of them fit one message of Telegram."""
LESS, TASKS = "staff:less", "staff:tasks"

_ROLE = {
    Role.WRITER: "staff.role_writer",
    Role.APPROVER: "staff.role_approver",
    Role.STUDENT_AUTHOR: "staff.role_student_author",
    Role.MENTOR: "staff.role_mentor",
    Role.VIEWER: "staff.role_viewer",
}
_CAN = {
    Role.WRITER: "staff.can_writer",
    Role.APPROVER: "staff.can_approver",
    Role.STUDENT_AUTHOR: "staff.can_draft",
    Role.MENTOR: "staff.can_read",
    Role.VIEWER: "staff.can_read",
}


def right_button(revision: int, slug: str) -> str:
    """What a tap on "still right" says: which offering, as it was in which revision."""
    return f"staff:right:{revision}:{slug}"


def say_role(role: Role, language: Language) -> str:
    """What somebody is: "schrijver"."""
    return say(_ROLE[role], language)


def say_tie(member: Staff, language: Language) -> str:
    """By what somebody is reached; never the address."""
    match member.has_chat, member.has_mail:
        case True, True:
            return say("staff.by_both", language)
        case True, False:
            return say("staff.by_telegram", language)
        case False, True:
            return say("staff.by_mail_only", language)
    return say("staff.not_tied", language)


def tied(member: Staff, institution: Institution) -> Reply:
    """The first words: whose this chat is now, what they can do, what is kept."""
    language = member.language
    can = say(_CAN[member.role], language)
    name = institution.name.text(language)
    text = say("staff.tied", language, name=member.name, institution=name, can=can)
    return Reply(text=text, buttons=(_tasks_button(language),))


def no_such_link(language: Language) -> Reply:
    """The one sentence for a link that is wrong, used, old or of somebody else."""
    return Reply(text=say("staff.no_such_link", language))


def not_your_chat(language: Language) -> Reply:
    """A button of staff that was tapped where no staff is."""
    return Reply(text=say("staff.not_your_chat", language))


def less(language: Language) -> str:
    """They asked for fewer messages."""
    return say("staff.less_done", language)


def reminder(member: Staff, tasks: Sequence[Task]) -> Reply:
    """The most urgent tasks, each with a button of its own, and how many remain."""
    language = member.language
    if not tasks:
        return Reply(text=say("staff.no_tasks", language))
    shown = tasks[:AT_ONCE]
    buttons = [
        Button(
            id=right_button(task.revision, task.offering.slug),
            label=say("staff.right", language, number=number),
        )
        for number, task in enumerate(shown, start=1)
    ]
    buttons.append(Button(id=LESS, label=say("staff.less", language)))
    parts = [
        say("staff.asked", language, name=member.name),
        *(_say_task(task, number, language) for number, task in enumerate(shown, start=1)),
        *_say_more(len(tasks) - len(shown), language),
        say("staff.not_right", language),
    ]
    return Reply(text="\n\n".join(parts), buttons=tuple(buttons))


def reminder_mail(
    member: Staff, to: str, tasks: Sequence[Task], links: Sequence[str], less_link: str
) -> Mail:
    """The same as a mail; `links` say "still right" for the first of the tasks."""
    language = member.language
    shown = zip(tasks, links, strict=False)
    parts = [
        say("staff.asked", language, name=member.name),
        *(
            f"{_plain(_say_task(task, number, language))}\n"
            f"{say('staff.right_link', language, link=link)}"
            for number, (task, link) in enumerate(shown, start=1)
        ),
        *_say_more(len(tasks) - len(links), language),
        say("staff.not_right", language),
        say("staff.less_link", language, link=less_link),
    ]
    return Mail(to=to, subject=say("staff.subject", language), text="\n\n".join(parts))


def sign_in_link(member: Staff, link: str, minutes: int) -> Reply:
    """A link to sign in at the desk, which works once."""
    return Reply(text=say("sign_in.by_bot", member.language, link=link, minutes=minutes))


def no_desk(language: Language) -> Reply:
    """They asked for a link to sign in, and no pages are served."""
    return Reply(text=say("sign_in.no_pages", language))


def sign_in_mail(member: Staff, to: str, link: str, minutes: int) -> Mail:
    """The same as a mail."""
    language = member.language
    text = say("sign_in.mail", language, name=member.name, link=link, minutes=minutes)
    return Mail(to=to, subject=say("sign_in.subject", language), text=text)


def verdict(member: Staff, found: Verdict) -> Reply:
    """What became of "still right"; what changed meanwhile is shown, to be looked at again."""
    language = member.language
    match found:
        case Confirmed(offering=offering):
            text = _say_check("staff.confirmed", offering, language)
            return Reply(text=text, buttons=(_tasks_button(language),))
        case AlreadyRight(offering=offering):
            return Reply(text=_say_check("staff.already_right", offering, language))
        case ChangedSince(offering=offering, revision=revision):
            button = Button(
                id=right_button(revision, offering.slug), label=say("staff.right_now", language)
            )
            text = f"{say('staff.changed', language)}\n\n{describe(offering, language)}"
            return Reply(text=text, buttons=(button,))
        case NotConfirmed.NOT_THEIRS:
            return Reply(text=say("staff.not_theirs", language))
    return Reply(text=say("staff.gone", language))


def describe(offering: Offering, language: Language) -> str:
    """All that has to be right about an offering, in one language."""
    title = offering.title.text(language).replace("**", "")
    facts = _facts(offering, language)
    return "\n".join((f"**{title}**", offering.summary.text(language), *facts))


def why(task: Task, language: Language) -> str:
    """Why somebody should look: since when it waits for a check, how many say it is not right."""
    parts = []
    if task.doubts:
        key = "staff.one_doubt" if task.doubts == 1 else "staff.doubts"
        parts.append(say(key, language, number=task.doubts))
    if task.due_on:
        checked = say_date(task.offering.checked_on, language)
        due = say_date(task.due_on, language)
        parts.append(say("staff.due", language, checked=checked, due=due))
    return ", ".join(parts)


def _say_task(task: Task, number: int, language: Language) -> str:
    title = task.offering.title.text(language).replace("**", "")
    facts = " · ".join(_facts(task.offering, language))
    if len(facts) > LONGEST_FACTS:
        facts = facts[: LONGEST_FACTS - 1] + "…"
    lines = (f"**{number} {title}**", why(task, language), facts)
    return "\n".join(line for line in lines if line)


def _facts(offering: Offering, language: Language) -> list[str]:
    """Who, where, when and how to reach it: what is most often no longer true."""
    place = offering.place
    facts = [
        ", ".join(person.name for person in offering.persons),
        place.where.text(language) if place and place.where else "",
        *(say_moment(moment, language) or "" for moment in offering.moments),
        offering.contact or "",
        str(offering.link or ""),
        offering.waiting_time.text(language) if offering.waiting_time else "",
    ]
    return [fact.replace("**", "") for fact in facts if fact]


def _say_check(key: str, offering: Offering, language: Language) -> str:
    return say(
        key,
        language,
        title=offering.title.text(language),
        checked=say_date(offering.checked_on, language),
        next=say_date(next_check(offering), language),
    )


def _say_more(number: int, language: Language) -> list[str]:
    if number < 1:
        return []
    return [say("staff.one_more" if number == 1 else "staff.more", language, number=number)]


def _tasks_button(language: Language) -> Button:
    return Button(id=TASKS, label=say("staff.what_waits", language))


def _plain(text: str) -> str:
    return text.replace("**", "")
