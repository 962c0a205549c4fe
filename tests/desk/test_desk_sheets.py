"""Excel at the desk: looked at first, saved then; never outside one's own part (R15)."""

import re
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import httpx
import pytest
import sheet_files
from desking import OpenDesk, with_desk
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from signpost_bot.model.staff import Role
from signpost_bot.store.school_tables import audit, document

SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/sheets.db"


def change(sheet: bytes, slug: str, header: str, value: str) -> bytes:
    """The same sheet with one cell of one offering changed."""
    rows = load_workbook(BytesIO(sheet)).worksheets[0].iter_rows(max_col=1)
    row = next(cell.row for (cell,) in rows if cell.value == slug)
    return sheet_files.change(sheet, {header: value}, row or 0)


async def send(client: httpx.AsyncClient, content: bytes, name: str = "a.xlsx") -> httpx.Response:
    return await client.post("/desk/sheets/look", files={"sheet": (name, content)})


async def save(client: httpx.AsyncClient, looked: httpx.Response, **more: str) -> httpx.Response:
    """Press the button of the page that was shown, with the fields that it holds."""
    form = looked.text.split('action="/desk/sheets/save"')[1].split("</form>")[0]
    held = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    fields = {name: (None, unescape(value)) for name, value in held}
    assert fields.keys() == {"name", "carried"}
    fields |= {name: (None, value) for name, value in more.items()}
    return await client.post("/desk/sheets/save", files=fields)


async def revisions(desk: OpenDesk, slug: str) -> list[str]:
    async with desk.app.database.transaction() as tx:
        asked = select(document.c.author).where(
            document.c.institution == "voorbeeld", document.c.slug == slug
        )
        return list((await tx.execute(asked)).scalars())


def test_a_sheet_is_looked_at_and_then_saved(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            sheet = (await client.get("/desk/sheets/aanbod.xlsx")).content
            changed = change(sheet, "huiskamer", "Titel NL", "De Huiskamer: thee")
            looked = await send(client, changed)
            assert "<strong>De Huiskamer: thee</strong>" in looked.text
            assert "Anders: Titel NL\n" in looked.text
            assert await revisions(desk, "huiskamer") == ["files"]
            saved = await save(client, looked)
        assert "Opgeslagen: 1" in saved.text
        assert await revisions(desk, "huiskamer") == ["files", "Anouk de Vries"]
        async with desk.app.database.transaction() as tx:
            done = (await tx.execute(select(audit.c.what, audit.c.about))).all()
        assert [tuple(one) for one in done] == [
            ("exported", "aanbod.xlsx"),
            ("imported", "huiskamer"),
        ]

    with_desk(url, scenario)


def test_an_error_is_said_at_its_cell_and_nothing_is_saved(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            sheet = (await client.get("/desk/sheets/aanbod.xlsx")).content
            looked = await send(client, change(sheet, "huiskamer", "Onderwerpen", "strees"))
        assert looked.status_code == 422
        assert re.search(r"<strong>Cel [A-Z]+\d+ \(Onderwerpen\)</strong>: ‘strees’", looked.text)
        assert "carried" not in looked.text

    with_desk(url, scenario)


def test_what_somebody_saved_meanwhile_is_asked_about(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        first, second = await desk.add_member(), await desk.add_member(name="Bram Bos")
        async with desk.client_of(first) as one, desk.client_of(second) as two:
            sheet = (await one.get("/desk/sheets/aanbod.xlsx")).content
            mine = change(sheet, "huiskamer", "Titel NL", "Van Anouk")
            await save(two, await send(two, change(sheet, "huiskamer", "Titel NL", "Van Bram")))
            looked = await send(one, mine)
            assert looked.status_code == 422
            assert "Bram Bos, 24 november" in looked.text
            assert (await save(one, looked)).status_code == 422
            kept = await save(one, looked, take="database")
            assert "Opgeslagen" not in kept.text
            assert len(await revisions(desk, "huiskamer")) == 2
            await save(one, looked, take="sheet")
        assert await revisions(desk, "huiskamer") == ["files", "Bram Bos", "Anouk de Vries"]

    with_desk(url, scenario)


def test_rows_outside_the_own_part_are_named_and_refused(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        theirs = await desk.add_member(Role.WRITER, scope="verpleegkunde")
        async with desk.client_of(theirs) as client:
            sheet = (await client.get("/desk/sheets/aanbod.xlsx")).content
            looked = await send(client, change(sheet, "huiskamer", "Titel NL", "Van mij"))
        assert "vallen buiten jouw deel" in looked.text
        assert "carried" not in looked.text
        assert await revisions(desk, "huiskamer") == ["files"]

    with_desk(url, scenario)


def test_script_in_every_cell_is_text(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            sheet = (await client.get("/desk/sheets/aanbod.xlsx")).content
            book = load_workbook(BytesIO(sheet))
            for row in book.worksheets[0].iter_rows(min_row=2, max_row=4):
                for cell in row:
                    cell.value = SCRIPT
            out = BytesIO()
            book.save(out)
            for name in ("a.xlsx", f"{SCRIPT}.xlsx"):
                looked = await send(client, out.getvalue(), name)
                assert looked.status_code == 422
                assert "<script>alert" not in looked.text
                assert "&lt;script&gt;" in looked.text
            titled = change(sheet, "huiskamer", "Titel NL", SCRIPT)
            saved = await save(client, await send(client, titled, f"../../{SCRIPT}.xlsx"))
        assert "<script>alert" not in saved.text
        assert "../" not in saved.text.split("<main", 1)[1]

    with_desk(url, scenario)


def bomb() -> bytes:
    """A package of some kilobytes that says it unpacks to far more than we take."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


def formula() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["Korte naam", "Titel NL"])
    book.worksheets[0].append(["huiskamer", '=HYPERLINK("http://evil.example","x")'])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


NO_SHEETS = {
    "empty": b"",
    "picture": b"\x89PNG....",
    "pdf": b"%PDF-1.7",
    "page": b"<html>",
    "bomb": bomb(),
    "formula": formula(),
}


def test_what_is_no_sheet_gets_a_sentence(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member()) as client:
            statuses = {name: (await send(client, one)) for name, one in NO_SHEETS.items()}
            large = await send(client, b"slug\n" * 1_010_000)
            huge = await send(client, b"x" * 50_000_000)
        assert {name: one.status_code for name, one in statuses.items()} == dict.fromkeys(
            NO_SHEETS, 422
        )
        assert all("Er is niets opgeslagen" in one.text for one in statuses.values())
        assert large.status_code == 422
        assert "5 MB" in large.text
        assert huge.status_code == 413
        assert "<h1>Dit is te groot</h1>" in huge.text

    with_desk(url, scenario)


def test_downloads_have_fixed_names_and_no_way_out(url: str) -> None:
    async def scenario(desk: OpenDesk) -> None:
        async with desk.client_of(await desk.add_member(Role.VIEWER)) as client:
            for name in ("aanbod.xlsx", "aanbod.csv", "leeg.xlsx"):
                answer = await client.get(f"/desk/sheets/{name}")
                said = answer.headers["content-disposition"]
                assert said == f'attachment; filename="{name}"'
            for trick in ("..%2f..%2fetc%2fpasswd", "aanbod.xlsx%0d%0aX-Evil:%201", "aanbod.ods"):
                answer = await client.get(f"/desk/sheets/{trick}")
                assert answer.status_code == 404
                assert "x-evil" not in answer.headers
            assert (await send(client, b"x")).status_code == 403

    with_desk(url, scenario)
