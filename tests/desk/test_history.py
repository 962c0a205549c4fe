"""History at the desk: who changed what, how it was then, and every way back (R1)."""

import json
import re
from datetime import timedelta
from pathlib import Path

from desking import OpenDesk, with_desk
from sqlalchemy import insert, select

from signpost_bot.actions.editing import key_of, load_offering, offering_of, save_offering
from signpost_bot.desk.history import MOST
from signpost_bot.model.document import Revision
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Role, Staff
from signpost_bot.store.school_tables import document
from signpost_bot.texts import say

HERE = "/desk/offerings/huiskamer"


async def newest(desk: OpenDesk) -> Revision:
    async with desk.app.database.transaction() as tx:
        found = await load_offering(tx, "voorbeeld", "huiskamer")
    assert found
    return found


async def change(desk: OpenDesk, member: Staff, **fields: object) -> None:
    """Save the newest with these fields, as this member."""
    was = await newest(desk)
    changed = offering_of(was).model_copy(update=fields)
    async with desk.app.database.transaction() as tx:
        await save_offering(tx, desk.app.doubts, member, changed, was.number, desk.now)


async def add_older(desk: OpenDesk, number: int, **fields: object) -> None:
    """A revision as nobody can save it now; `fields` go over what the newest says."""
    key = key_of("voorbeeld", "huiskamer")
    theirs = (document.c.institution == key.institution, document.c.slug == key.slug)
    async with desk.app.database.transaction() as tx:
        rows = await tx.execute(select(document).where(*theirs).order_by(document.c.revision))
        row = dict(rows.mappings().all()[-1])
        del row["id"]
        body = json.dumps(json.loads(row["body"]) | fields)
        await tx.execute(insert(document).values(row | {"revision": number, "body": body}))


def test_what_changed_is_shown_and_undone(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        writer = await desk.add_member(Role.WRITER)
        viewer = await desk.add_member(Role.VIEWER, name="Vi")
        was = offering_of(await newest(desk))
        bad = Both(nl="<script>nu</script>", en="<script>now</script>")
        await change(desk, writer, cost=bad)
        async with desk.client_of(viewer) as client:
            read = await client.get(f"{HERE}/history")
            edit = await client.get(HERE)
            refused = await client.post(f"{HERE}/undo", data={"seen": "2"})
        assert read.status_code == 200
        assert "&lt;script&gt;" in read.text
        assert "<script>nu" not in read.text
        assert "Kosten (Nederlands)" in read.text
        assert say("saving.first", Language.NL) in read.text
        assert f'href="{HERE}"' in read.text
        assert f'href="{HERE}/history"' in edit.text
        assert '<form method="post" action="/desk/offerings' not in read.text
        assert "<strong>Wegwijzer, uit bestanden</strong>" in read.text
        assert "dinsdag 24 november 2026, 10:00" in read.text
        assert refused.status_code == 403
        assert say("saving.not_yours", Language.NL) in refused.text
        async with desk.client_of(writer) as client:
            stale = await client.post(f"{HERE}/undo", data={"seen": "1"})
            late = await client.post(f"{HERE}/state", data={"seen": "1", "state": "retired"})
            done = await client.post(f"{HERE}/undo", data={"seen": "2"})
            nothing = await client.post(f"{HERE}/undo", data={"seen": "3"})
            retired = await client.post(f"{HERE}/state", data={"seen": "3", "state": "retired"})
            gone = [
                await client.get("/desk/offerings/never-was/history"),
                await client.post("/desk/offerings/never-was/undo", data={"seen": "1"}),
                await client.post(
                    "/desk/offerings/never-was/state", data={"seen": "1", "state": "draft"}
                ),
            ]
        # Nobody saved the cost meanwhile but they themselves: that is said all the same.
        overtaken = say("saving.overtaken", Language.NL, name=writer.name)
        assert (stale.status_code, done.status_code, retired.status_code) == (409, 303, 303)
        assert overtaken in stale.text
        assert late.status_code == 409
        assert overtaken in late.text
        assert nothing.status_code == 409
        assert say("saving.nothing_before", Language.NL) in nothing.text
        assert [one.status_code for one in gone] == [404] * 3
        assert (await newest(desk)).content == was.model_copy(update={"state": State.RETIRED})

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_an_older_revision_is_looked_at_and_brought_back(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        writer = await desk.add_member(Role.WRITER, language=Language.EN)
        viewer = await desk.add_member(Role.VIEWER, name="Vi")
        was = offering_of(await newest(desk))
        await change(desk, writer, title=Both(nl="Iets anders", en="Something else"))
        desk.now += timedelta(days=40)
        await change(desk, writer, contact="06 12345678")
        async with desk.client_of(viewer) as client:
            read_only = await client.get(f"{HERE}/history/1")
        assert read_only.status_code == 200
        assert "/undo" not in read_only.text
        async with desk.client_of(writer) as client:
            then, between, now = [
                await client.get(f"{HERE}/history/{number}") for number in (1, 2, 3)
            ]
            nowhere = [
                (await client.get(f"{HERE}/history/{number}")).status_code
                for number in ("0", "4", "-1", "x", "9" * 30)
            ]
            never = await client.post(f"{HERE}/undo", data={"seen": "3", "to": "x"})
            back = await client.post(f"{HERE}/undo", data={"seen": "3", "to": "1"})
            page = await client.get(f"{HERE}/history")
        assert "Something else" not in then.text
        assert was.title.en in then.text
        assert "Something else" in between.text
        assert "30 November 2026" in between.text, "the card is that of the day it was saved"
        assert '<button name="to" value="1"' in then.text
        assert "/undo" not in now.text, "the newest is there already"
        assert nowhere == [404] * 5
        assert never.status_code == 409
        assert say("saving.nothing_before", Language.EN) in never.text
        assert (back.status_code, back.headers["location"]) == (303, f"{HERE}/history")
        assert say("saving.went_back", Language.EN, number=1) in page.text
        assert (await newest(desk)).content == was

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_what_fits_no_more_is_said_and_not_brought_back(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        writer = await desk.add_member(Role.WRITER)
        await add_older(desk, 2, kind="of-long-ago")
        await add_older(desk, 3, kind="walk_in")
        async with desk.client_of(writer) as client:
            page = await client.get(f"{HERE}/history")
            then = await client.get(f"{HERE}/history/2")
            refused = [
                await client.post(f"{HERE}/undo", data={"seen": "3"} | to)
                for to in ({}, {"to": "2"})
            ]
            back = await client.post(f"{HERE}/undo", data={"seen": "3", "to": "1"})
        assert say("saving.cannot_be_shown", Language.NL) in page.text
        assert say("saving.cannot_be_compared", Language.NL) in page.text
        assert f"{HERE}/history/1" in page.text
        assert f"{HERE}/history/2" not in page.text
        assert say("saving.cannot_be_shown", Language.NL) in then.text
        assert "/undo" not in then.text
        assert [one.status_code for one in refused] == [409, 409]
        assert all(say("saving.fits_no_more", Language.NL) in one.text for one in refused)
        assert back.status_code == 303

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_every_revision_can_be_reached_however_many_there_are(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        writer = await desk.add_member(Role.WRITER)
        most = 2 * MOST + 1
        for number in range(2, most + 1):
            await add_older(desk, number, seats=number)
        found: list[int] = []
        path, pages, changes = f"{HERE}/history", 0, 0
        async with desk.client_of(writer) as client:
            while path:
                text = (await client.get(path)).text
                found += map(int, re.findall(r'/history/(\d+)"', text))
                changes += text.count("<h3>Plaatsen</h3>")
                older = re.search(r'href="([^"]*\?before=\d+)"', text)
                path, pages = (older[1] if older else ""), pages + 1
            odd = [await client.get(f"{HERE}/history?before={one}") for one in ("x", "-3", "1")]
        assert found == list(range(most, 0, -1))
        assert (pages, changes) == (3, most - 1), "the oldest of a page has one before it too"
        assert [one.status_code for one in odd] == [200] * 3

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
