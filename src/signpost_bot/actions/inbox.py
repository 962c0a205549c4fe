"""From the inbox to replies: nothing that came in is lost, nothing is answered twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from signpost_bot.actions.continuing import go_on
from signpost_bot.actions.conversation import Talk, handle_in
from signpost_bot.actions.staff_talk import StaffChat, answer_staff
from signpost_bot.model.inbox import Received, WaitingReply
from signpost_bot.model.session import Channel, Incoming
from signpost_bot.store import inbox, students
from signpost_bot.store.database import Database
from signpost_bot.store.sealing import Seal


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """One bot's inbox and replies; `web_url` is where staff sign in, when there are pages."""

    database: Database
    seal: Seal
    channel: Channel
    bot_id: str
    web_url: str | None = None

    def fingerprint(self, address: str) -> str:
        """The keyed hash of an address on this channel."""
        return self.seal.fingerprint(self.channel, address)


async def load_received_to(box: Mailbox) -> int:
    """The update up to which everything is in the inbox; 0 before the first."""
    async with box.database.transaction() as tx:
        return await inbox.find_received_to(tx, box.bot_id) or 0


async def receive(box: Mailbox, updates: Sequence[Received], now: datetime) -> tuple[Received, ...]:
    """Write what came in, sealed, before it is confirmed to the channel; gives what is new."""
    hashed = [(box.fingerprint(one.address), one) for one in updates]
    async with box.database.transaction() as tx:
        return await inbox.add_new(tx, box.seal, box.bot_id, hashed, now)


async def list_waiting(box: Mailbox) -> tuple[Received, ...]:
    """What an earlier process received and did not handle."""
    async with box.database.transaction() as tx:
        return await inbox.list_waiting(tx, box.seal, box.bot_id)


async def list_replies(box: Mailbox) -> tuple[WaitingReply, ...]:
    """What an earlier process decided and did not send."""
    async with box.database.transaction() as tx:
        return await inbox.list_replies(tx, box.seal, box.bot_id)


async def answer(
    box: Mailbox, talk: Talk, received: Received, incoming: Incoming, now: datetime
) -> tuple[WaitingReply, ...]:
    """One turn: the session, its replies and the end of the inbox row in one transaction."""
    who = box.fingerprint(received.address)
    async with box.database.transaction() as tx:
        replies = await answer_staff(tx, _staff_chat(box, talk), incoming, now)
        if replies is None:
            replies = await go_on(tx, talk, incoming, now)
        if replies is None:
            replies = await handle_in(tx, talk, incoming, now)
        student = await students.find_student(tx, box.channel, who)
        if student:
            await students.save_address(tx, box.seal, student, received.address, box.bot_id)
        waiting = []
        for number, reply in enumerate(replies):
            replaces = received.message_id if reply.replaces and number == 0 else None
            one = WaitingReply(number=0, address=received.address, reply=reply, replaces=replaces)
            saved = await inbox.add_reply(tx, box.seal, box.bot_id, who, one, now)
            waiting.append(replace(one, number=saved))
        await inbox.remove(tx, box.bot_id, received.update_id)
        return tuple(waiting)


def _staff_chat(box: Mailbox, talk: Talk) -> StaffChat:
    return StaffChat(
        seal=box.seal,
        doubts=talk.doubts,
        address=talk.address,
        bot_id=box.bot_id,
        web_url=box.web_url,
    )


async def drop(box: Mailbox, received: Received) -> None:
    """It could not be handled and was answered otherwise: do not try for ever."""
    async with box.database.transaction() as tx:
        await inbox.remove(tx, box.bot_id, received.update_id)


async def record_sent(box: Mailbox, waiting: WaitingReply) -> None:
    """The reply is sent, or can never be."""
    async with box.database.transaction() as tx:
        await inbox.remove_reply(tx, waiting.number)
