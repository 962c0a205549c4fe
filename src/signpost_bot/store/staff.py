"""Staff: who they are, and the chat or mail address they tied to themselves, sealed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Row, delete, or_, select, update

from signpost_bot.model.language import Language
from signpost_bot.model.staff import Role, Staff, StaffAddress, StaffId
from signpost_bot.store.conflicts import insert_new
from signpost_bot.store.database import Tx
from signpost_bot.store.school_tables import staff
from signpost_bot.store.sealing import Seal


def chat_hash_of(seal: Seal, chat: str) -> str:
    """The keyed hash by which the chat of a member of staff is found.

    Not that of a student's chat: nobody can see that somebody of the staff is also a student.
    """
    return seal.fingerprint("staff", chat)


def login_hash_of(seal: Seal, login: str) -> str:
    """The keyed hash by which somebody is found whom their institution signed in. Such names
    differ by more than capitals."""
    return seal.fingerprint("login", login.strip().casefold())


async def add_staff(tx: Tx, member: Staff, today: date) -> bool:
    """A new member of staff, without a chat or address; False when the name is taken."""
    new = insert_new(tx, staff).values(
        id=member.id,
        institution=member.institution,
        name=member.name,
        role=member.role.value,
        scope=member.scope,
        language=member.language.value,
        added_on=today,
    )
    # Not the count of rows: for an insert PostgreSQL's driver does not tell it.
    return (await tx.execute(new.returning(staff.c.id))).first() is not None


async def list_staff(tx: Tx, institution: str | None = None) -> tuple[Staff, ...]:
    """The staff of one institution, or of all, by name."""
    asked = select(staff).order_by(staff.c.institution, staff.c.name)
    if institution is not None:
        asked = asked.where(staff.c.institution == institution)
    return tuple(_member(row) for row in await tx.execute(asked))


async def find_staff(tx: Tx, staff_id: StaffId) -> Staff | None:
    """The member of staff with this id."""
    row = (await tx.execute(select(staff).where(staff.c.id == staff_id))).first()
    return _member(row) if row else None


async def find_by_chat(tx: Tx, chat_hash: str) -> Staff | None:
    """The member of staff to whom this chat is tied."""
    row = (await tx.execute(select(staff).where(staff.c.chat_hash == chat_hash))).first()
    return _member(row) if row else None


async def find_by_login(tx: Tx, login_hash: str) -> Staff | None:
    """The member of staff whom the sign-in of their institution calls so."""
    row = (await tx.execute(select(staff).where(staff.c.login_hash == login_hash))).first()
    return _member(row) if row else None


async def list_by_mail(tx: Tx, seal: Seal, mail: str) -> tuple[tuple[Staff, str], ...]:
    """Everybody, of any institution, who tied this address, however it is typed; each with the
    address as they tied it."""
    rows = await tx.execute(select(staff).where(staff.c.mail.is_not(None)))
    tied = [(_member(row), seal.open(row.mail)) for row in rows]
    return tuple((member, one) for member, one in tied if one.casefold() == mail.casefold())


async def list_addresses(tx: Tx, seal: Seal, institution: str) -> Mapping[StaffId, StaffAddress]:
    """Where the staff of an institution can be reached."""
    columns = (staff.c.id, staff.c.chat, staff.c.bot_id, staff.c.mail)
    rows = await tx.execute(select(*columns).where(staff.c.institution == institution))
    return {
        StaffId(row.id): StaffAddress(
            chat=seal.open(row.chat), bot_id=row.bot_id or "", mail=seal.open(row.mail)
        )
        for row in rows
    }


async def tie_chat(tx: Tx, seal: Seal, staff_id: StaffId, chat: str, bot_id: str) -> None:
    """The chat is theirs from now on, and nobody else's."""
    found = chat_hash_of(seal, chat)
    await tx.execute(update(staff).where(staff.c.chat_hash == found).values(**_NO_CHAT))
    await tx.execute(
        update(staff)
        .where(staff.c.id == staff_id)
        .values(chat_hash=found, chat=seal.close(chat), bot_id=bot_id)
    )


async def untie_chat(tx: Tx, staff_id: StaffId) -> None:
    """Nobody can be written to there any more."""
    await tx.execute(update(staff).where(staff.c.id == staff_id).values(**_NO_CHAT))


async def tie_mail(tx: Tx, seal: Seal, staff_id: StaffId, mail: str) -> None:
    """The mail address is theirs from now on."""
    await tx.execute(update(staff).where(staff.c.id == staff_id).values(mail=seal.close(mail)))


async def set_language(tx: Tx, staff_id: StaffId, language: Language) -> None:
    """They are spoken to in this language from now on, at the desk and in messages."""
    await tx.execute(update(staff).where(staff.c.id == staff_id).values(language=language.value))


async def set_login(tx: Tx, staff_id: StaffId, login_hash: str) -> None:
    """Who signs in by this name is them from now on, and nobody else."""
    await tx.execute(update(staff).where(staff.c.login_hash == login_hash).values(login_hash=None))
    await tx.execute(update(staff).where(staff.c.id == staff_id).values(login_hash=login_hash))


async def remove_staff(tx: Tx, staff_id: StaffId) -> None:
    """All that is kept of them goes: name, chat, address, login, links, sessions at the desk."""
    await tx.execute(delete(staff).where(staff.c.id == staff_id))


async def claim_reminder(tx: Tx, staff_id: StaffId, before: date, today: date) -> bool:
    """Write down that they are reminded today, unless it was done since `before`; whether it was
    not. Of two processes only one gets True."""
    claimed = await tx.execute(
        update(staff)
        .where(
            staff.c.id == staff_id,
            or_(staff.c.reminded_on.is_(None), staff.c.reminded_on <= before),
        )
        .values(reminded_on=today)
    )
    return claimed.rowcount == 1


async def set_reminded(tx: Tx, staff_id: StaffId, day: date | None) -> None:
    """Count as reminded on this day, which may lie ahead; None is never."""
    await tx.execute(update(staff).where(staff.c.id == staff_id).values(reminded_on=day))


_NO_CHAT = {"chat_hash": None, "chat": None, "bot_id": None}


def _member(row: Row[tuple[object, ...]]) -> Staff:
    return Staff(
        id=StaffId(row.id),
        institution=row.institution,
        name=row.name,
        role=Role(row.role),
        scope=row.scope,
        language=Language(row.language),
        has_chat=row.chat is not None,
        has_mail=row.mail is not None,
        reminded_on=row.reminded_on,
    )
