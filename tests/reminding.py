"""Reminders of staff for the tests: one round, by a post and perhaps a mail server."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from school import BOT, NOW, SEAL, School
from talking import Post

from signpost_bot.actions.staff_reminders import Reached, Ways, remind_staff
from signpost_bot.model.mail import Mail
from signpost_bot.model.outbox import SendResult, Sent

WEB = "https://wegwijzer.example"


@dataclass
class Mailer:
    """A mail server for tests: remembers what it took."""

    answer: SendResult = field(default_factory=Sent)
    taken: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> SendResult:
        """Take a mail, or say why not."""
        self.taken.append(mail)
        return self.answer


async def remind(
    school: School,
    post: Post,
    now: datetime = NOW,
    *,
    mailer: Mailer | None = None,
    bot_id: str = BOT,
) -> Counter[Reached]:
    ways = Ways(
        bot_id=bot_id,
        send=post.send,
        send_mail=mailer.send if mailer else None,
        web_url=WEB if mailer else None,
    )
    return await remind_staff(school.database, SEAL, school.doubts, ways, now)
