"""A simulated year in words: a list by student and week, or one JSON object a message."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from signpost_bot.calendar import local_day, say_date, say_moment_of
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.language import Language
from signpost_bot.model.outbox import OutboxKind
from signpost_bot.model.persona import Persona
from signpost_bot.model.simulated import Decision, SimulatedMessage
from signpost_bot.texts import say

INDENT = "    "


JSON_KINDS = {OutboxKind.AFTER_VISIT: OutboxKind.CHECKIN.value}
"""For other programs a question after a visit is a check-in too."""


def to_json(message: SimulatedMessage, catalog: Catalog) -> dict[str, str | None]:
    """One message as a line of JSON has it; `at` is what the clock there shows, with its zone."""
    return {
        "at": message.at.astimezone(catalog.institution.tz).isoformat(),
        "student": message.student,
        "kind": JSON_KINDS.get(message.kind, message.kind.value),
        "campaign": message.campaign,
        "offering": message.offering,
        "text": message.text,
        "decision": message.decision.value,
        "reason": message.reason and message.reason.value,
    }


def say_year(
    personas: Iterable[Persona],
    messages: Sequence[SimulatedMessage],
    catalog: Catalog,
    language: Language,
) -> Iterator[str]:
    """Lines: each persona with what they get, week by week. What they read is in their own
    language, what is said about it in `language`."""
    for persona in personas:
        theirs = [one for one in messages if one.student == persona.slug]
        yield ""
        yield persona.about.text(language)
        yield _count(theirs, language)
        for monday, of_week in groupby(theirs, lambda one: monday_of(one, catalog)):
            yield ""
            week = monday.isocalendar().week
            yield f"  {say('year.week', language, week=week, day=say_date(monday, language))}"
            for one in of_week:
                yield from _say(one, catalog, language)


def monday_of(message: SimulatedMessage, catalog: Catalog) -> date:
    """The first day of its ISO week at the institution."""
    day = local_day(message.at, catalog.institution.tz)
    return day - timedelta(days=day.weekday())


def say_what(message: SimulatedMessage, language: Language) -> str:
    """What it is: "tip 'tentamens': studiecentrum"."""
    names = (f"'{message.campaign}'" if message.campaign else "", message.offering or "")
    kind = say(f"year.kind_{message.kind}", language)
    return ": ".join(part for part in (f"{kind} {names[0]}".strip(), names[1]) if part)


def say_reason(message: SimulatedMessage, language: Language) -> str:
    """Why it does not go out; empty when it does."""
    return say(f"year.reason_{message.reason}", language) if message.reason else ""


def _count(theirs: Sequence[SimulatedMessage], language: Language) -> str:
    sent = sum(one.decision is Decision.SEND for one in theirs)
    key = "year.one_message" if sent == 1 else "year.messages"
    return say(key, language, sent=sent, dropped=len(theirs) - sent)


def _say(message: SimulatedMessage, catalog: Catalog, language: Language) -> Iterator[str]:
    when = say_moment_of(message.at, catalog.institution.tz, language)
    what = say_what(message, language)
    if message.reason:
        reason = say_reason(message, language)
        yield f"  {when}  {say('year.not_sent', language, what=what, reason=reason)}"
        return
    yield f"  {when}  {what}"
    yield from (f"{INDENT}{line}" for line in message.text.replace("**", "").splitlines())
