"""The inbox: what came in, sealed, until it is handled; and replies until they are sent."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select, update

from signpost_bot.model.inbox import Received, WaitingReply
from signpost_bot.store.database import Tx
from signpost_bot.store.sealing import Seal
from signpost_bot.store.tables import bot, inbox, reply

_RECEIVED = TypeAdapter(Received)
_REPLY = TypeAdapter(WaitingReply)


async def find_received_to(tx: Tx, bot_id: str) -> int | None:
    """The highest update that was ever written to the inbox; None before the first."""
    row = (await tx.execute(select(bot.c.received_to).where(bot.c.bot_id == bot_id))).first()
    return int(row.received_to) if row else None


async def add_new(
    tx: Tx, seal: Seal, bot_id: str, hashed: Sequence[tuple[str, Received]], now: datetime
) -> tuple[Received, ...]:
    """Write updates that were not seen before, each with its address hash; gives those."""
    known = await find_received_to(tx, bot_id)
    if known is None:
        await tx.execute(insert(bot).values(bot_id=bot_id, received_to=0))
    fresh = [(who, one) for who, one in hashed if one.update_id > (known or 0)]
    if not fresh:
        return ()
    await tx.execute(
        insert(inbox),
        [
            {
                "bot_id": bot_id,
                "update_id": one.update_id,
                "address_hash": who,
                "body": seal.close(_RECEIVED.dump_json(one).decode()),
                "received_at": now,
            }
            for who, one in fresh
        ],
    )
    highest = max(one.update_id for _, one in fresh)
    await tx.execute(update(bot).where(bot.c.bot_id == bot_id).values(received_to=highest))
    return tuple(one for _, one in fresh)


async def list_waiting(tx: Tx, seal: Seal, bot_id: str) -> tuple[Received, ...]:
    """What was received and not yet handled, oldest first. What cannot be opened is left out."""
    rows = await tx.execute(
        select(inbox.c.body).where(inbox.c.bot_id == bot_id).order_by(inbox.c.update_id)
    )
    opened = [seal.open(row.body) for row in rows]
    return tuple(_RECEIVED.validate_json(body) for body in opened if body)


async def remove(tx: Tx, bot_id: str, update_id: int) -> None:
    """It is handled: nothing of it stays."""
    await tx.execute(delete(inbox).where(inbox.c.bot_id == bot_id, inbox.c.update_id == update_id))


async def add_reply(
    tx: Tx, seal: Seal, bot_id: str, address_hash: str, waiting: WaitingReply, now: datetime
) -> int:
    """Keep a reply until it is sent; gives its number. Its own number is not looked at."""
    added = await tx.execute(
        insert(reply)
        .values(
            bot_id=bot_id,
            address_hash=address_hash,
            body=seal.close(_REPLY.dump_json(waiting).decode()),
            made_at=now,
        )
        .returning(reply.c.id)
    )
    return int(added.scalar_one())


async def list_replies(tx: Tx, seal: Seal, bot_id: str) -> tuple[WaitingReply, ...]:
    """Replies that were decided and not yet sent, in order."""
    rows = await tx.execute(select(reply).where(reply.c.bot_id == bot_id).order_by(reply.c.id))
    opened = [(row.id, seal.open(row.body)) for row in rows]
    left = [(number, _REPLY.validate_json(body)) for number, body in opened if body]
    return tuple(
        WaitingReply(number=number, address=w.address, reply=w.reply, replaces=w.replaces)
        for number, w in left
    )


async def remove_reply(tx: Tx, number: int) -> None:
    """It is sent, or can never be."""
    await tx.execute(delete(reply).where(reply.c.id == number))
