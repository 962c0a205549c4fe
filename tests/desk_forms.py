"""The form of an offering as a browser without scripts reads, fills and sends it."""

from html.parser import HTMLParser

from desking import OpenDesk

from signpost_bot.actions.editing import load_offering
from signpost_bot.model.offering import Offering

PAGE = "/desk/offerings/huiskamer"


class Form(HTMLParser):
    """What a browser without scripts would send of the form of an offering."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._select = self._area = ""
        self._is_in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._is_in = given.get("id") == "offering"
        elif not self._is_in:
            return
        elif tag == "select":
            self._select = name
            self.sent[name] = [""]
        elif tag == "option" and "selected" in given:
            self.sent[self._select] = [value]
        elif tag == "textarea":
            self._area = name
            self.sent[name] = [""]
        elif tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.sent.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] = [self.sent[self._area][0] + data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._is_in = False


def fill(page: str, **typed: str | list[str]) -> dict[str, list[str]]:
    """The form of this page as it would be sent, with these fields typed over."""
    sent = Form(page).sent
    for name, value in typed.items():
        sent[name.replace("__", ".")] = [value] if isinstance(value, str) else value
    return sent


async def stored(desk: OpenDesk, slug: str = "huiskamer") -> Offering:
    async with desk.app.database.transaction() as tx:
        revision = await load_offering(tx, "voorbeeld", slug)
    assert revision
    assert isinstance(revision.content, Offering)
    return revision.content
