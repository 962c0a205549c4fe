"""What staff read: fits the channel, in both languages, and never about one student."""

import pytest
from builders import make_institution, make_offering, make_staff

from signpost_bot.channels.telegram.render import MAX_DATA, MAX_TEXT, to_html, to_keyboard
from signpost_bot.conversation import for_staff
from signpost_bot.model.language import Language
from signpost_bot.model.staff import ChangedSince, Role, Task

LONG = "woord " * 80
LONGEST_SLUG = "s" * 48


def long_task(number: int, **more: object) -> Task:
    offering = make_offering(
        slug=f"{number}{LONGEST_SLUG}"[:48],
        title={"nl": LONG[:120], "en": LONG[:120]},
        contact=LONG,
        waiting_time={"nl": LONG, "en": LONG},
        checked_on="2025-11-23",
        **more,
    )
    return Task(offering=offering, revision=999, due_on=offering.checked_on, doubts=12)


@pytest.mark.parametrize("language", list(Language))
def test_five_long_tasks_fit_one_message_with_a_button_each(language: Language) -> None:
    noor = make_staff(language=language, name="N" * 100)
    reply = for_staff.reminder(noor, [long_task(number) for number in range(8)])
    keyboard = to_keyboard(reply)

    assert len(to_html(reply.text)) < MAX_TEXT
    assert all(len(button.id.encode()) <= MAX_DATA for button in reply.buttons)
    assert keyboard
    assert sum(len(row) for row in keyboard.inline_keyboard) == for_staff.AT_ONCE + 1


def test_the_reminder_says_why_who_where_and_how_many_remain() -> None:
    offering = make_offering(checked_on="2026-05-03", review_every=90, owner="Noor")
    task = Task(offering=offering, revision=2, due_on=offering.checked_on, doubts=3)
    reply = for_staff.reminder(make_staff(), [task] * 7)

    assert "**1 De Huiskamer**" in reply.text
    assert "3 studenten zeiden dat er iets niet klopt" in reply.text
    assert "nagekeken op 3 mei 2026" in reply.text
    assert "Noor · gebouw A 0.01 · elke dinsdag 12:00–14:00" in reply.text
    assert "Daarna zijn er nog 2." in reply.text
    assert reply.buttons[0].id == "staff:right:2:huiskamer"


def test_one_doubt_and_one_that_remains_are_said_as_one() -> None:
    task = Task(offering=make_offering(), revision=1, doubts=1)
    noor = make_staff(language=Language.EN)
    text = for_staff.reminder(noor, [task] * 6).text

    assert "1 student said something is not right" in text
    assert "there is 1 more" in text


def test_nothing_to_do_is_said_without_a_button() -> None:
    assert for_staff.reminder(make_staff(), ()).text == "Er wacht niets op je."
    assert for_staff.reminder(make_staff(), ()).buttons == ()


def test_a_mail_has_a_link_for_each_task_and_no_markup() -> None:
    tasks = [long_task(number) for number in range(3)]
    mail = for_staff.reminder_mail(
        make_staff(), "noor@school.example", tasks, ["https://a/1", "https://a/2"], "https://a/less"
    )

    assert mail.to == "noor@school.example"
    assert "Klopt nog: https://a/1" in mail.text
    assert "Klopt nog: https://a/2" in mail.text
    assert "Daarna is er nog 1 aanbod." in mail.text
    assert "https://a/less" in mail.text
    assert "**" not in mail.text
    assert "noor@school.example" not in repr(mail)


def test_what_changed_is_shown_with_a_button_for_how_it_is_now() -> None:
    found = ChangedSince(offering=make_offering(contact="06 12345678"), revision=9)
    reply = for_staff.verdict(make_staff(), found)

    assert "veranderd" in reply.text
    assert "06 12345678" in reply.text
    assert [button.id for button in reply.buttons] == ["staff:right:9:huiskamer"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("role", list(Role))
def test_who_is_tied_hears_what_they_can_do(role: Role, language: Language) -> None:
    reply = for_staff.tied(make_staff(role=role, language=language), make_institution())
    reads = {Language.NL: "Je leest mee", Language.EN: "You read along"}[language]

    assert "Noor" in reply.text
    assert (reads in reply.text) is not (role.edits or role.drafts)


def test_a_title_cannot_bring_markup() -> None:
    offering = make_offering(title={"nl": "**Let op**", "en": "**Mind**"})
    text = for_staff.describe(offering, Language.NL)

    assert text.startswith("**Let op**\n")
    assert text.count("**") == 2
