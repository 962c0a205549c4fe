"""At a real school a campaign goes out after two yeses, and other words need two new ones (R21)."""

from collections import Counter

from reached import DUE, EARLY, reached_chat
from real_school import make_real, plan_again, say_yes, write
from sqlalchemy import select
from talking import Post, opened_app, run

from signpost_bot.actions.approvals import Approving, NotApproved
from signpost_bot.model.outbox import OutboxState
from signpost_bot.store import school_tables, staff

HEAVY = "Wil je niet meer leven? Praat met iemand."
ENOUGH = 10


def test_nothing_is_planned_before_the_second_yes(database_url: str) -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY, database_url) as app:
            await make_real(app)
            for number in range(ENOUGH):
                await reached_chat(app, "yes:messages", address=f"student {number}")
            planned = [await plan_again(app)]
            for name in ("Wim", "Wim", "Noor"):
                await say_yes(app, name)
                planned.append(await plan_again(app))
            return planned

    assert run(scenario()) == [0, 0, 0, ENOUGH]


def test_what_was_planned_does_not_go_out_when_the_words_change(database_url: str) -> None:
    async def scenario() -> tuple[Counter[OutboxState], list[object]]:
        async with opened_app(EARLY, database_url) as app:
            await make_real(app)
            for number in range(ENOUGH):
                await reached_chat(app, "yes:messages", address=f"student {number}")
            await say_yes(app, "Wim", "Noor")
            await plan_again(app)
            await write(app, "Andere woorden.")
            post = Post()
            return await post.deliver(app, DUE), list(post.sent)

    counts, sent = run(scenario())

    assert counts == {OutboxState.SKIPPED: ENOUGH}
    assert sent == []


def test_two_writers_are_not_enough_and_nobody_else_can_say_yes() -> None:
    async def scenario() -> list[object]:
        async with opened_app(EARLY) as app:
            await make_real(app)
            first = await say_yes(app, "Wim")
            assert isinstance(first, Approving)
            second = await say_yes(app, " noor ")
            assert isinstance(second, Approving)
            return [
                (first.is_approved, first.lacks_approver),
                (second.is_approved, second.lacks_approver),
                await say_yes(app, "Vera"),
                await say_yes(app, "Niemand"),
                await say_yes(app, "Noor", slug="bestaat-niet"),
            ]

    assert run(scenario()) == [
        (False, True),
        (True, False),
        NotApproved.NOT_THEIRS,
        NotApproved.NO_STAFF,
        NotApproved.NO_CAMPAIGN,
    ]


def test_words_of_danger_need_two_people_in_trial_too() -> None:
    async def scenario() -> list[int]:
        async with opened_app(EARLY) as app:
            await make_real(app, is_in_trial=True)
            await reached_chat(app, "yes:messages")
            await write(app, HEAVY)
            planned = [await plan_again(app)]
            for name in ("Noor", "Bas"):
                await say_yes(app, name)
                planned.append(await plan_again(app))
            return planned

    assert run(scenario()) == [0, 0, 1]


def test_who_approved_is_kept_by_id_and_stays_approved_when_they_leave() -> None:
    async def scenario() -> tuple[list[str], int]:
        async with opened_app(EARLY) as app:
            await make_real(app)
            for number in range(ENOUGH):
                await reached_chat(app, "yes:messages", address=f"student {number}")
            await say_yes(app, "Wim", "Noor")
            async with app.database.transaction() as tx:
                for member in await staff.list_staff(tx, "voorbeeld"):
                    await staff.remove_staff(tx, member.id)
                rows = (await tx.execute(select(school_tables.approval))).all()
            kept = [str(value) for row in rows for value in row]
            return kept, await plan_again(app)

    kept, planned = run(scenario())

    assert not {"Noor", "Wim"} & set(kept)
    assert planned == ENOUGH
