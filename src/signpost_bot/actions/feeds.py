"""The calendar a student takes along from the web: made from their talk, read by its address."""

import re
from datetime import datetime

from signpost_bot.actions.catalog import Catalogs, UnknownInstitution
from signpost_bot.actions.continuing import find_web_talk
from signpost_bot.calendar import local_day
from signpost_bot.campaigns.own_feed import ends_on, to_own_feed
from signpost_bot.model.feed import Feed
from signpost_bot.store import closings, feeds, visits
from signpost_bot.store.database import Database, Tx
from signpost_bot.store.sealing import Seal, hash_token

_TOKEN = re.compile(r"[0-9a-f]{64}")


async def make_feed(
    tx: Tx, catalogs: Catalogs, seal: Seal, institution: str, address: str, now: datetime
) -> tuple[str, Feed] | None:
    """The token of the feed of a talk in the web, with what they plan to go to, or else what they
    were shown last; None when the talk is over.

    Asked for again it is the same address, filled anew. It comes from the talk by a key, and only
    its hash is kept: from the database nobody can find the talk that a feed came from, nor read it.
    """
    talk = await find_web_talk(tx, seal, institution, address)
    if talk is None or not await closings.hold_open(tx, institution):
        return None
    student, session = talk
    planned = await visits.list_visits(tx, student, institution)
    offerings = tuple(visit.offering for visit in planned) or session.shown
    catalog = await catalogs.load(tx, institution)
    today = local_day(now, catalog.institution.tz)
    made = Feed(
        institution=institution,
        language=session.language,
        offerings=offerings,
        keep_to=ends_on(today),
    )
    token = seal.fingerprint("feed", address)
    await feeds.remove_old_feeds(tx, now)
    await feeds.save_feed(tx, hash_token(token), made)
    return token, made


async def read_feed(
    tx: Tx, catalogs: Catalogs, token: str, origin: str, now: datetime
) -> bytes | None:
    """The calendar behind an address; None for one that is unknown or over, and when the
    institution closed."""
    if not _TOKEN.fullmatch(token):
        return None
    found = await feeds.find_feed(tx, hash_token(token))
    if found is None or await closings.find_closing(tx, found.institution):
        return None
    try:
        catalog = await catalogs.load(tx, found.institution)
    except UnknownInstitution:
        return None
    if found.keep_to < local_day(now, catalog.institution.tz):
        return None
    return to_own_feed(found, token, catalog, f"{origin}/chat/{found.institution}", now)


async def forget_old_feeds(database: Database, now: datetime) -> None:
    """Feeds that are over go, also when nobody makes a new one."""
    async with database.transaction() as tx:
        await feeds.remove_old_feeds(tx, now)
