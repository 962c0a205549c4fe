"""A school with everything a student can tell of themselves, and the taps of one student there."""

from datetime import UTC, datetime

from builders import (
    make_calendar,
    make_catalog,
    make_checkin,
    make_institution,
    make_nudge,
    make_offering,
)

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.conversation.turn import take_turn
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Channel, Incoming, Session
from signpost_bot.model.student import View
from signpost_bot.model.turn import ConsentGiven, ConsentWithdrawn, Turn

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
SCHOOL = make_institution(
    campuses=[{"slug": "centrum", "name": "Centrum"}, {"slug": "noord", "name": "Noord"}],
    programmes=[
        {"slug": "zorg", "name": {"nl": "Zorg", "en": "Care"}},
        {"slug": "ict", "name": {"nl": "Informatica", "en": "Computing"}},
    ],
)
BEGINS = {
    "slug": "introductie",
    "kind": "introduction",
    "title": {"nl": "a", "en": "a"},
    "first_on": "2026-08-31",
    "last_on": "2026-09-04",
}
CALENDAR = make_calendar(
    periods=[BEGINS, *(period.model_dump() for period in make_calendar().periods)]
)
NUDGES = (
    make_nudge(slug="eerste", circle={"years": [1]}),
    make_nudge(slug="tweede", circle={"years": [2]}),
    make_nudge(slug="noord", circle={"campuses": ["noord"]}),
)


def _mentor(slug: str, role: str, kind: str = "person", *programmes: str) -> object:
    return make_offering(
        slug=slug,
        title={"nl": slug, "en": slug},
        kind=kind,
        persons=[{"name": slug, "role": {"nl": role, "en": role}}],
        audience={"programmes": programmes},
    )


MENTORS = (
    _mentor("sam", "mentor Zorg", "person", "zorg"),
    _mentor("thijs", "SLB’er", "person"),
    _mentor("ida", "SLB'er ICT", "person", "ict"),
    _mentor("peer", "peermentor", "person"),
    _mentor("groep", "mentor", "group"),
    _mentor("hoofd", "coördinator mentoren", "person"),
)


def _catalog(*campaigns: Campaign) -> IndexedCatalog:
    catalog = make_catalog(
        institution=SCHOOL,
        calendar=CALENDAR,
        campaigns=campaigns,
        offerings=(make_offering(), *MENTORS),
    )
    return IndexedCatalog.build(catalog, build_index())


WITH_NUDGES = _catalog(*NUDGES)
WITH_ALL = _catalog(*NUDGES, make_checkin())


class Talk:
    """The taps of one student, with the yeses written down as the action does."""

    def __init__(self, catalog: IndexedCatalog, profile: Profile | None = None) -> None:
        self.catalog = catalog
        self.session = Session(
            institution="voorbeeld", language=Language.NL, profile=profile or Profile()
        )
        self.consents: frozenset[Consent] = frozenset()

    def tap(self, choice: str) -> Turn:
        """Press a button."""
        turn = take_turn(
            View(session=self.session, consents=self.consents),
            Incoming(channel=Channel.TELEGRAM, choice=choice),
            self.catalog,
            NOW,
        )
        self.session = turn.session
        for fact in turn.facts:
            if isinstance(fact, ConsentGiven):
                self.consents |= {fact.kind}
            elif isinstance(fact, ConsentWithdrawn):
                self.consents -= {fact.kind}
        return turn
