"""A year of messages to 1,000 made-up students of `voorbeeld`, beside only planning it.

    python benchmarks/year.py [HOW_MANY]

They are the six of students.yaml, varied with a fixed seed: what they told, when they came in, to
what they said yes, when they go where and to what they react. The floor is the least that any
simulation of this year must do: at each moment list what is planned, and see for each student
whether it is meant for them. Prints seconds, the ratio of the two, and the peak of memory.
"""

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from signpost_bot.actions.catalog import assemble, check_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.calendar import at_local
from signpost_bot.campaigns.circles import is_meant_for, known_of
from signpost_bot.campaigns.planning import list_ahead, list_occasions
from signpost_bot.catalog.personas import read_personas
from signpost_bot.model.consent import Consent
from signpost_bot.model.language import Language
from signpost_bot.model.persona import Persona, Personas, PersonaVisit, Reacts
from signpost_bot.simulation.days import NOON, begin
from signpost_bot.simulation.year import simulate

OFFERINGS = Path(__file__).parent.parent / "offerings"
SEED = 20261125


def vary(six: Sequence[Persona], catalog: IndexedCatalog, count: int) -> list[Persona]:
    """So many students, each like one of the six and otherwise."""
    dice = random.Random(SEED)
    school = catalog.institution
    programmes = [one.slug for one in school.programmes]
    campuses = [one.slug for one in school.campuses]
    starts = [one.told.began_on for one in six if one.told.began_on]
    places = [one.slug for one in catalog.offerings]
    found = []
    for number in range(count):
        one = six[number % len(six)]
        told = one.told.model_copy(
            update={
                "year": dice.choice((None, 1, 2, 3, 4)),
                "programme": dice.choice((None, *programmes)),
                "campus": dice.choice((None, *campuses)),
                "international": dice.choice((None, True, False)),
                "began_on": dice.choice((None, *starts)),
            }
        )
        went_on = one.joined_on + timedelta(days=dice.randrange(1, 150))
        visit = PersonaVisit(
            offering=dice.choice(places),
            remind_on=went_on - timedelta(days=1) if dice.random() < 0.5 else None,
            went_on=went_on,
        )
        consents = dice.choice(((Consent.MESSAGES,), (Consent.CHECKINS,), tuple(Consent)[:2]))
        changes = {
            "slug": f"{one.slug}-{number}",
            "language": dice.choice(list(Language)),
            "joined_on": one.joined_on + timedelta(days=dice.randrange(60)),
            "consents": consents,
            "told": told,
            "visits": (visit,),
            "reacts": dice.choice(list(Reacts)),
        }
        found.append(one.model_copy(update=changes))
    return found


def floor(
    students: Sequence[Persona], catalog: IndexedCatalog, from_at: datetime, until: datetime
) -> int:
    """Only planning: who would get a row when; how many rows."""
    known = []
    for one in students:
        who = begin(one, catalog)
        known.append(known_of(who.session, who.visits))
    began_on = {None, *(one.profile.began_on for one in known)}
    coming = [one for one in list_occasions(catalog, from_at, until) if one.began_on in began_on]
    moments = sorted({one.due_at for one in coming})
    planned: set[tuple[str, str]] = set()
    rows = 0
    for now in moments:
        for occasion in list_ahead(catalog, now):
            if occasion.began_on in began_on and (occasion.campaign, occasion.key) not in planned:
                planned.add((occasion.campaign, occasion.key))
                rows += sum(is_meant_for(occasion, one) for one in known)
    return rows


def main() -> None:
    """Both, and the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    needs = build_index()
    read = check_files(OFFERINGS, needs)
    catalog = IndexedCatalog.build(assemble(read, "voorbeeld"), needs)
    six = read_personas(OFFERINGS / "voorbeeld" / "students.yaml", "voorbeeld", read)
    assert isinstance(six, Personas)
    students = vary(six.students, catalog, count)
    tz = catalog.institution.tz
    from_at = at_local(datetime(2026, 8, 24, tzinfo=tz).date(), NOON, tz)
    until = at_local(datetime(2027, 9, 1, tzinfo=tz).date(), NOON, tz)
    began, worked = time.perf_counter(), time.process_time()
    rows = floor(students, catalog, from_at, until)
    planned = time.perf_counter()
    decisions = Counter(one.decision for one in simulate(students, catalog, from_at, until))
    simulated, worked = time.perf_counter(), time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} students, seed {SEED}: {dict(decisions)}; planned {rows} of the year")
    print(f"only planning {planned - began:6.2f} s   the year {simulated - planned:6.2f} s")
    print(
        f"the year / only planning: {(simulated - planned) / (planned - began):.1f}x, "
        f"{1000 * (simulated - planned) / count:.1f} ms a student, "
        f"processor {worked:.1f} s, peak {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
