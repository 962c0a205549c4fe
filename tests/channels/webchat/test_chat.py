"""The web chat over HTTP, with the real app: what it answers, and what it never keeps."""

import gzip
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from desking import OpenDesk, with_desk
from sqlalchemy import text
from web_chatting import Visitor, count_students, visitor

from signpost_bot.actions.web_talks import end_idle
from signpost_bot.model.web_talk import IDLE, MOST_IN_MINUTE, MOST_SUGGESTED

DANGER = "ik wil niet meer leven"
MARKER = "qzxmarker"
Scenario = Callable[[OpenDesk, Visitor], Awaitable[None]]


def talk(tmp_path: Path, scenario: Scenario, base: str = "/chat/voorbeeld") -> None:
    """A scenario with one visitor, on a database of its own."""

    async def run(desk: OpenDesk) -> None:
        async with desk.client_of(None) as client:
            await scenario(desk, visitor(client, base))

    with_desk(f"sqlite:///{tmp_path}/x.db", run)


def test_a_page_keeps_nothing_and_a_talk_goes_on_with_its_token(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        assert "Wegwijzer van Hogeschool Voorbeeld" in await somebody.open()
        first = somebody.fields["token"]
        await somebody.open()
        assert somebody.fields["token"] != first
        assert await count_students(desk) == 0

        shown = await somebody.say("ik slaap slecht")
        assert "Rustig slapen in drukke weken" in shown
        assert "ik slaap slecht" in shown
        shown = await somebody.tap("join:slaap")
        assert "1 Ik doe mee</li>" in shown, "the label is shown, not the id"
        assert "Goed plan" in shown
        assert "ik slaap slecht" not in shown, "what was said before is not kept"
        assert await count_students(desk) == 1
        assert "set-cookie" not in somebody.page.headers
        assert somebody.page.headers["cache-control"] == "no-store"

    talk(tmp_path, scenario)


def test_a_page_that_stays_gets_the_own_line_first_and_then_each_reply(tmp_path: Path) -> None:
    async def scenario(_: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        own, reply, begun = await somebody.stream(text="ik <b>slaap</b> slecht\n\nal weken")
        assert "ik &lt;b&gt;slaap&lt;/b&gt; slecht" in own
        assert "Rustig slapen" in reply
        assert begun.count('value="yes"') == 3

    talk(tmp_path, scenario)


def test_the_web_gives_the_time_for_the_agenda_and_promises_no_message(tmp_path: Path) -> None:
    async def scenario(_: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        shown = await somebody.tap("more:slaap")
        assert "remind:" not in shown
        for choice in ("agenda:slaap", "remind:slaap"):
            assert "BEGIN:VCALENDAR" in await somebody.tap(choice)
        content = somebody.page.text.split("<textarea", 1)[1].split(">", 1)[1].split("<")[0]
        file = await somebody.client.post(f"{somebody.base}/file", data={"content": content})
        assert file.headers["content-type"].startswith("text/calendar")
        assert file.headers["content-disposition"] == 'attachment; filename="wegwijzer.ics"'
        other = await somebody.client.post(f"{somebody.base}/file", data={"content": "<script>"})
        assert other.status_code == 400
        assert 'value="stop ' not in await somebody.say("/privacy")
        for choice in ("topic:exams", "join:slaap", "went:slaap"):
            assert "yes:" not in await somebody.tap(choice), choice
        assert "alleen in Telegram" in await somebody.say("/berichten")

    talk(tmp_path, scenario)


def test_a_talk_ends_after_half_an_hour_and_a_new_one_begins(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        await somebody.say("ik slaap slecht")
        desk.now += IDLE - timedelta(seconds=1)
        assert "voorbij en gewist" not in await somebody.say("2")
        desk.now += IDLE
        shown = await somebody.say("ik slaap slecht")
        assert "voorbij en gewist" in shown
        assert "Rustig slapen" in shown
        desk.now += IDLE
        assert ">113</a></strong>" in await somebody.say(DANGER)
        desk.now += IDLE
        assert await end_idle(desk.app.database, desk.now) == 1
        assert await count_students(desk) == 0
        assert "voorbij en gewist" in await somebody.say("hoi")

    talk(tmp_path, scenario)


def test_erase_and_close_forgets_at_once_and_leaves_no_id(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        for part, where in (("end", "/chat/voorbeeld/closed"), ("leave", "https://www.knmi.nl/")):
            await somebody.open()
            await somebody.say("ik slaap slecht")
            assert await count_students(desk) == 1
            await somebody.post(part)
            assert somebody.page.status_code == 303
            assert somebody.page.headers["location"] == where
            assert somebody.page.headers["clear-site-data"] == '"cache", "storage"'
            assert await count_students(desk) == 0
        closed = await somebody.client.get("/chat/voorbeeld/closed")
        assert "Je kunt dit venster sluiten" in closed.text

    talk(tmp_path, scenario)


def test_too_many_messages_get_a_kind_line_and_danger_its_card(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        for _ in range(MOST_IN_MINUTE):
            assert "Wacht een minuut" not in await somebody.say("hoi")
        assert "Wacht een minuut" in await somebody.say("hoi")
        assert ">113</a></strong>" in await somebody.say(DANGER)
        assert ">113</a></strong>" in await somebody.say("/nu")
        desk.now += timedelta(minutes=1)
        assert "Wacht een minuut" not in await somebody.say("hoi")

    talk(tmp_path, scenario)


def test_words_are_passed_on_a_few_times_a_talk(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        for number in range(MOST_SUGGESTED + 1):
            desk.now += timedelta(minutes=1)
            await somebody.tap("pass-on")
            await somebody.say("graag een lasclub")
            shown = await somebody.tap("pass")
            assert ("Doorgegeven" in shown) == (number < MOST_SUGGESTED)
        assert "drie dingen" in shown
        async with desk.app.database.transaction() as tx:
            rows = await tx.execute(text("SELECT count(*) FROM suggestion"))
            assert rows.scalar_one() == MOST_SUGGESTED

    talk(tmp_path, scenario)


@pytest.mark.parametrize("table", ["student", "document", "closing"])
def test_danger_is_answered_when_the_database_breaks(tmp_path: Path, table: str) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        async with desk.app.database.transaction() as tx:
            await tx.execute(text(f"ALTER TABLE {table} RENAME TO away"))
        own, card, _ = await somebody.stream(text=DANGER)
        assert DANGER in own
        assert "113" in card
        shown = await somebody.say(DANGER)
        assert somebody.page.status_code == 200
        assert "113" in shown
        _, sorry, _ = await somebody.stream(text="ik slaap slecht")
        assert "112" in sorry

    talk(tmp_path, scenario)


def test_an_institution_that_is_not_there_says_so_and_answers_danger(tmp_path: Path) -> None:
    async def scenario(_: OpenDesk, somebody: Visitor) -> None:
        missing = await somebody.client.get("/chat/nergens")
        assert missing.status_code == 404
        await somebody.open()
        somebody.base = "/chat/nergens"
        await somebody.say("hoi")
        assert somebody.page.status_code == 404
        assert "113" in await somebody.say(DANGER)

    talk(tmp_path, scenario)


def test_an_institution_in_trial_answers_danger_only(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        assert "probeert mij nog uit" in await somebody.open()
        assert "probeert mij nog uit" in await somebody.say("ik slaap slecht")
        assert "voorbij" not in await somebody.say("ik slaap slecht")
        assert await count_students(desk) == 0
        assert ">113</a></strong>" in await somebody.say(DANGER)

    talk(tmp_path, scenario, "/chat/hanze")


def test_only_the_named_websites_may_frame_and_only_the_embedded_page(tmp_path: Path) -> None:
    async def scenario(_: OpenDesk, somebody: Visitor) -> None:
        theirs = "frame-ancestors https://portaal.voorbeeld.example"
        await somebody.open()
        assert theirs in somebody.page.headers["content-security-policy"]
        await somebody.say("hoi")
        assert theirs in somebody.page.headers["content-security-policy"]
        for other in ("/chat/voorbeeld", "/embed/hanze"):
            answer = await somebody.client.get(other)
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]

    talk(tmp_path, scenario, "/embed/voorbeeld")


def test_what_was_typed_is_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(desk: OpenDesk, somebody: Visitor) -> None:
        await somebody.open()
        token = somebody.fields["token"]
        for said in (f"ik slaap slecht {MARKER}", f"{DANGER} {MARKER}"):
            assert MARKER in await somebody.say(said)
            assert MARKER not in str(somebody.page.headers) + str(somebody.page.url)
        async with desk.app.database.transaction() as tx:
            await tx.execute(text("ALTER TABLE session RENAME TO away"))
        await somebody.stream(text=f"hoi {MARKER}")
        assert somebody.page.headers["referrer-policy"] == "no-referrer"
        assert f'="{somebody.base}?' not in somebody.page.text
        kept = _read_all(tmp_path)
        assert MARKER.encode() not in kept
        assert token.encode() not in kept, "only its keyed hash"
        assert MARKER not in caplog.text
        assert token not in caplog.text
        assert "a turn failed" in caplog.text

    caplog.set_level(logging.DEBUG)
    talk(tmp_path, scenario)


def _read_all(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_the_first_load_is_under_60_kilobytes(tmp_path: Path) -> None:
    static = files("signpost_bot").joinpath("web", "static")
    names = ("pico.min.css", "signpost.css", "chat.css", "htmx.min.js", "hx-sse.min.js", "chat.js")
    parts = [static.joinpath(name).read_bytes() for name in names]

    async def scenario(_: OpenDesk, somebody: Visitor) -> None:
        page = (await somebody.open()).encode()
        sizes = [len(gzip.compress(part)) for part in parts]
        assert len(page) + sum(sizes) < 60_000, sizes

    talk(tmp_path, scenario)
