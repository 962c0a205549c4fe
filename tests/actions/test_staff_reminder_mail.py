"""Reminders by mail, and who cannot be reached at all: the operator hears how many."""

import logging
from datetime import timedelta

import pytest
from reminding import WEB, Mailer, remind
from school import NOW, SEAL, School, at_school, due
from talking import Post

from signpost_bot.actions.staff_links import press_button
from signpost_bot.actions.staff_reminders import Reached
from signpost_bot.model.outbox import Refused, TryLater
from signpost_bot.store import staff

CHAT, MAIL = "4711", "noor@school.example"
WEEK, DAY = timedelta(days=7), timedelta(days=1)


def test_a_chat_that_blocked_the_bot_is_untied_and_mail_takes_over(database_url: str) -> None:
    async def scenario(school: School) -> None:
        noor = await school.hire(CHAT, MAIL)
        await school.save(due())
        post, mailer = Post(answers=[Refused(unreachable=True)]), Mailer()
        counts = await remind(school, post, mailer=mailer)
        async with school.database.transaction() as tx:
            found = await staff.find_staff(tx, noor.id)
        assert counts == {Reached.SENT: 1}
        assert [mail.to for mail in mailer.taken] == [MAIL]
        assert found
        assert (found.has_chat, found.has_mail) == (False, True)

    at_school(database_url, scenario)


def test_telegram_goes_before_mail(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(CHAT, MAIL)
        await school.save(due())
        post, mailer = Post(), Mailer()
        await remind(school, post, mailer=mailer)
        assert len(post.sent) == 1
        assert mailer.taken == []

    at_school(database_url, scenario)


def test_a_mail_has_links_that_work_for_its_tasks_only(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(mail=MAIL)
        for number in range(7):
            await school.save(due(f"plek-{number}"))
        mailer = Mailer()
        await remind(school, Post(), mailer=mailer)
        (mail,) = mailer.taken
        tokens = [word.removeprefix(f"{WEB}/staff/") for word in mail.text.split() if WEB in word]
        assert len(tokens) == 6
        assert "Daarna zijn er nog 2." in mail.text
        for token in tokens:
            page = await press_button(school.database, SEAL, school.doubts, token, NOW)
            assert page
        assert [(await school.newest(f"plek-{n}")).number for n in range(7)] == [2] * 5 + [1] * 2

    at_school(database_url, scenario)


def test_the_links_of_the_mail_before_no_longer_work(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(mail=MAIL)
        await school.save(due())
        mailer = Mailer()
        await remind(school, Post(), mailer=mailer)
        await remind(school, Post(), NOW + WEEK, mailer=mailer)
        before, after = (
            next(word for word in mail.text.split() if WEB in word).rpartition("/")[2]
            for mail in mailer.taken
        )
        given = (school.database, SEAL, school.doubts)
        assert await press_button(*given, before, NOW + WEEK) is None
        assert await press_button(*given, after, NOW + WEEK)

    at_school(database_url, scenario)


@pytest.mark.parametrize("mail", ["", MAIL])
def test_who_cannot_be_reached_is_counted_for_the_operator_without_a_name(
    database_url: str, mail: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is tied; or only a mail address, and there is no server for mail."""

    async def scenario(school: School) -> None:
        await school.hire(mail=mail)
        await school.save(due())
        await school.save(due("plek"))
        with caplog.at_level(logging.DEBUG):
            assert await remind(school, Post()) == {Reached.UNREACHABLE: 1}
            assert not await remind(school, Post()), "and not again before a week is over"

    at_school(database_url, scenario)
    said = [record for record in caplog.records if record.levelno == logging.WARNING]

    assert len(said) == 1
    assert (
        "1 of the staff have no chat or mail address that works; 2 offerings"
        in said[0].getMessage()
    )
    assert "Noor" not in caplog.text
    assert MAIL not in caplog.text


def test_a_mail_that_was_not_taken_is_tried_the_next_day(database_url: str) -> None:
    async def scenario(school: School) -> None:
        await school.hire(mail=MAIL)
        await school.save(due())
        mailer = Mailer(answer=TryLater(seconds=60))
        assert await remind(school, Post(), mailer=mailer) == {Reached.LATER: 1}
        assert not await remind(school, Post(), NOW + timedelta(hours=2), mailer=mailer)
        assert await remind(school, Post(), NOW + DAY, mailer=mailer) == {Reached.LATER: 1}

    at_school(database_url, scenario)


def test_an_address_that_is_refused_is_for_the_operator(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(school: School) -> None:
        await school.hire(mail=MAIL)
        await school.save(due())
        mailer = Mailer(answer=Refused(unreachable=True))
        assert await remind(school, Post(), mailer=mailer) == {Reached.UNREACHABLE: 1}

    at_school(database_url, scenario)

    assert "1 of the staff have no chat or mail address that works; 1 offerings" in caplog.text
    assert MAIL not in caplog.text
