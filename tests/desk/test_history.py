"""History at the desk: who changed what, one step back, publish and retire (R1)."""

from pathlib import Path

from desking import OpenDesk, with_desk

from signpost_bot.actions.editing import load_offering, offering_of, save_offering
from signpost_bot.model.language import Both
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Role

HERE = "/desk/offerings/huiskamer"


def test_what_changed_is_shown_and_undone(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        writer = await desk.add_member(Role.WRITER)
        viewer = await desk.add_member(Role.VIEWER, name="Vi")
        async with desk.app.database.transaction() as tx:
            was = await load_offering(tx, "voorbeeld", "huiskamer")
            assert was
            bad = Both(nl="<script>nu</script>", en="<script>now</script>")
            changed = offering_of(was).model_copy(update={"cost": bad})
            await save_offering(tx, desk.app.doubts, writer, changed, 1, desk.now)
        async with desk.client_of(viewer) as client:
            read = await client.get(f"{HERE}/history")
            refused = await client.post(f"{HERE}/undo", data={"seen": "2"})
        assert read.status_code == 200
        assert "&lt;script&gt;" in read.text
        assert "<script>nu" not in read.text
        assert '<form method="post" action="/desk/offerings' not in read.text
        assert "<strong>Wegwijzer, uit bestanden</strong>" in read.text
        assert "dinsdag 24 november 2026, 10:00" in read.text
        assert refused.status_code == 403
        async with desk.client_of(writer) as client:
            stale = await client.post(f"{HERE}/undo", data={"seen": "1"})
            done = await client.post(f"{HERE}/undo", data={"seen": "2"})
            retired = await client.post(f"{HERE}/state", data={"seen": "3", "state": "retired"})
            gone = await client.get("/desk/offerings/never-was/history")
        assert [one.status_code for one in (stale, done, retired, gone)] == [409, 303, 303, 404]
        async with desk.app.database.transaction() as tx:
            now = await load_offering(tx, "voorbeeld", "huiskamer")
        assert now
        assert now.content == offering_of(was).model_copy(update={"state": State.RETIRED})

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
