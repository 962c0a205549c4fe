"""Sessions fetched from a real server that does as it should, and from many that do not (R5)."""

import asyncio
import json

import pytest
from session_api import (
    HOST,
    PACKED,
    Answer,
    answer,
    ask,
    drip,
    hang_up,
    page,
    pour,
    session,
    silence,
    told,
)

from signpost_bot.fetching import fetch_sessions
from signpost_bot.model.language import Language
from signpost_bot.texts import say

FIRST = page(session(uid="a"), session(uid="b"), number=1, of=2)
LAST = page(session(uid="c"), number=2, of=2)


def test_all_pages_are_asked_for_in_order_and_kept_together() -> None:
    fetched, asked = ask(FIRST, LAST)

    assert fetched.findings == ()
    assert [len(one.sessions) for one in fetched.pages] == [2, 1]
    assert asked == [
        "/ooapi/v5/academic-sessions?pageNumber=1&pageSize=100",
        "/ooapi/v5/academic-sessions?pageNumber=2&pageSize=100",
    ]
    assert fetched.host == HOST


def test_a_whole_address_with_a_filter_is_taken_as_it_is() -> None:
    fetched, asked = ask(page(session(), of=None), path="/v6/academic-sessions/?year=7")

    assert fetched.findings == ()
    assert asked == ["/v6/academic-sessions?year=7&pageNumber=1&pageSize=100"]


WRONG: dict[str, tuple[str, list[Answer]]] = {
    "never answers": ("too_slow", [silence]),
    "answers byte by byte": ("too_slow", [drip]),
    "is slow on page 2": ("too_slow", [FIRST, silence]),
    "never ends": ("too_big", [pour]),
    "is too big together": (
        "too_big",
        [page(session(x="x" * 6000), of=2), page(*[], x="x" * 6000)],
    ),
    "hangs up halfway": ("no_answer", [hang_up]),
    "speaks no HTTP": ("no_answer", [b"220 mail.example ESMTP\r\n"]),
    "repeats page 1": ("other_page", [FIRST]),
    "repeats page 1 under another number": (
        "repeats",
        [FIRST, page(session(uid="b"), session(uid="a"), number=2, of=2)],
    ),
    "repeats a session": ("repeats", [page(session(uid="a"), session(uid="a"))]),
    "says another number": ("other_page", [page(session(), number=3, of=3)]),
    "says its number in words": ("other_page", [page(session(), pageNumber="1")]),
    "counts true as 1": ("other_page", [page(session(), pageNumber=True)]),
    "says there is more, and not": ("pages_do_not_add_up", [page(session(), hasNextPage=True)]),
    "hides the rest": ("pages_do_not_add_up", [page(session(), of=4, hasNextPage=False)]),
    "says how many in words": ("pages_do_not_add_up", [page(session(), totalPages="one")]),
    "does not say whether there is more": ("pages_do_not_add_up", [page(hasNextPage=None)]),
    "has empty pages for ever": ("pages_do_not_add_up", [page(of=9)]),
    "has too many pages": (
        "too_many_pages",
        [page(session(uid=str(n)), number=n, of=99) for n in range(1, 9)],
    ),
    "is a page to sign in on": ("web_page", [answer(b" <!doctype html><title>Log in</title>")]),
    "is no JSON": ("not_json", [answer(b"{'items': []}")]),
    "is JSON that was cut off": ("not_json", [answer(b'{"items": [')]),
    "is deeper than can be read": ("not_json", [answer(b"[" * 9000)]),
    "is packed unasked": ("not_json", [PACKED]),
    "is a list": ("no_items", [answer(b"[]")]),
    "is one session": ("no_items", [answer(json.dumps(session()).encode())]),
    "has items that are text": ("no_items", [answer(b'{"items": ["a"]}')]),
    "sends us on": (
        "redirect",
        [answer(b"", "302 Found", "location: https://login.example/?token=s")],
    ),
    "wants a password": ("no_access", [answer(b"", "401 Unauthorized")]),
    "is not there": ("status", [answer(b"", "404 Not Found")]),
    "has too much to do": ("status", [answer(b"{}", "429 Too Many Requests")]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_finding_and_no_page_counts(name: str) -> None:
    expected, answers = WRONG[name]

    seconds = 0.3 if expected == "too_slow" else 20
    fetched, _ = ask(*answers, seconds=seconds, most_pages=8, most_bytes=9000)

    assert told(fetched) == [expected]
    assert fetched.pages == ()
    (found,) = fetched.findings
    for language in Language:
        sentence = say(found.key, language, **dict(found.values))
        assert sentence.strip()
        assert "token" not in sentence


@pytest.mark.parametrize(
    "address",
    [
        "http://api.school.example/v5",
        "https://user:secret@api.school.example/v5",
        "ftp://api.school.example/v5",
        "file:///etc/passwd",
        "api.school.example",
        "https://",
        "https://[::1",
        "",
    ],
)
def test_an_address_in_the_clear_or_with_a_password_is_not_even_asked(address: str) -> None:
    fetched = asyncio.run(fetch_sessions(address, seconds=0.2))

    assert told(fetched) == ["bad_address"]
    assert "secret" not in str(fetched.findings[0].spot.file)


def test_a_machine_that_is_not_there_is_said() -> None:
    fetched = asyncio.run(fetch_sessions(f"http://{HOST}:9", seconds=2))

    assert told(fetched) == ["no_answer"]
