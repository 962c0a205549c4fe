"""Totals: each student counts once, when it happens, and nothing says what they answered (R21)."""

from datetime import timedelta

from reached import DUE, EARLY, plan, reached_chat
from rows import everything
from sqlalchemy import select
from talking import Post, opened_app, run

from signpost_bot.actions.planning import plan_ahead
from signpost_bot.app import App
from signpost_bot.model.totals import About, Measure
from signpost_bot.store import school_tables, tables, totals

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

Counts = dict[tuple[str, str], int]


async def _counts(app: App) -> Counts:
    """What is counted, by slug and measure; a part stands behind its measure."""
    async with app.database.transaction() as tx:
        rows = await tx.execute(select(school_tables.total))
        return {
            (row.slug, f"{row.measure}:{row.part}" if row.part else row.measure): row._mapping[
                "count"
            ]
            for row in rows
        }


def test_a_student_counts_once_whatever_they_repeat(database_url: str) -> None:
    async def scenario() -> Counts:
        async with opened_app(EARLY, database_url) as app:
            for address in ("a", "b"):
                await reached_chat(app, "yes:messages", address=address)
            await plan(app)
            await Post().deliver(app, DUE)
            chat = await reached_chat(app, address="a", now=DUE + HOUR)
            for choice in ("join:studiecentrum", "went:studiecentrum") * 2:
                await chat.choose(choice)
            return await _counts(app)

    found = run(scenario())
    named = [key for key in found if key[1].startswith("reached:")]

    assert len(named) == 1
    assert found == {
        ("tentamens", "reached"): 2,
        named[0]: 2,
        ("tentamens", "reacted"): 1,
        ("tentamens", "signed_up"): 1,
        ("tentamens", "went"): 1,
        ("studiecentrum", "signed_up"): 1,
        ("studiecentrum", "went"): 1,
    }


def test_what_a_student_answers_is_in_the_total_only_and_the_first_answer_counts(
    database_url: str,
) -> None:
    async def scenario() -> tuple[Counts, list[str]]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "went:slaap", "yes:visits:slaap")
            await chat.wait(8 * DAY)
            for answer in ("lastiger", "beter"):
                await chat.choose(f"checkin:hoe-ging-het:{answer}:slaap")
            found = await everything(app)
            said = [
                name
                for name, rows in found.items()
                if name not in ("total", "document")
                and any("lastiger" in str(value) for row in rows for value in row)
            ]
            return await _counts(app), said

    counts, said = run(scenario())

    assert counts["slaap", "answered"] == 1
    assert counts["slaap", "answered:lastiger"] == 1
    assert ("slaap", "answered:beter") not in counts
    assert {slug for slug, _ in counts} == {"slaap"}
    assert said == []


def test_a_word_three_weeks_after_a_message_is_no_reaction() -> None:
    async def scenario() -> Counts:
        async with opened_app(EARLY) as app:
            await reached_chat(app, "yes:messages")
            await plan(app)
            await Post().deliver(app, DUE)
            await reached_chat(app, now=DUE + 21 * DAY)
            return await _counts(app)

    assert ("tentamens", "reacted") not in run(scenario())


def test_who_is_forgotten_is_in_no_list_and_stays_in_the_total(database_url: str) -> None:
    async def scenario() -> tuple[int, Counts]:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "join:slaap")
            await chat.choose("forget")
            left = (await everything(app))["counted"]
            return len(left), await _counts(app)

    assert run(scenario()) == (0, {("slaap", "signed_up"): 1})


def test_who_was_counted_goes_when_the_block_no_longer_counts() -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY) as app:
            await reached_chat(app, "join:slaap")
            left = []
            for days in (37, 38):  # 31 January, the last day of block 2, and fourteen days
                await plan_ahead(app.database, app.catalogs, "7", EARLY + days * DAY)
                async with app.database.transaction() as tx:
                    left.append(len((await tx.execute(select(tables.counted))).all()))
            return left

    assert run(scenario()) == [1, 0]


def test_a_student_sees_that_they_count(database_url: str) -> None:
    async def scenario() -> str:
        async with opened_app(EARLY, database_url) as app:
            chat = await reached_chat(app, "join:slaap", "mine")
            return chat.text

    assert "dat je voor je school al meetelt" in run(scenario())


def test_what_was_counted_is_read_back_by_block() -> None:
    async def scenario() -> list[tuple[str, str, About, str, int]]:
        async with opened_app(EARLY) as app:
            await reached_chat(app, "join:slaap")
            async with app.database.transaction() as tx:
                found = await totals.list_totals(tx, "voorbeeld")
            return [
                (key, f"{last_on}", row.about, row.slug, row.counts[Measure.SIGNED_UP])
                for (key, last_on), rows in found.items()
                for row in rows
            ]

    assert run(scenario()) == [("blok-2:2026", "2027-01-31", About.OFFERING, "slaap", 1)]
