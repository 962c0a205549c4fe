"""`staff … --login` and `--desk`: how somebody signs in, kept as a hash and printed once."""

import re
from pathlib import Path

import pytest
from filled import SECRET
from running import Command, with_database

from signpost_bot.store import staff
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal


def test_a_link_to_sign_in_is_printed_once(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command("add", "Noor", "--role", "writer")
    code, _, err = command("link", "Noor", "--desk")
    assert (code, "nog geen pagina" in err) == (2, True)

    monkeypatch.setenv("SIGNPOST_WEB_URL", "https://wegwijzer.school.example")
    code, out, _ = command("link", "Noor", "--desk")
    found = re.search(r"https://wegwijzer\.school\.example/desk/in/([\w-]{43})$", out.strip())

    assert code == 0
    assert out.startswith("Aanmelden als Noor.")
    assert found
    assert found[1].encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_the_login_of_an_institution_is_kept_as_a_hash(command: Command, tmp_path: Path) -> None:
    async def find(database: Database) -> str | None:
        seal = Seal.from_secret(SECRET)
        async with database.transaction() as tx:
            found = await staff.find_by_login(tx, staff.login_hash_of(seal, "NOOR@school.example"))
        return found.name if found else None

    url = f"sqlite:///{tmp_path}/staff.db"
    command("add", "Noor", "--role", "writer", "--login", "noor@school.example")
    assert with_database(url, find) == "Noor"

    # Of two with one login only the last has it.
    command("add", "Sam", "--role", "writer")
    command("link", "Sam", "--login", " Noor@School.example ")
    assert with_database(url, find) == "Sam"
    assert b"school.example" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())

    code, _, err = command("link", "Sam", "--login", "a\nb")
    assert (code, "--login" in err) == (2, True)
