"""Posts no browser sends: each gets a clear page, changes nothing, and is in no log (R15, R22)."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from attacking import PRESSED, addresses, kept
from desk_forms import PAGE, fill, stored
from desking import OpenDesk, with_desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from signpost_bot.model.staff import Role

DRAFTS = "/desk/drafts"
"""Where student authors post, and nobody else may."""
ANSWERS = (200, 400, 404, 405, 409, 413, 422, 429)
MARKER = "qzxmarker"
PART = f'--x\r\nContent-Disposition: form-data; name="title.nl"\r\n\r\n{MARKER} \\ud800'
MULTIPART = "multipart/form-data; boundary=x"
FORM = "application/x-www-form-urlencoded"
CLIENT = ("httpx", "httpcore", "asyncio", "aiosqlite", "python_multipart", "hypothesis")
"""They ask, on the side of the test; or `logs` keeps them quiet."""


def body(content: bytes | str, kind: str) -> dict[str, Any]:
    return {"content": content, "headers": {"content-type": kind}}


BODIES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "json": {"json": {"title.nl": MARKER}},
    "many fields": {"data": {f"f{i}": MARKER for i in range(10_000)}},
    "many rows": {"data": {f"moments.{i}": MARKER for i in range(10_000)}},
    "many parts": {"files": {f"f{i}": (None, MARKER) for i in range(2_000)}},
    "half letters": body(f"title.nl={MARKER}%ff%fe&=%&&;=".encode() + b"\xff\xc3", FORM),
    "no end": body(PART, MULTIPART),
    "no begin": body(f"{MARKER}\r\n--", MULTIPART),
    "no boundary": body(PART, "multipart/form-data"),
    "a name that is none": body(PART.replace("form-data; name", "; x"), MULTIPART),
    **{
        f"written in {charset}": body(f"{PART}\r\n--x--\r\n", f"{MULTIPART}; charset={charset}")
        for charset in ("undefined", "punycode", "unicode_escape", "utf-7", "idna", "base64")
    },
    "a file for words": {"files": {"title.nl": ("../../etc/passwd", MARKER), "revision": "1"}},
}
ANYWHERE = ("nothing", "half letters", "no end", "written in undefined")
"""What every page is tried with; the form gets all of them."""
SPOILED = {
    "200 kB": "x" * 200_000,
    "many words": "dinsdag " * 20_000,
    "half a letter": "a\ufffdb",
    "digits": "9" * 100_000,
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/odd.db"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """All that was logged, by us and by whom we use; also the smallest remarks."""
    caplog.set_level(logging.DEBUG)
    return lambda: " ".join(
        record.getMessage() + (record.exc_text or "")
        for record in caplog.records
        if record.name.split(".")[0] not in CLIENT
    )


def is_clear(answer: httpx.Response) -> bool:
    """Whether it is a whole page, with a heading, that does not say how it came to be."""
    page = answer.text
    return "<h1>" in page and "</html>" in page and "Traceback" not in page


def test_a_body_that_is_no_form_gets_a_clear_page(
    url: str, log: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    async def scenario(desk: OpenDesk) -> None:
        author = await desk.add_member(Role.STUDENT_AUTHOR, name="Sam")
        before = await kept(desk)
        async with (
            desk.client_of(await desk.add_member()) as staff,
            desk.client_of(author) as student,
        ):
            for path in (*addresses(desk, "POST"), "/desk/sign-in"):
                client = student if path == DRAFTS else staff
                for name in BODIES if path == PAGE else ANYWHERE:
                    sent = BODIES[name]
                    answer = await client.post(path, **sent)
                    assert answer.status_code in ANSWERS, (path, name)
                    assert is_clear(answer), (path, name)
        assert await kept(desk) == before

    with_desk(url, scenario)
    assert MARKER not in log() + "".join(capfd.readouterr())


def test_a_field_that_nobody_can_have_typed_is_refused_at_that_field(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        async with desk.client_of(await desk.add_member()) as client:
            page = (await client.get(PAGE)).text
            for name in ("title.nl", "also_called.en", "seats", "moments.0", "persons.0.hello.nl"):
                for value in SPOILED.values():
                    answer = await client.post(PAGE, data=fill(page) | {name: [value]})
                    assert answer.status_code == 200
                    assert f'href="#f-{name.replace(".", "-")}"' in answer.text
            assert await stored(desk) == before
            unseen = fill(page) | {"title.nl": ["Thee\0 en\x08 koek"]}
            assert (await client.post(PAGE, data=unseen)).status_code == 303
            assert (await stored(desk)).title.nl == "Thee en koek"

    with_desk(url, scenario)


def test_what_is_too_large_is_refused_on_every_page(url: str) -> None:
    """What the pages of sheets take is tried with them."""

    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        async with desk.client_of(await desk.add_member()) as client:
            for path in addresses(desk, "POST"):
                # A draft that is not there, or not theirs, is refused before it is read.
                if path.startswith((DRAFTS, "/desk/sheets/")):
                    continue
                answer = await client.post(path, **body(b"x" * 300_000, FORM))
                assert (answer.status_code, is_clear(answer)) == (413, True), path
            fifty = await client.post(PAGE, **body(b"x" * 50_000_000, FORM))
            assert (fifty.status_code, is_clear(fifty)) == (413, True)
        assert await kept(desk) == before

    with_desk(url, scenario)


def test_a_way_of_asking_that_is_not_there_is_refused(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await kept(desk)
        async with desk.client_of(await desk.add_member()) as client:
            for path in {*addresses(desk, "GET"), *addresses(desk, "POST")}:
                for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ODD"):
                    answer = await client.request(method, path, data=PRESSED)
                    assert (answer.status_code, is_clear(answer)) == (405, True), (method, path)
                head = await client.request("HEAD", path)
                assert (head.status_code < 406, head.content) == (True, b""), path
        assert (await kept(desk))[0] == before[0]

    with_desk(url, scenario)


FIELDS = (
    *("revision", "title.nl", "moments.0", "persons.0.name", "add", "remove", "needs", "seats"),
    *("slug", "state", "checked", "audience.years", "link", "contact", "story.consent_on"),
)
VALUES = (
    *("", "moments", "persons", "moments.0", "persons.99", "true", "-1", "9" * 30, "NaN", "1e9"),
    *("31-02-2027", "0-0-0", "elke dinsdag 25:99", "http://[", "//x", "\u202e\0", "²"),
)
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TYPED = ODD | st.sampled_from(VALUES)
FORMS = st.dictionaries(st.sampled_from(FIELDS) | ODD, st.lists(TYPED, max_size=3), max_size=8)
SETTINGS = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_nothing_that_is_typed_into_the_form_breaks_it(
    url: str, log: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    """A page of ours whatever is sent, saved or not; and after it the form still opens."""
    asked: list[dict[str, list[str]]] = []

    @SETTINGS
    @given(FORMS)
    def collect(fields: dict[str, list[str]]) -> None:
        asked.append(fields)

    collect()

    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            whole = fill((await client.get(PAGE)).text)
            for fields in asked:
                for path in (PAGE, "/desk/offerings/new", "/desk/offerings/preview"):
                    answer = await client.post(path, data=whole | fields)
                    assert answer.status_code < 500, (path, fields)
                    assert answer.status_code == 303 or is_clear(answer), (path, fields)
            assert re.search('id="offering"', (await client.get(PAGE)).text)
        async with desk.app.database.transaction() as tx:
            (ok,) = (await tx.execute(text("pragma integrity_check"))).scalars()
            assert ok == "ok"

    with_desk(url, scenario)
    assert "a page failed" not in log() + "".join(capfd.readouterr())
