"""One page of an Open Education API as sessions, or what is wrong with it; v5 and v6 alike."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from signpost_bot.model.finding import Finding, Spot

Session = dict[str, object]
"""One `AcademicSession` as it came in."""


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """The sessions of one page; `name` is where it is from, for who reads the findings."""

    name: PurePath
    sessions: tuple[Session, ...]
    has_next: bool

    @property
    def ids(self) -> frozenset[str]:
        """The sessions of this page, by their id."""
        return frozenset(self._ids)

    @property
    def repeats(self) -> bool:
        """Whether the same session stands in it twice."""
        return len(self.ids) < len(self._ids)

    @property
    def _ids(self) -> list[str]:
        found = [one.get("academicSessionId") for one in self.sessions]
        return [one for one in found if isinstance(one, str)]


def parse_page(
    name: PurePath, body: bytes, number: int, before: Sequence[SessionPage]
) -> SessionPage | Finding:
    """The answer to "page `number`, please", after the pages `before`.

    A page has to be what it says it is (`Pagination` of Open Education API 5 and 6): an API that
    ignores the number gives the first page for ever, and half a year looks like a whole one.
    """
    if body.lstrip()[:1] == b"<":
        return finding(name, "oeapi.web_page")
    try:
        page = json.loads(body)
    # Too deep is a RecursionError, and a number of a million digits a ValueError.
    except (ValueError, RecursionError):
        return finding(name, "oeapi.not_json")
    items = page.get("items") if isinstance(page, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return finding(name, "oeapi.no_items")
    said, has_next = page.get("pageNumber"), page.get("hasNextPage")
    if type(said) is not int or said != number:
        return finding(name, "oeapi.other_page", number=str(number), said=_short(said))
    total = page.get("totalPages")
    if type(has_next) is not bool or (
        total is not None and has_next is not _goes_on(total, number)
    ):
        return finding(
            name, "oeapi.pages_do_not_add_up", total=_short(total), said=_short(has_next)
        )
    made = SessionPage(name=name, sessions=tuple(items), has_next=has_next)
    if made.repeats or any(made.ids & one.ids for one in before):
        return finding(name, "oeapi.repeats")
    if not items and has_next:
        return finding(
            name, "oeapi.pages_do_not_add_up", total=_short(total), said=_short(has_next)
        )
    return made


def finding(page: PurePath, key: str, line: int = 1, /, **values: str) -> Finding:
    """What is wrong with a page, or with the session at this place in it."""
    return Finding(spot=Spot(file=page, line=line), key=key, values=tuple(sorted(values.items())))


def _goes_on(total: object, number: int) -> bool | None:
    return number < total if type(total) is int else None


def _short(value: object) -> str:
    return str(value)[:20]
