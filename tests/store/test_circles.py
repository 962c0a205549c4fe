"""The circle in SQL is the circle of the pure rule, for whoever told whatever (R6)."""

from datetime import UTC, date, datetime
from itertools import product
from random import Random

from running import with_database

from signpost_bot.campaigns.circles import Known, is_meant_for
from signpost_bot.model.campaign import Circle
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Session
from signpost_bot.model.student import StudentId, Visit, VisitState
from signpost_bot.store import students, visits
from signpost_bot.store.circles import meant_for
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
SEAL = Seal.from_secret("a secret of the tests, long enough to be one")
DAYS = (None, date(2026, 9, 1), date(2026, 9, 2))
TOLD = [
    Known(
        profile=Profile(
            year=year, campus=campus, programme=programme, international=away, began_on=day
        ),
        language=language,
        been_to=frozenset(been),
    )
    for year, campus, programme, away, day, language, been in Random(7).sample(
        list(
            product(
                (None, 1, 5),
                (None, "noord", "zuid"),
                (None, "ict", "zorg"),
                (None, True, False),
                DAYS,
                Language,
                ((), ("slaap",), ("fit", "slaap")),
            )
        ),
        60,
    )
]
CIRCLES = [
    Circle(),
    Circle(years=(1, 2)),
    Circle(years=(6,), campuses=("noord",)),
    Circle(programmes=("ict",)),
    Circle(international=True),
    Circle(international=False, languages=(Language.EN,)),
    Circle(been_at=("slaap",)),
    Circle(not_been_at=("fit",), years=(1,)),
]


async def _add(tx: Tx, number: int, known: Known) -> StudentId:
    student = await students.add_student(tx, "telegram", str(number), NOW.date())
    stands = Session(institution="leiden", language=known.language, profile=known.profile)
    await students.save_session(tx, SEAL, student, stands)
    for slug in known.been_to:
        went = Visit(offering=slug, state=VisitState.WENT)
        await visits.save_visit(tx, student, "leiden", went, NOW)
    planned = Visit(offering="fit", state=VisitState.PLANNED)
    if "fit" not in known.been_to:
        await visits.save_visit(tx, student, "leiden", planned, NOW)
    return student


def test_the_query_finds_whom_the_rule_means(database_url: str) -> None:
    occasions = [
        Occasion(
            campaign="c",
            key="k",
            due_at=NOW,
            best_before=NOW,
            circles=circles,
            without=without,
            began_on=day,
        )
        for circles in ((), *((one,) for one in CIRCLES), (CIRCLES[1], CIRCLES[6]))
        for without in ((), (CIRCLES[3],), (CIRCLES[4], CIRCLES[7]))
        for day in DAYS[:2]
    ]

    async def found(database: Database) -> tuple[dict[StudentId, Known], list[set[StudentId]]]:
        async with database.transaction() as tx:
            known = {await _add(tx, i, one): one for i, one in enumerate(TOLD)}
            rows = [await tx.execute(meant_for("leiden", one)) for one in occasions]
            return known, [{row.student_id for row in one} for one in rows]

    known, sets = with_database(database_url, found)

    for occasion, ids in zip(occasions, sets, strict=True):
        assert ids == {who for who, one in known.items() if is_meant_for(occasion, one)}
    assert len({frozenset(one) for one in sets}) > 20, "the circles tell students apart"
