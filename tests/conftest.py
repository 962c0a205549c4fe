"""Real databases: an SQLite file for each test, a PostgreSQL server for each process of tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from filled import SECRET
from hypothesis import settings
from pages import NO_BROWSER
from postgres_server import NoServer, create_database, execute, running_server
from running import Command, with_database

from signpost_bot import cli
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
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(running_server(is_safe=False))
        except NoServer as error:
            pytest.skip(f"{NO_SERVER}: {error}")
        yield folder


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "signpost.db"
    with_database(f"sqlite:///{file}", schema.migrate)
    return file


@pytest.fixture(scope="session")
def migrated(postgres: Path) -> str:
    """The name of a migrated database, to be copied."""
    with_database(create_database(postgres, "migrated"), schema.migrate)
    return "migrated"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud when half of the database tests, or those in a browser, could not run."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for why in (NO_SERVER, NO_BROWSER):
        reasons = [reason for reason in skipped if why in reason]
        if reasons:
            terminalreporter.write_line(f"{len(reasons)} tests skipped: {reasons[0]}", red=True)


def _new_database(folder: Path, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    yield create_database(folder, name, template)
    execute(folder, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Type `signpost-bot staff …` on a database of the test; gives code, out and err."""
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite:///{tmp_path}/staff.db")
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", SECRET)
    monkeypatch.delenv("SIGNPOST_TELEGRAM_TOKEN", raising=False)

    def type_in(*arguments: str, institution: str = "voorbeeld") -> tuple[int, str, str]:
        code = cli.run(["staff", *arguments, "--institution", institution])
        out, err = capsys.readouterr()
        return code, out, err

    return type_in
