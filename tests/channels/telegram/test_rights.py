"""A database that lets us read and not write: danger is answered, and nothing is lost."""

import psycopg
import pytest
from botapi.server import StandIn
from psycopg.sql import SQL, Identifier
from running import with_database
from talking import opened_app, run
from telegram_line import NOW, OTHER, STUDENT, count_waiting, serving

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def _reader(url: str, *rights: str) -> str:
    """The same database for somebody with only these rights."""
    role = "reader_" + url.partition("?")[0].rpartition("_")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(role)))
        for right in rights:
            _allow(connection, right, role)
    return url.replace("postgres@", f"{role}@")


def _allow(connection: psycopg.Connection, right: str, role: str) -> None:
    grant = SQL("GRANT {} ON ALL TABLES IN SCHEMA public TO {}")
    connection.execute(grant.format(SQL(right), Identifier(role)))


def test_without_the_right_to_write_danger_is_answered_and_the_rest_waits(
    database_url: str,
) -> None:
    async def whole() -> None:
        async with StandIn.started(lambda: NOW) as telegram:
            async with opened_app(NOW, database_url):
                pass  # filled by somebody who may
            url = _reader(database_url, "SELECT")
            async with serving(url, telegram):
                telegram.write(STUDENT, "ik wil dood")
                telegram.write(OTHER, "ik slaap slecht")
                (card,) = await telegram.sent_to(STUDENT, 1, 20)
                assert "113" in card.text
                assert telegram.said_to(OTHER) == ()
                with psycopg.connect(database_url, autocommit=True) as connection:
                    _allow(connection, "ALL", url.partition("://")[2].partition("@")[0])
                    connection.execute(
                        SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO PUBLIC")
                    )
                (answer,) = await telegram.sent_to(OTHER, 1, 20)
                assert "Rustig slapen" in answer.text

    run(whole())

    assert with_database(database_url, count_waiting) == (0, 0)
