"""Excel at the desk: download what there is, look at what a sheet would change, and save that."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response
from starlette.routing import Route

from signpost_bot.actions import sheets
from signpost_bot.catalog.comparing import Side
from signpost_bot.catalog.sheet_table import say_place
from signpost_bot.desk.frame import Caller, Desk, desk_route, edits, show
from signpost_bot.desk.sheet_changes import list_changes
from signpost_bot.model.audit import Deed
from signpost_bot.store import audit
from signpost_bot.texts import say
from signpost_bot.web.size import may_be_larger

PATH = "/desk/sheets"
MOST = 5_200_000
"""Bytes that may come in with a file: a little more than a sheet may have, so that what is too
large by little gets a sentence about the sheet."""
MOST_CARRIED = 7_500_000
"""The same for a page that carries a file as text."""
SIDES = {"sheet": Side.FILES, "database": Side.DATABASE}
DOWNLOADS = {
    "aanbod.xlsx": sheets.Form.EXCEL,
    "aanbod.csv": sheets.Form.CSV,
    "leeg.xlsx": sheets.Form.EMPTY,
}
KINDS = {
    sheets.Form.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    sheets.Form.EMPTY: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    sheets.Form.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that somebody sent: what it is called there, and its bytes.

    Between looking and saving the page carries it: nothing of it is kept here, on no disk and in
    no memory, and any process can save it.
    """

    name: str
    content: bytes = field(repr=False)

    @property
    def carried(self) -> str:
        """The bytes as text, for a field of the form."""
        return base64.b64encode(self.content).decode()


def routes(desk: Desk) -> list[Route]:
    """The addresses of this part. The names of downloads are fixed: nothing that is typed gets
    into a path or a header."""
    return [
        desk_route(desk, PATH, get=show_page),
        *(desk_route(desk, f"{PATH}/{name}", get=_download(name)) for name in DOWNLOADS),
        desk_route(desk, f"{PATH}/look", post=look, may=edits),
        desk_route(desk, f"{PATH}/save", post=save, may=edits),
    ]


async def show_page(caller: Caller) -> Response:
    """What can be downloaded, and where to bring a sheet back."""
    return _show(caller)


async def look(caller: Caller) -> Response:
    """What a sheet would change; nothing is saved."""
    may_be_larger(caller.request, MOST)
    async with caller.request.form(max_files=1, max_fields=1) as form:
        upload = await _read_upload(form)
    if upload is None:
        return _show(caller, 422, wrong=say("desk_sheets.no_file", caller.language))
    return await _import(caller, upload, is_dry=True, take=None)


async def save(caller: Caller) -> Response:
    """Save what was looked at; the page brings the sheet along."""
    may_be_larger(caller.request, MOST_CARRIED)
    async with caller.request.form(max_files=0, max_fields=4, max_part_size=MOST_CARRIED) as form:
        upload, take = _read_carried(form), SIDES.get(str(form.get("take", "")))
    if upload is None:
        return _show(caller, 422, wrong=say("desk_sheets.no_file", caller.language))
    return await _import(caller, upload, is_dry=False, take=take)


async def _import(caller: Caller, upload: Upload, *, is_dry: bool, take: Side | None) -> Response:
    language = caller.language
    table = await asyncio.to_thread(sheets.read_upload, upload.name, upload.content)
    done = await sheets.import_sheet(
        caller.desk.database,
        caller.institution,
        table,
        caller.now,
        author=caller.member.name,
        take=take,
        is_dry=is_dry,
        member=caller.member,
    )
    findings = [
        (say_place(one.spot, language), say(one.key, language, **dict(one.values)))
        for one in done.findings
    ]
    changes = list_changes(done, caller.now, language)
    is_saved = bool(done.saved) and not is_dry and not done.is_refused
    return _show(
        caller,
        422 if done.is_refused else 200,
        upload=None if findings or is_saved or done.not_theirs else upload,
        findings=findings,
        changes=changes,
        is_saved=is_saved,
        name=upload.name,
    )


def _download(name: str) -> Callable[[Caller], Awaitable[Response]]:
    async def answer(caller: Caller) -> Response:
        desk, form = caller.desk, DOWNLOADS[name]
        made = await sheets.export_sheet(desk.database, caller.institution, caller.language, form)
        async with desk.database.transaction() as tx:
            await audit.add_entry(tx, caller.member, Deed.EXPORTED, name, caller.now)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(made, media_type=KINDS[form], headers=headers)

    return answer


async def _read_upload(form: FormData) -> Upload | None:
    file = form.get("sheet")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return Upload(name=_plain_name(file.filename), content=await file.read())


def _read_carried(form: FormData) -> Upload | None:
    try:
        content = base64.b64decode(str(form.get("carried", "")), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Upload(name=_plain_name(str(form.get("name", ""))), content=content) if content else None


def _plain_name(name: str) -> str:
    """The last part of a path, without what cannot be seen: it stands in notes and on the page,
    and names no file here."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:80] or "blad"


def _show(
    caller: Caller,
    status: int = 200,
    *,
    upload: Upload | None = None,
    wrong: str = "",
    **values: object,
) -> Response:
    shown: dict[str, object] = {"findings": [], "changes": None, "is_saved": False, "name": ""}
    return show(
        caller,
        "sheets.html",
        status,
        heading=say("desk_sheets.heading", caller.language),
        may_import=edits(caller.member),
        upload=upload,
        wrong=wrong,
        **(shown | values),
    )
