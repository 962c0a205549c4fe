"""Periods and their sources in words for staff: what changes, what differs, where a day is from."""

from signpost_bot.calendar import say_days
from signpost_bot.catalog.ics_writing import text_of
from signpost_bot.catalog.period_merging import Conflict, days_from
from signpost_bot.model.institution import Period, Saying, SourceKind
from signpost_bot.model.language import Language
from signpost_bot.texts import list_of, say


def say_period(period: Period, language: Language) -> str:
    """ "kerst (holiday): Kerst / Christmas, 19 december 2026 t/m 3 januari 2027"."""
    when = say_days(period.first_on, period.last_on, language)
    return f"{period.slug} ({period.kind}): {text_of(period.title, None)}, {when}"


def say_conflict(conflict: Conflict, language: Language) -> str:
    """What each source says, and which one counts."""
    said = [
        say(
            "sources.says",
            language,
            source=say_source(one, language),
            days=say_days(one.first_on, one.last_on, language),
        )
        for one in conflict.sayings
    ]
    period = conflict.period
    return say(
        "sources.by_hand" if conflict.is_by_hand else "sources.conflict",
        language,
        title=period.title.text(language),
        said=list_of(said, language),
        days=say_days(period.first_on, period.last_on, language),
    )


def say_origin(period: Period, own: str, language: Language) -> str:
    """Where its first and its last day are from: one source for both, or one for each."""
    first, last = (say_source(one, language) for one in days_from(period, own))
    if first == last:
        return say("sources.both_days", language, source=first)
    return say("sources.each_day", language, first=first, last=last)


def say_source(saying: Saying | None, language: Language) -> str:
    """A source by its kind and its name; None is what staff changed by hand."""
    if saying is None:
        return say("sources.hand", language)
    kind = say(f"sources.kind_{saying.kind}", language)
    return saying.source if saying.kind is SourceKind.ICS else f"{kind} ({saying.source})"
