"""No campaign goes to fewer than ten students, and nobody sees how many fewer (R15, R21)."""

from reached import DUE, EARLY, reached_chat
from real_school import make_real, plan_again, say_yes, tie
from sqlalchemy import select
from talking import Post, opened_app, run

from signpost_bot.actions.results import load_results
from signpost_bot.app import App
from signpost_bot.store import school_tables, tables


async def _waiting(app: App) -> int:
    async with app.database.transaction() as tx:
        return len((await tx.execute(select(tables.outbox))).all())


async def _noted(app: App) -> list[tuple[object, ...]]:
    """The exams of one programme have an occasion of their own, for nobody here."""
    async with app.database.transaction() as tx:
        found = [tuple(row) for row in await tx.execute(select(school_tables.too_few))]
    return [row for row in found if row[2] == "tentamens-blok-2:2026"]


async def _reach(app: App, numbers: range) -> None:
    for number in numbers:
        await reached_chat(app, "yes:messages", address=f"student {number}")


def test_it_goes_out_from_ten_on_and_not_when_one_says_no_again(database_url: str) -> None:
    async def scenario() -> list[tuple[int, int]]:
        async with opened_app(EARLY, database_url) as app:
            await make_real(app)
            await say_yes(app, "Wim", "Noor")
            await _reach(app, range(9))
            await plan_again(app, 1)
            seen = [(await _waiting(app), len(await _noted(app)))]
            await _reach(app, range(9, 10))
            await plan_again(app, 1)
            seen.append((await _waiting(app), len(await _noted(app))))
            await reached_chat(app, "no:messages", address="student 3")
            await plan_again(app, 1)
            seen.append((await _waiting(app), len(await _noted(app))))
            return seen

    assert run(scenario()) == [(0, 1), (10, 0), (0, 1)]


def test_what_went_out_was_not_too_few_when_some_say_no_afterwards() -> None:
    async def scenario() -> list[tuple[object, ...]]:
        async with opened_app(EARLY) as app:
            await make_real(app)
            await say_yes(app, "Wim", "Noor")
            await _reach(app, range(10))
            await plan_again(app)
            await Post().deliver(app, DUE)
            await reached_chat(app, "no:messages", address="student 3")
            await plan_again(app, 1)
            return await _noted(app)

    assert run(scenario()) == []


def test_only_that_it_was_too_few_is_kept_and_shown() -> None:
    async def scenario() -> tuple[list[tuple[object, ...]], list[str]]:
        async with opened_app(EARLY) as app:
            await make_real(app)
            await say_yes(app, "Wim", "Noor")
            await _reach(app, range(3))
            before = await plan_again(app), await _noted(app)
            assert before == (0, [])
            for _ in range(3):
                await plan_again(app, 1)
            found = await load_results(app.database, "voorbeeld", EARLY)
            return await _noted(app), list(found.too_few)

    assert run(scenario()) == (
        [("voorbeeld", "tentamens", "tentamens-blok-2:2026")],
        ["tentamens"],
    )


def test_in_trial_the_guests_and_the_staff_hear_it_and_nobody_else(database_url: str) -> None:
    async def scenario() -> list[str]:
        async with opened_app(EARLY, database_url) as app:
            await make_real(app, is_in_trial=True)
            for address in ("student", "guest", "noor", "somebody of another school"):
                await reached_chat(app, "yes:messages", address=address)
            await tie(app, "voorbeeld", "noor")
            await tie(app, "hanze", "somebody of another school")
            await plan_again(app)
            post = Post(guests=frozenset({"guest"}))
            await post.deliver(app, DUE)
            return sorted(address for address, _ in post.sent)

    assert run(scenario()) == ["guest", "noor"]
