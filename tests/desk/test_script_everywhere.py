"""Script in every field of an offering stays text, on every page where it can be read (R15)."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import browse
from desk_forms import PAGE, fill, stored
from desking import OpenDesk, with_desk
from playwright.async_api import Dialog
from web_chatting import visitor

SCRIPT = '"><script>alert(1)</script>'
NAME = "'><img src=x onerror=alert(1)>"
"""Of the member of staff, who stands on most pages too."""
READING = ("/desk", PAGE, f"{PAGE}/history", "/desk/people", "/desk/audit", "/desk?q=script")
QUESTION = "is er iets met script alert?"
TEXT_FIELDS = 40
"""So many fields take any text."""
STORY_DAYS = {"story.consent_on": ["12-11-2026"], "story.show_until": ["12-11-2027"]}
"""A story needs them, and they take no text."""


class Live(HTMLParser):
    """What in a page would run, and is not ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        ours = (given.get("src") or "").startswith("/static/")
        leads = [given.get(name) or "" for name in ("href", "src", "action", "formaction")]
        if (
            (tag in ("script", "img", "iframe", "object", "embed", "svg", "base") and not ours)
            or any(name.startswith("on") for name in given)
            or any(to.strip().lower().startswith(("javascript:", "data:")) for to in leads)
        ):
            self.found.append(self.get_starttag_text() or tag)


def live(page: str) -> list[str]:
    return Live(page).found


@pytest.mark.parametrize("bad", [SCRIPT, NAME, "<a href='javascript:alert(1)'>x</a>"])
def test_what_would_run_is_found(bad: str) -> None:
    assert live(f'<input value="{bad}">') or live(f"<p>{bad}</p>")
    assert live('<link href="/static/a.css"><script src="/static/htmx.min.js"></script>') == []


async def plant(desk: OpenDesk, cookie: dict[str, str]) -> list[str]:
    """Type it in every field: some refuse it, and show it again. Then save it in all others, which
    are returned."""
    async with desk.client_of(None) as client:
        client.headers.update(cookie)
        whole = fill((await client.get(PAGE)).text) | STORY_DAYS
        names = [name for name in whole if name not in ("revision", "of", "persons", "moments")]
        answer = await client.post(PAGE, data=whole | {name: [SCRIPT] for name in names})
        assert live(answer.text) == []
        assert answer.text.count("&gt;&lt;script&gt;alert(1)") >= len(names)
        # What a contact is, is looked at once all the rest can be read.
        refused = [one for one in names if f'href="#f-{one.replace(".", "-")}"' in answer.text]
        takes = [name for name in names if name not in (*refused, "contact")]
        assert "moments.0" not in takes
        saved = await client.post(PAGE, data=whole | {name: [SCRIPT] for name in takes})
        assert saved.status_code == 303
    return takes


async def read_as_student(desk: OpenDesk) -> list[str]:
    """The cards of the chat, in both languages, with and without a frame."""
    shown = []
    async with desk.client_of(None) as client:
        for base in ("/chat/voorbeeld", "/embed/voorbeeld"):
            somebody = visitor(client, base)
            shown.append(await somebody.open())
            for language in ("nl", "en"):
                shown.append(await somebody.tap(f"language:{language}"))
                shown.append(await somebody.say(QUESTION))
                shown += [await somebody.tap(f"{what}:huiskamer") for what in ("more", "join")]
    return shown


def test_script_in_every_field_runs_on_no_page(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member(name=NAME)
        cookie = await desk.cookie_of(member)
        assert len(await plant(desk, cookie)) >= TEXT_FIELDS
        assert (await stored(desk)).title.nl == SCRIPT
        pages = []
        async with desk.client_of(None) as client:
            client.headers.update(cookie)
            pages += [(await client.get(path)).text for path in READING]
            form = fill(pages[1])
            for headers in ({}, {"hx-request": "true"}):
                answer = await client.post("/desk/offerings/preview", data=form, headers=headers)
                pages.append(answer.text)
            pages.append((await client.post(PAGE, data=form | {"revision": ["1"]})).text)
        cards = await read_as_student(desk)
        assert [found for page in (*pages, *cards) if (found := live(page))] == []
        for page in pages[:5]:
            assert "alert(1)" in page
        assert sum("&lt;script&gt;alert(1)" in page for page in cards) >= 8

        # Its own policy would stop a script: without it the words alone have to be harmless.
        async with browse(
            desk.url, {"desk": cookie["cookie"][5:]}, bypass_csp=True, locale="nl-NL"
        ) as seen:
            opened: list[str] = []

            async def note(dialog: Dialog) -> None:
                opened.append(dialog.message)
                await dialog.dismiss()

            seen.page.on("dialog", note)
            await seen.page.goto("data:text/html,<script>alert(2)</script>")
            for path in (*READING, "/chat/voorbeeld"):
                await seen.page.goto(path, wait_until="load")
                if path == PAGE:
                    await seen.page.locator("#preview :text('script')").first.wait_for()
            await seen.page.fill("[name=text]", QUESTION)
            await seen.page.keyboard.press("Enter")
            card = seen.page.locator("#log > .reply", has_text=SCRIPT)
            await card.first.wait_for(timeout=5_000)
            assert opened == ["2"], "one of the test, which shows that one would be seen"

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
