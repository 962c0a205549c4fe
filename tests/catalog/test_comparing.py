"""On which pile a document lands: same, changed, newer in the database, on one side only."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import make_offering

from signpost_bot.catalog.comparing import FILLED_BY, compare
from signpost_bot.catalog.files import FileDocument
from signpost_bot.catalog.lines import Lines
from signpost_bot.model.document import DocumentKey, DocumentKind, Revision
from signpost_bot.model.institution import Calendar

KEY = DocumentKey(institution="school", kind=DocumentKind.CALENDAR, slug="calendar")


def make(source: str) -> Calendar:
    return Calendar(source=source, checked_on=date(2026, 9, 1))


def pile(saved: str | None, number: int, author: str, seen: int | None) -> str:
    file = FileDocument(
        key=KEY, content=make("file"), lines=Lines(file=Path("x"), text="", values={})
    )
    revision = Revision(
        key=KEY,
        number=number,
        content=make(saved or "none"),
        author=author,
        saved_at=datetime(2026, 11, 1, tzinfo=UTC),
        note="",
    )
    newest = {KEY: revision} if saved else {}
    found = compare([file], newest, {} if seen is None else {KEY: seen})
    assert len(found.same) + len(found.changed) + len(found.unseen) == 1
    assert not found.only_saved
    return "same" if found.same else "changed" if found.changed else "unseen"


@pytest.mark.parametrize(
    ("saved", "number", "author", "seen", "expected"),
    [
        pytest.param(None, 1, "", None, "changed", id="new"),
        pytest.param("file", 4, "anne", None, "same", id="the same, whoever made it"),
        pytest.param("other", 1, FILLED_BY, None, "changed", id="from the first start"),
        pytest.param("other", 2, "anne", 2, "changed", id="seen by this folder"),
        pytest.param("other", 3, "anne", 2, "unseen", id="newer than this folder saw"),
        pytest.param("other", 2, "anne", None, "unseen", id="a folder that saw nothing"),
    ],
)
def test_a_document_lands_on_one_pile(
    saved: str | None, number: int, author: str, seen: int | None, expected: str
) -> None:
    assert pile(saved, number, author, seen) == expected


def test_a_document_without_a_file_is_named() -> None:
    revision = Revision(
        key=KEY,
        number=1,
        content=make("x"),
        author="anne",
        saved_at=datetime(2026, 11, 1, tzinfo=UTC),
        note="",
    )

    assert compare([], {KEY: revision}, {}).only_saved == (KEY,)
    retired = replace(revision, content=make_offering(state="retired"))
    assert compare([], {KEY: retired}, {}).only_saved == ()
