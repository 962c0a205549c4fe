"""`staff …` as an operator types it: never a prompt, never an address, a link only once."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from botapi.server import StandIn
from filled import SECRET
from running import Command, with_database
from talking import run

from signpost_bot import clock, staff_commands
from signpost_bot.model.language import Language
from signpost_bot.store import staff
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal

LINK = re.compile(r"/start staff_([A-Za-z0-9_-]{43})$", re.MULTILINE)
MAIL = "noor@school.example"


def test_somebody_is_added_with_a_link_that_is_printed_once(
    command: Command, tmp_path: Path
) -> None:
    code, out, _ = command("add", "  Noor   Visser ", "--role", "approver")
    found = LINK.search(out)

    assert code == 0
    assert out.startswith("Noor Visser (goedkeurder, Hogeschool Voorbeeld) staat erin.")
    assert found
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Noor Visser" in content, "we look in the right files"
    assert found[1].encode() not in content


def test_in_english_for_who_is_spoken_to_in_english(command: Command) -> None:
    _, out, _ = command("add", "Sam", "--role", "viewer", "--language", "en")

    assert out.startswith("Sam (viewer, Voorbeeld University of Applied Sciences) was added.")


def test_a_name_that_is_taken_is_said_and_gives_no_link(command: Command) -> None:
    command("add", "Noor", "--role", "writer")
    code, out, err = command("add", "NOOR ", "--role", "approver")

    assert (code, out) == (1, "")
    assert "er is al een NOOR bij Hogeschool Voorbeeld" in err
    assert "staff link" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", "--role", "writer"], "schrijf een naam"),
        (["a\nb", "--role", "writer"], "schrijf een naam"),
        (["a\x1b[2J", "--role", "writer"], "schrijf een naam"),
        (["a" * 101, "--role", "writer"], "schrijf een naam"),
        (["Noor", "--role", "writer", "--mail", "noor"], "dit is geen mailadres"),
        (["Noor", "--role", "writer", "--mail", "n@x.nl\nBcc: a@b.nl"], "dit is geen mailadres"),
        (["Noor", "--role", "writer", "--mail", "a@b@c.nl"], "dit is geen mailadres"),
        (["Noor", "--role", "writer", "--scope", "x" * 61], "opleiding of campus"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(
    command: Command, arguments: list[str], said: str
) -> None:
    code, out, err = command("add", *arguments)

    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("scope", "is_used"), [("Social Work", True), ("Sociologie", False)])
def test_a_scope_that_no_offering_names_is_said(
    command: Command, scope: str, is_used: bool
) -> None:
    code, out, err = command("add", "Noor", "--role", "approver", "--scope", scope)

    assert code == 0
    assert LINK.search(out)
    assert ("geen enkel aanbod noemt ‘Sociologie’" in err) is not is_used


def test_without_a_secret_nobody_is_added(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIGNPOST_SECRET_KEY")
    code, _, err = command("add", "Noor", "--role", "writer")

    assert code == 2
    assert "SIGNPOST_SECRET_KEY" in err


def test_an_institution_that_is_not_there(command: Command) -> None:
    code, _, err = command("add", "Noor", "--role", "writer", institution="nergens")

    assert code == 2
    assert "there is no institution 'nergens'" in err


def test_a_new_link_replaces_the_one_before(command: Command) -> None:
    _, first, _ = command("add", "Noor", "--role", "writer")
    code, second, _ = command("link", "noor")
    unknown, _, err = command("link", "Sam")

    assert code == 0
    assert "de vorige werkt niet meer" in second
    assert LINK.findall(first) != LINK.findall(second)
    assert unknown == 2
    assert "er is geen Sam" in err


def test_the_list_says_how_somebody_is_reached_and_never_where(
    command: Command, tmp_path: Path
) -> None:
    for name in ("Anna", "Noor", "Sam", "Tess"):
        command("add", name, "--role", "mentor", "--scope", "pabo")
    with_database(f"sqlite:///{tmp_path}/staff.db", _tie)
    code, out, _ = command("list")

    assert code == 0
    assert [line.rpartition(", ")[2] for line in out.splitlines()] == [
        "nog niet gekoppeld",
        "Telegram",
        "mail",
        "Telegram en mail",
    ]
    assert out.startswith("voorbeeld: Anna, mentor, pabo, ")
    assert MAIL not in out
    assert "4711" not in out


async def _tie(database: Database) -> None:
    seal = Seal.from_secret(SECRET)
    async with database.transaction() as tx:
        _, noor, sam, tess = await staff.list_staff(tx)
        await staff.tie_chat(tx, seal, noor.id, "4711", "7")
        await staff.tie_chat(tx, seal, tess.id, "4712", "7")
        await staff.tie_mail(tx, seal, sam.id, MAIL)
        await staff.tie_mail(tx, seal, tess.id, MAIL)


def test_nobody_is_said_as_nobody(command: Command) -> None:
    assert command("list")[1] == "Er staat nog niemand in.\n"
    assert command("list", "--language", "en")[1] == "Nobody is in it yet.\n"


def test_who_is_removed_leaves_offerings_without_an_owner(command: Command) -> None:
    command("add", "Team Studentenwelzijn", "--role", "writer")
    code, out, _ = command("remove", "team studentenwelzijn")

    assert code == 0
    assert out.startswith("Team Studentenwelzijn is weg")
    assert "Zonder eigenaar zijn nu:\n" in out
    assert "  slaap: Rustig slapen in drukke weken\n" in out
    assert command("list")[1] == "Er staat nog niemand in.\n"
    assert command("remove", "team studentenwelzijn")[0] == 2


def test_tasks_of_a_name_nobody_has(command: Command) -> None:
    code, _, err = command("tasks", "--name", "Sam")

    assert code == 2
    assert "er is geen Sam" in err


@pytest.mark.parametrize("language", list(Language))
def test_a_mail_address_is_tied_on_a_page_where_there_is_one(language: Language) -> None:
    lines = staff_commands.say_mail_link("token", "https://wegwijzer.example", language)

    assert lines == ("Mail: https://wegwijzer.example/staff/token",)
    assert "https" not in "".join(staff_commands.say_mail_link("token", None, language))


def test_the_link_names_the_bot(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def scenario() -> tuple[int, str, str]:
        async with StandIn.started() as telegram:
            monkeypatch.setenv("SIGNPOST_TELEGRAM_TOKEN", telegram.token)
            monkeypatch.setenv("SIGNPOST_TELEGRAM_API_URL", telegram.url.removesuffix("/bot"))
            return await asyncio.to_thread(command, "add", "Noor", "--role", "writer")

    code, out, _ = run(scenario())

    assert code == 0
    assert re.search(r"Telegram: https://t\.me/\w+\?start=staff_[\w-]{43}\n", out)


def test_where_telegram_is_away_there_is_a_sentence_to_send(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_TELEGRAM_TOKEN", "123456:abcdefghijklmnop")
    monkeypatch.setenv("SIGNPOST_TELEGRAM_API_URL", "http://127.0.0.1:9")
    code, out, _ = command("add", "Noor", "--role", "writer")

    assert code == 0
    assert LINK.search(out)


def test_tasks_are_by_name_the_most_urgent_first_and_at_the_end_of_nobody(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("add", "team studentenwelzijn", "--role", "writer")
    monkeypatch.setattr(clock, "now", lambda: datetime(2029, 1, 1, 10, tzinfo=UTC))
    code, out, _ = command("tasks")
    _, theirs, _ = command("tasks", "--name", "Team Studentenwelzijn")
    _, english, _ = command("tasks", "--language", "en")
    heads = [line for line in out.splitlines() if not line.startswith(" ")]

    assert code == 0
    assert heads == ["voorbeeld, team studentenwelzijn:", "voorbeeld, niemand:"]
    assert re.search(r"^  slaap: nagekeken op \d+ \w+ 20\d\d, sinds \d+ ", theirs, re.MULTILINE)
    assert "niemand" not in theirs
    assert "voorbeeld, nobody:" in english
