"""Builds every part once and connects them; the only file that knows all."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from signpost_bot.actions import catalog as catalogs
from signpost_bot.actions import staff_links
from signpost_bot.actions.catalog import Catalogs
from signpost_bot.actions.conversation import Talk
from signpost_bot.actions.staff import Doubts
from signpost_bot.answering.index import NeedsIndex, load_needs_index
from signpost_bot.model.session import Channel
from signpost_bot.safety.card import SpareCards, build_spare_cards
from signpost_bot.store import schema
from signpost_bot.store.database import Database, open_database
from signpost_bot.store.doubts import clear_doubts, count_doubts
from signpost_bot.store.sealing import Seal
from signpost_bot.web.shown import Shown


class OldSchema(Exception):
    """The database is of another version than this code; the message says what to type."""


@dataclass(frozen=True, kw_only=True)
class App:
    """All parts, built and connected."""

    database: Database
    catalogs: Catalogs
    seal: Seal
    spare: SpareCards
    doubts: Doubts

    def talk(
        self,
        channel: Channel,
        address: str,
        institution: str,
        guests: frozenset[str] | None = None,
    ) -> Talk:
        """One student's line; `guests` may talk to an institution in trial, None is everybody."""
        return Talk(
            database=self.database,
            catalogs=self.catalogs,
            seal=self.seal,
            channel=channel,
            address=address,
            institution=institution,
            doubts=self.doubts,
            guests=guests,
        )

    async def look_at_link(self, token: str, now: datetime) -> Shown | None:
        """What a one-time link would do; None for one that does not work."""
        return await staff_links.show_page(self.database, self.seal, self.doubts, token, now)

    async def spend_link(self, token: str, now: datetime) -> Shown | None:
        """Do what a one-time link is for, and say what came of it; None as above."""
        return await staff_links.press_button(self.database, self.seal, self.doubts, token, now)


@cache
def build_index() -> NeedsIndex:
    """The needs and what was learned of them; the slowest part of a start, once a process."""
    return load_needs_index()


@asynccontextmanager
async def open_app(
    url: str, offerings: Path, secret: str | None, now: datetime, *, refill: bool = False
) -> AsyncIterator[App]:
    """All parts on this database, closed at the end.

    A new database gets its tables and is filled from `offerings`; with `refill` files that
    changed since are saved too. Without a secret one is made up, which only lasts for this run.
    """
    needs = build_index()
    database = open_database(url)
    try:
        await _prepare(database)
        if refill or await catalogs.is_empty(database):
            await catalogs.fill(database, offerings, needs, now)
        national = await catalogs.load_national(database)
        yield App(
            database=database,
            catalogs=Catalogs(needs=needs),
            seal=Seal.from_secret(secret or secrets.token_urlsafe(32)),
            spare=build_spare_cards(national),
            doubts=Doubts(count=count_doubts, clear=clear_doubts),
        )
    finally:
        await database.close()


@asynccontextmanager
async def open_tables(url: str) -> AsyncIterator[Database]:
    """Only the database, of the right version; a new one gets its tables and stays empty."""
    database = open_database(url)
    try:
        await _prepare(database)
        yield database
    finally:
        await database.close()


async def _prepare(database: Database) -> None:
    version = await schema.load_version(database)
    if version is None:
        await schema.migrate(database)
    elif version != schema.newest_version():
        raise OldSchema(
            f"the database has version {version}, this program needs "
            f"{schema.newest_version()}; type: signpost-bot db upgrade"
        )
