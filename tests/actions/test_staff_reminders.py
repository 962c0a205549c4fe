"""Reminders for staff: at most one a week, on working days, and a crash never doubles one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from reminding import remind
from school import NOW, School, at_school, due
from talking import Post

from signpost_bot.actions.staff_reminders import Reached
from signpost_bot.model.outbox import TryLater, Uncertain
from signpost_bot.model.session import Reply
from signpost_bot.model.staff import Role

CHAT, MAIL = "4711", "noor@school.example"
WEEK, DAY = timedelta(days=7), timedelta(days=1)


def test_who_has_a_task_is_reminded_once_a_week(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())
        post = Post()
        counts = [
            await remind(school, post, now)
            for now in (NOW, NOW + timedelta(hours=1), NOW + DAY, NOW + 4 * DAY, NOW + WEEK)
        ]

        assert [one[Reached.SENT] for one in counts] == [1, 0, 0, 0, 1]
        address, reply = post.sent[0]
        assert address == CHAT
        assert [button.id for button in reply.buttons] == ["staff:right:1:huiskamer", "staff:less"]

    at_school(database_url, scenario)


def test_nothing_to_do_is_no_message(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT, role=Role.WRITER)
        await school.hire("4712", name="Sam", role=Role.VIEWER)
        await school.save(due(owner="team onbekend"))
        post = Post()
        assert not await remind(school, post)
        assert post.sent == []

    at_school(database_url, scenario)


@pytest.mark.parametrize(
    ("number", "at", "is_sent"),
    [
        (1, "2026-11-23T07:59+00:00", False),
        (2, "2026-11-23T08:00+00:00", True),
        (3, "2026-11-23T15:59+00:00", True),
        (4, "2026-11-23T16:00+00:00", False),
        (5, "2026-11-28T10:00+00:00", False),
        (6, "2026-11-29T10:00+00:00", False),
        (7, "2026-10-26T08:00+00:00", True),  # the Monday after the clock went back
        (8, "2026-10-23T07:00+00:00", True),  # the Friday before
        (9, "2027-03-29T07:00+00:00", True),  # the Monday after it went forward
        (10, "2027-03-26T07:59+00:00", False),
    ],
)
def test_only_in_office_hours_at_the_school(
    database_url: str, number: int, at: str, is_sent: bool
) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())
        counts = await remind(school, Post(), datetime.fromisoformat(at).astimezone(UTC))
        assert counts[Reached.SENT] == is_sent, number

    at_school(database_url, scenario)


def test_two_processes_send_one_reminder(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())
        post = Post()
        await asyncio.gather(*(remind(school, post) for _ in range(4)))
        assert len(post.sent) == 1

    at_school(database_url, scenario)


def test_it_is_written_down_before_it_is_sent(database_url: str) -> None:
    """A process that dies while sending may lose a reminder; it never comes twice."""

    class Died(BaseException):
        pass

    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())

        class Dying(Post):
            async def send(self, address: str, reply: Reply) -> Uncertain:
                raise Died

        with pytest.raises(Died):
            await remind(school, Dying())
        post = Post()
        await remind(school, post)
        assert post.sent == []

    at_school(database_url, scenario)


@pytest.mark.parametrize(
    ("answer", "not_yet", "next_at"),
    [(TryLater(seconds=5), timedelta(hours=5), DAY), (Uncertain(), 4 * DAY, WEEK)],
)
def test_what_was_surely_not_sent_is_tried_the_next_day(
    database_url: str, answer: TryLater | Uncertain, not_yet: timedelta, next_at: timedelta
) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())
        post = Post(answers=[answer])
        await remind(school, post)
        await remind(school, post, NOW + not_yet)
        assert len(post.sent) == 1
        await remind(school, post, NOW + next_at)
        assert len(post.sent) == 2

    at_school(database_url, scenario)


def test_another_bot_speaks_for_its_own_chats(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        await school.save(due())
        post = Post()
        assert not await remind(school, post, bot_id="8")
        assert (await remind(school, post))[Reached.SENT] == 1

    at_school(database_url, scenario)


def test_a_doubt_of_students_is_a_number_and_nothing_else(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT)
        offering = due().model_copy(update={"checked_on": NOW.date()})
        await school.save(offering)
        school.doubted["voorbeeld", "huiskamer"] = 3
        post = Post()
        await remind(school, post)
        assert "3 studenten zeiden dat er iets niet klopt" in post.sent[0][1].text

    at_school(database_url, scenario)


def test_a_school_whose_catalog_cannot_be_read_keeps_nobody_waiting(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(institution="bestaat-niet", name="Sam", chat="4712")
        await school.hire(CHAT)
        await school.save(due())
        post = Post()
        await remind(school, post)
        assert [address for address, _ in post.sent] == [CHAT]

    at_school(database_url, scenario)
