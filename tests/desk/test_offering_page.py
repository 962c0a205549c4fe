"""The edit form over HTTP: saved, refused with all that is wrong, kept as typed (R15, R22)."""

import re
from html import escape, unescape
from pathlib import Path

from desk_forms import PAGE, fill, stored
from desking import OpenDesk, with_desk

from signpost_bot.model.language import Language
from signpost_bot.model.offering import State
from signpost_bot.model.staff import Role

NOT_SAVED = "Nog niet opgeslagen"
SCRIPT = "<script>alert('x')</script>\"'"


def test_an_opening_hour_is_changed_and_the_next_days_are_said(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        async with desk.client_of(await desk.add_member()) as browser:
            page = (await browser.get(PAGE)).text
            untouched = await browser.post(PAGE, data=fill(page))
            assert untouched.status_code == 303
            assert await stored(desk) == before

            sent = fill(page, moments__0="elke dinsdag 12.30 uur tot 14u, niet in vakanties")
            saved = await browser.post(PAGE, data=sent)
            assert saved.status_code == 303
            seen = (await browser.get(saved.headers["location"])).text
            assert "Studenten zien dit binnen een paar seconden" in seen
            assert seen.count("<li>dinsdag") == 5
        after = await stored(desk)
        assert str(after.moments[0].start) == "12:30:00"
        assert after == before.model_copy(update={"moments": after.moments})

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_all_that_is_wrong_is_said_at_its_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        async with desk.client_of(await desk.add_member()) as browser:
            page = (await browser.get(PAGE)).text
            typed = fill(page, moments__0="dinsdag kwart over iets", title__en="", seats=SCRIPT)
            answer = await browser.post(PAGE, data=typed)
            assert NOT_SAVED in answer.text
            for name in ("f-moments-0", "f-title-en", "f-seats"):
                assert f'href="#{name}"' in answer.text
                assert re.search(
                    rf'id="{name}"[^>]*aria-invalid="true"[^>]*aria-describedby="{name}-fault',
                    answer.text,
                )
            assert fill(answer.text) == typed

            every = {name: [SCRIPT] for name in typed if name != "revision"}
            answer = await browser.post(PAGE, data=typed | every)
            assert NOT_SAVED in answer.text
            assert "<script>alert" not in answer.text
            assert escape(SCRIPT)[:20] in answer.text
            assert unescape(fill(answer.text)["title.nl"][0]) == SCRIPT
        assert await stored(desk) == before

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_rows_come_and_go_without_scripts_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        async with desk.client_of(await desk.add_member()) as browser:
            sent = fill((await browser.get(PAGE)).text, title__nl="Half getypt")
            more = (await browser.post(PAGE, data=sent | {"add": "moments"})).text
            added = len(before.moments)
            assert fill(more)[f"moments.{added}"] == [""]
            assert fill(more)["title.nl"] == ["Half getypt"]
            less = (await browser.post(PAGE, data=fill(more) | {"remove": "moments.0"})).text
            assert f"moments.{added}" not in fill(less)
            assert await stored(desk) == before
            for odd in ("moments.x", "owner.0", f"persons.{'9' * 5000}", "persons.50"):
                answer = await browser.post(PAGE, data=sent | {"remove": odd, "title.nl": ""})
                assert answer.status_code == 200

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_the_second_of_two_sees_what_changed_and_loses_nothing(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        bo = await desk.add_member(name="Bo Smit")
        async with (
            desk.client_of(await desk.add_member()) as anouk,
            desk.client_of(bo) as other,
        ):
            page = (await anouk.get(PAGE)).text
            theirs = {"title.nl": ["Van Bo"], "cost.nl": ["een euro"], "cost.en": ["one euro"]}
            assert (await other.post(PAGE, data=fill(page) | theirs)).status_code == 303
            mine = fill(page) | {"title.nl": ["Van Anouk"]}
            answer = await anouk.post(PAGE, data=mine)
            assert "sloeg dit ook op" in answer.text
            kept = fill(answer.text)
            assert kept["title.nl"] == ["Van Anouk"]
            assert kept["cost.nl"] == ["een euro"]
            assert "Van Bo" in answer.text
            assert "Bo Smit" in answer.text
            assert (await stored(desk)).title.nl == "Van Bo"
            assert (await anouk.post(PAGE, data=kept)).status_code == 303
        after = await stored(desk)
        assert (after.title.nl, after.cost and after.cost.nl) == ("Van Anouk", "een euro")

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_a_new_offering_gets_a_name_that_is_its_own(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as browser:
            whole = fill((await browser.get(PAGE)).text)
            page = (await browser.get("/desk/offerings/new")).text
            assert "Anouk de Vries, 24 november 2026" in page
            empty = await browser.post("/desk/offerings/new", data=fill(page))
            assert NOT_SAVED in empty.text
            assert "‘Titel (Nederlands)’ is nog leeg" in empty.text
            sent = whole | {"title.nl": ["Thee om vier"], "slug": [""], "revision": ["0"]}
            sent["state"] = ["draft"]
            saved = await browser.post("/desk/offerings/new", data=sent)
            assert saved.headers["location"] == "/desk/offerings/thee-om-vier?saved=1"
            assert "zien dit nog niet" in (await browser.get(saved.headers["location"])).text
            assert (await stored(desk, "thee-om-vier")).state is State.DRAFT
            for taken in ("huiskamer", "preview"):
                again = await browser.post("/desk/offerings/new", data=sent | {"slug": [taken]})
                assert "bestaat al" in again.text

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_who_may_not_change_it_reads_it_and_can_do_nothing(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        viewer = await desk.add_member(Role.VIEWER, name="Kim", language=Language.EN)
        scoped = await desk.add_member(Role.WRITER, name="Lee", scope="elsewhere")
        async with desk.client_of(await desk.add_member()) as browser:
            sent = fill((await browser.get(PAGE)).text, title__nl="Van mij")
        for member in (viewer, scoped):
            async with desk.client_of(member) as browser:
                page = (await browser.get(PAGE)).text
                assert before.title.nl in page
                assert 'id="offering"' not in page
                assert (await browser.post(PAGE, data=sent)).status_code == 403
        async with desk.client_of(viewer) as browser:
            assert (await browser.get("/desk/offerings/new")).status_code == 403
            assert (await browser.post("/desk/offerings/new", data=sent)).status_code == 403
        elsewhere = await desk.add_member(name="Ans", institution="leiden")
        async with desk.client_of(elsewhere) as browser:
            assert (await browser.get(PAGE)).status_code == 404
            assert (await browser.post(PAGE, data=sent)).status_code == 404
        assert await stored(desk) == before

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)


def test_a_student_author_writes_drafts_and_publishes_nothing(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        before = await stored(desk)
        sam = await desk.add_member(Role.STUDENT_AUTHOR, name="Sam")
        async with desk.client_of(await desk.add_member()) as browser:
            whole = fill((await browser.get(PAGE)).text, slug="", revision="0", kind="activity")
        async with desk.client_of(sam) as browser:
            new = fill((await browser.get("/desk/offerings/new")).text)
            assert (new["state"], new["owner"]) == (["draft"], [""])
            for wrong in ({"state": "published"}, {"state": "retired"}, {"kind": "person"}):
                sent = whole | {"title.nl": ["Thee"], "state": ["draft"]}
                sent |= {name: [value] for name, value in wrong.items()}
                answer = await browser.post("/desk/offerings/new", data=sent)
                assert NOT_SAVED in answer.text
                assert f'href="#f-{next(iter(wrong))}"' in answer.text
            sent = whole | {"title.nl": ["Thee"], "state": ["draft"]}
            saved = await browser.post("/desk/offerings/new", data=sent)
            assert saved.headers["location"] == "/desk/offerings/thee?saved=1"
            mine = "/desk/offerings/thee"
            again = fill((await browser.get(mine)).text, seats="8")
            assert (await browser.post(mine, data=again)).status_code == 303
            assert (await stored(desk, "thee")).seats == 8
            published = again | {"state": ["published"], "revision": ["2"]}
            assert NOT_SAVED in (await browser.post(mine, data=published)).text

            assert 'id="offering"' not in (await browser.get(PAGE)).text
            assert (await browser.post(PAGE, data=whole)).status_code == 403
            for path in (f"{mine}/state", f"{PAGE}/state", f"{PAGE}/undo"):
                sent = {"state": ["published"], "seen": ["2"], "revision": ["2"], "to": ["1"]}
                assert (await browser.post(path, data=sent)).status_code in (403, 409)
        assert await stored(desk) == before
        assert (await stored(desk, "thee")).state is State.DRAFT

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
