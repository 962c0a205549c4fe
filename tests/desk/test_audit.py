"""Who did what: an approver sees all of their school, others only themselves, nobody another's."""

import re
from pathlib import Path

from desking import OpenDesk, with_desk

from signpost_bot.model.staff import Role


def test_an_approver_sees_what_all_of_their_school_did_and_others_only_themselves(
    tmp_path: Path,
) -> None:
    async def scenario(desk: OpenDesk) -> None:
        approver = await desk.add_member(name="Anouk")
        writer = await desk.add_member(Role.WRITER, name="Wim")
        other = await desk.add_member(name="Olga", institution="mbo-voorbeeld")
        for one in (approver, writer, other):
            async with desk.client_of(None) as browser:
                await browser.post(await desk.link_of(one))
        seen = {}
        for one in (approver, writer):
            async with desk.client_of(one) as browser:
                page = (await browser.get("/desk/audit")).text
                lines = page[page.index("<ol") :]
                seen[one.name] = re.findall(r"<strong>(\w+)</strong>", lines)
        assert seen == {"Anouk": ["Wim", "Anouk"], "Wim": ["Wim"]}

    with_desk(f"sqlite:///{tmp_path}/desk.db", scenario)
