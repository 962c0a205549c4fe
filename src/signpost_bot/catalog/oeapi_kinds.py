"""Which kind of period a session of an Open Education API is, by its name and its type."""

from signpost_bot.catalog.ics_event import Damaged
from signpost_bot.catalog.ics_kinds import NoKind, Recognised, recognise
from signpost_bot.catalog.oeapi_pages import Session
from signpost_bot.model.institution import PeriodKind
from signpost_bot.model.language import Both

WHOLE_YEAR = "academic year"
TESTING = "testing period"
TERMS = ("semester", "trimester", "quarter")
"""Types of v5; in v6 they have underscores. Others are possible: then the name has to say it."""


def recognise_session(session: Session) -> Recognised | NoKind | None:
    """What kind of period it is, by its name and its type; None for a whole year."""
    type_ = str(session.get("academicSessionType") or "").replace("_", " ").strip().lower()
    if type_ == WHOLE_YEAR:
        return None
    named = _named(session)
    if type_ == TESTING:
        is_resits = isinstance(named, Recognised) and named.kind is PeriodKind.RESITS
        return _titled(session, PeriodKind.RESITS if is_resits else PeriodKind.EXAMS)
    if isinstance(named, NoKind) and not named.several and type_ in TERMS:
        return _titled(session, PeriodKind.TEACHING)
    return named


def _named(session: Session) -> Recognised | NoKind:
    """What its name says in whichever language; in two languages it has to be the same."""
    names = _names(session)
    found = [recognise(one) for one in names.values()]
    kinds = {one.kind for one in found if isinstance(one, Recognised)}
    kinds |= {kind for one in found if isinstance(one, NoKind) for kind in one.several}
    if len(kinds) != 1:
        return NoKind(several=tuple(sorted(kinds)))
    if len(names) == 1 and isinstance(found[0], Recognised):
        return found[0]  # "Herfstvakantie / Autumn break" is a name in both languages
    return _titled(session, kinds.pop())


def _titled(session: Session, kind: PeriodKind) -> Recognised:
    names = list(_names(session).values())
    return Recognised(
        kind=kind, title=Both(nl=names[0], en=names[-1]), is_one_language=len(names) == 1
    )


def _names(session: Session) -> dict[str, str]:
    """Its name, Dutch before English. In v5 it may be one text, later a text per language."""
    name = session.get("name")
    if isinstance(name, str) and name.strip():
        return {"": " ".join(name.split())}
    found: dict[str, str] = {}
    for one in name if isinstance(name, list) else ():
        language = str(one.get("language") or "") if isinstance(one, dict) else ""
        value = one.get("value") if isinstance(one, dict) else None
        if isinstance(value, str) and value.strip():
            found.setdefault(language.lower()[:2], " ".join(value.split()))
    ours: dict[str, str] = {one: found[one] for one in ("nl", "en") if one in found}
    if not ours and found:
        ours = dict(list(found.items())[:1])
    if not ours:
        raise Damaged("oeapi.no_name")
    return ours


def title_of(session: Session) -> str:
    """Its name as a finding calls it, or else its id."""
    try:
        return next(iter(_names(session).values()))[:40]
    except Damaged:
        return str(session.get("academicSessionId") or "?")[:40]
