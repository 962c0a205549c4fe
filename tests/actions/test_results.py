"""Did it help: what staff may see, when a block is over and not before (R15, R20)."""

import json
from datetime import date, timedelta

from reached import EARLY
from sqlalchemy import insert
from talking import opened_app, run

from signpost_bot.actions.results import Results, load_results
from signpost_bot.campaign_results import say_results, to_json
from signpost_bot.model.language import Language
from signpost_bot.model.totals import About, Measure
from signpost_bot.store import school_tables

ENDED = date(2027, 1, 31)
"""The last day of block 2; until fourteen days later something may still be counted in it."""

ROWS = (
    (About.CAMPAIGN, "tentamens", Measure.REACHED, "", 123),
    (About.CAMPAIGN, "tentamens", Measure.REACHED, "studiecentrum", 70),
    (About.CAMPAIGN, "tentamens", Measure.REACHED, "slaap", 48),
    (About.CAMPAIGN, "tentamens", Measure.REACTED, "", 61),
    (About.OFFERING, "slaap", Measure.WENT, "", 93),
    (About.OFFERING, "slaap", Measure.ANSWERED, "", 52),
    (About.OFFERING, "slaap", Measure.ANSWERED, "beter", 31),
    (About.OFFERING, "slaap", Measure.ANSWERED, "hetzelfde", 21),
    (About.OFFERING, "huiskamer", Measure.WENT, "", 9),
)


def _results(days: int) -> Results:
    async def scenario() -> Results:
        async with opened_app(EARLY) as app:
            async with app.database.transaction() as tx:
                for about, slug, measure, part, count in ROWS:
                    row = {"about": about, "slug": slug, "measure": measure, "part": part}
                    where = {"institution": "voorbeeld", "block": "blok-2:2026", "ends_on": ENDED}
                    await tx.execute(
                        insert(school_tables.total).values(**where, **row, count=count)
                    )
            now = EARLY.replace(month=1, day=31) + timedelta(days=days)
            return await load_results(app.database, "voorbeeld", now)

    return run(scenario())


def test_a_block_is_shown_as_text_when_it_is_over() -> None:
    assert list(say_results(_results(15), Language.EN)) == [
        "Block 2, up to and including 31 January 2027",
        "  campaign tentamens: 125 reached, 60 reacted",
        "    Study centre: work quietly with somebody nearby 70",
        "  offering slaap: 95 went, 50 answered",
        "    Better than before 30",
        "Rounded to 5. What is not here is about fewer than 10 students, or would give that away.",
        "What goes on now is here from 26 April 2027: earlier it would show who just came in.",
    ]


def test_before_that_nothing_of_it_is_said() -> None:
    found = _results(14)

    assert found.blocks == ()
    assert found.next_on == date(2027, 4, 26)


def test_as_json_what_is_not_said_is_null_and_a_row_without_a_number_is_not_there() -> None:
    lines = [json.loads(line) for line in to_json(_results(15))]

    assert [(line["about"], line["slug"]) for line in lines] == [
        ("campaign", "tentamens"),
        ("offering", "slaap"),
    ]
    assert lines[0] == {
        "block": "blok-2:2026",
        "ends_on": "2027-01-31",
        "about": "campaign",
        "slug": "tentamens",
        "reached": 125,
        "reacted": 60,
        "answered": None,
        "signed_up": None,
        "went": None,
        "parts": {"reached": {"studiecentrum": 70}},
    }
