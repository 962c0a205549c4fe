"""An opening hour from sign-in to the student, without a restart, in every process (R1, R15)."""

import re
from pathlib import Path

import httpx
from desk_walk import AFTER, ASKED, BEFORE, OFFERING, change_hour
from desking import NOW, OURS, OpenDesk, with_desk
from filled import OFFERINGS, SECRET
from talking import Chat, new_chat
from web_chatting import Visitor, visitor

from signpost_bot.app import open_app
from signpost_bot.model.language import Language

STARTS = re.compile(r"(\d\d:\d\d)–14:00(?=, hal|\.)")
"""When it begins, as a card says in short (with the place behind it) and in full."""


async def hours_told(chats: dict[Language, Chat]) -> set[str]:
    """What each student is told on their next question, in short and in full."""
    told = set()
    for language, chat in chats.items():
        await chat.say(ASKED[language])
        short = STARTS.findall(chat.text)
        await chat.choose(f"more:{OFFERING}")
        full = STARTS.findall(chat.text)
        assert short
        assert full
        told |= {*short, *full}
    return told


async def hours_in_page(pages: dict[Language, Visitor]) -> set[str]:
    """The same in the web chat, without scripts and with them."""
    told = set()
    for language, page in pages.items():
        plain = STARTS.findall(await page.say(ASKED[language]))
        streamed = STARTS.findall(" ".join(await page.stream(text=ASKED[language])))
        assert plain
        assert streamed
        told |= {*plain, *streamed}
    return told


def test_a_student_reads_the_new_hour_on_the_next_question(tmp_path: Path) -> None:
    """In talks that go on, in both languages, at the terminal and in the page; and in another
    process on the same database, which has its catalog in memory."""
    url = f"sqlite:///{tmp_path}/x.db"

    async def scenario(desk: OpenDesk) -> None:
        link = await desk.link_of(await desk.add_member())
        async with (
            open_app(url, OFFERINGS, SECRET, NOW) as other,
            httpx.AsyncClient(base_url=desk.url, headers=OURS) as browser,
            desk.client_of(None) as phone,
        ):
            assert other.catalogs is not desk.app.catalogs
            talks = [
                {one: new_chat(app, NOW, address=f"{name}-{one}", hint=one) for one in Language}
                for name, app in (("here", desk.app), ("there", other))
            ]
            pages = {one: visitor(phone) for one in Language}
            for language, page in pages.items():
                await page.open()
                await page.tap(f"language:{language}")
            for chats in talks:
                assert await hours_told(chats) == {BEFORE}
            assert await hours_in_page(pages) == {BEFORE}

            said = await change_hour(browser, link)
            assert "Studenten zien dit binnen een paar seconden" in said.text

            for chats in talks:
                assert await hours_told(chats) == {AFTER}
            assert await hours_in_page(pages) == {AFTER}

    with_desk(url, scenario)
