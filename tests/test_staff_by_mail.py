"""Staff by mail, the whole way: a link ties an address, a mail asks, one button confirms."""

import asyncio
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from builders import make_staff
from filled import OFFERINGS, SECRET
from pages import HOST
from post_office import Inbox, working_server
from pydantic import SecretStr
from talking import Post

from signpost_bot import clock
from signpost_bot.actions.staff_links import make_tie
from signpost_bot.actions.staff_reminders import Reached, Ways, remind_staff
from signpost_bot.app import App, open_app
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.offering import Offering
from signpost_bot.pages import open_pages
from signpost_bot.serving import mail_sender
from signpost_bot.settings import Settings
from signpost_bot.store import documents, staff

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
"""A Monday, eleven o'clock in Dutch time."""
ADDRESS = "noor@school.example"
SLAAP = DocumentKey(institution="voorbeeld", kind=DocumentKind.OFFERING, slug="slaap")


async def _newest(app: App) -> Offering:
    async with app.database.transaction() as tx:
        rows = await documents.list_newest(tx, "voorbeeld")
    found = next(row.content for row in rows if row.key == SLAAP)
    assert isinstance(found, Offering)
    return found


async def _let_it_be_due(app: App, owner: str) -> None:
    changes = {"checked_on": NOW.date() - timedelta(days=500), "owner": owner}
    content = (await _newest(app)).model_copy(update=changes)
    async with app.database.transaction() as tx:
        await documents.add_revision(tx, SLAAP, content, author="t", note="", now=NOW)


def test_a_mail_asks_and_one_button_confirms(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = int(taken.getsockname()[1])
    web = f"http://{HOST}:{port}"
    inbox = Inbox()

    async def scenario() -> tuple[list[str], list[int], Offering]:
        async with (
            working_server(inbox) as mail_port,
            open_app(f"sqlite:///{tmp_path}/mail.db", OFFERINGS, SECRET, NOW) as app,
        ):
            settings = Settings(
                web_port=port,
                web_url=web,
                mail_server=SecretStr(f"smtp://{HOST}:{mail_port}"),
                mail_from="Wegwijzer <wegwijzer@school.example>",
            )
            ahead = NOW - clock.now()
            member = make_staff()
            await _let_it_be_due(app, member.name)
            async with app.database.transaction() as tx:
                await staff.add_staff(tx, member, NOW.date())
                token = await make_tie(tx, app.seal, member, ADDRESS, NOW)
            ways = Ways(
                bot_id="7",
                send=Post().send,
                send_mail=mail_sender(settings, ahead),
                web_url=settings.web_url,
            )
            async with (
                open_pages(app, settings, lambda: clock.now() + ahead),
                httpx.AsyncClient(base_url=web, headers={"origin": web}) as browser,
            ):
                looked = await browser.get(f"/staff/{token}")
                tied = await browser.post(f"/staff/{token}")
                counts = await remind_staff(app.database, app.seal, app.doubts, ways, NOW)
                assert counts == {Reached.SENT: 1}
                (mail,) = inbox.mails
                link = re.findall(rf"{web}(/staff/\S+)", mail.get_content())[0]
                # What opens every link in a mail confirms nothing.
                seen = await browser.get(link)
                before = (await _newest(app)).checked_on
                done = await browser.post(link)
                again = await browser.post(link)
                assert before < NOW.date()
                pages = [one.text for one in (looked, tied, seen, done)]
                return pages, [done.status_code, again.status_code], await _newest(app)

    (looked, tied, seen, done), codes, offering = asyncio.run(scenario())

    assert "Ja, op dit adres" in looked
    assert "hooguit één keer per week een mail" in tied
    assert "Rustig slapen" in seen
    assert "staat nu als nagekeken" in done
    assert codes == [200, 404]
    assert offering.checked_on == NOW.date()
    assert inbox.to == [ADDRESS]
