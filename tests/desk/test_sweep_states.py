"""What pages become when somebody does something, in a real Chromium: as in `test_sweep` (R14)."""

from pathlib import Path

import pytest
from desk_forms import PAGE, fill
from desking import OpenDesk, with_desk
from playwright.async_api import FilePayload
from sweeping import sweep

from signpost_bot.actions.staff_links import make_tie
from signpost_bot.model.staff import Role

Wrong = dict[str, list[str]]
SAVE = "#offering .save button >> nth=0"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/states.db"


def test_the_form_with_errors_saved_overtaken_and_looked_at(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        async with (
            sweep(desk, await desk.add_member()) as seen,
            desk.client_of(await desk.add_member(name="Bo Smit")) as colleague,
        ):
            page = seen.page
            await page.goto(PAGE)
            await page.locator("#preview p").first.wait_for()
            await seen.look("with its preview", is_whole=True)
            for name in ("title.en", "summary.nl", "source"):
                await page.locator(f"[name='{name}']").fill("")
            await page.locator("[name='moments.0']").fill("dinsdag rond de lunch")
            await seen.press("with errors", SAVE)
            assert await page.locator("#summary li").count() == 4

            await page.goto(PAGE)
            await page.locator("[name='moments.0']").fill("elke dinsdag 13:00-14:00")
            await seen.press("saved", SAVE)
            assert await page.locator(".done").count() == 1

            theirs = fill((await colleague.get(PAGE)).text, title__nl="Van Bo", cost__nl="5 euro")
            await page.locator("[name='title.nl']").fill("Van Anouk")
            assert (await colleague.post(PAGE, data=theirs)).status_code == 303
            await seen.press("overtaken", SAVE)
            assert await page.locator("#summary", has_text="Bo Smit").count() == 1
            await seen.press("looked at without scripts", "[formaction$='/preview']")
            await page.goto(f"{PAGE}/history")
            assert await page.locator("article").count() == 3
            await seen.look("history", is_whole=True)

            await page.goto(PAGE)
            await page.evaluate(
                "document.querySelector(\"[name='summary.nl']\").value = 'x'.repeat(300000)"
            )
            await seen.press("too large", SAVE, 413)
            return seen.wrong

    assert with_desk(url, scenario) == {}


def test_a_sheet_with_errors_and_one_that_can_be_saved(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        member = await desk.add_member()
        async with sweep(desk, member) as seen, desk.client_of(member) as client:
            csv = (await client.get("/desk/sheets/aanbod.csv")).content
            right = csv.replace(b"Huiskamer", b"Woonkamer", 1)
            wrong = csv.replace(b"drop_in", b"binnenlopen", 1).replace(b"16:00", b"laat", 1)
            for name, sheet, status in (("errors", wrong, 422), ("changes", right, 200)):
                assert sheet != csv
                await seen.page.goto("/desk/sheets")
                upload = FilePayload(name="blad.csv", mimeType="text/csv", buffer=sheet)
                await seen.page.set_input_files("input[type=file]", files=upload)
                await seen.press(name, "form[action$='/look'] button", status)
            await seen.press("saved", "form[action$='/save'] button")
            return seen.wrong

    assert with_desk(url, scenario) == {}


def test_a_link_of_a_mail_and_a_talk(url: str) -> None:
    async def scenario(desk: OpenDesk) -> Wrong:
        member = await desk.add_member(Role.VIEWER)
        async with desk.app.database.transaction() as tx:
            mail = "noor@school.example"
            token = await make_tie(tx, desk.app.seal, member, mail, desk.now)
        async with sweep(desk, None) as seen:
            page = seen.page
            await seen.open(f"/staff/{token}")
            await seen.press("the link was spent", "main button")
            await page.goto("/chat/voorbeeld")
            for number, text in enumerate(("ik slaap slecht", "ik wil niet meer leven"), 1):
                await page.fill("[name=text]", text)
                await page.keyboard.press("Enter")
                await page.wait_for_selector(f"#log > .reply >> nth={number}")
                await seen.look(f"talk {number}")
            return seen.wrong

    assert with_desk(url, scenario) == {}
