"""Signing in with the account of the institution: a real provider over HTTP, honest and not."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from desking import NOW, OpenDesk, open_desk
from oidc_provider import CLIENT, SOMEBODY_ELSE, Account, path_of, serve_provider
from sqlalchemy import func, select

from signpost_bot.desk.oidc import BACK, START
from signpost_bot.desk.provider import Provider
from signpost_bot.model.staff import Role
from signpost_bot.store.school_tables import audit, desk_session
from signpost_bot.store.staff import login_hash_of, set_login

LOGIN = "noor@school.example"
NOOR = {
    "sub": "pairwise-1",
    "eduperson_principal_name": "Noor@School.example",
    "eduperson_affiliation": ["member", "employee"],
    "schac_home_organization": "school.example",
}
FAILED, NOT_LISTED = "Aanmelden is niet gelukt", "Je staat nog niet op de lijst"

Scenario = Callable[[OpenDesk, httpx.AsyncClient, Account], Awaitable[None]]


def at_desk(folder: Path, scenario: Scenario) -> None:
    """A desk with a provider, a browser, and Noor on the list."""

    async def run() -> None:
        account = Account(claims=dict(NOOR))
        async with (
            serve_provider(account) as provider,
            open_desk(f"sqlite:///{folder}/desk.db", provider=provider) as desk,
            httpx.AsyncClient(base_url=desk.url) as browser,
        ):
            noor = await desk.add_member(Role.VIEWER, name="Noor")
            async with desk.app.database.transaction() as tx:
                await set_login(tx, noor.id, login_hash_of(desk.app.seal, LOGIN))
            await scenario(desk, browser, account)

    asyncio.run(run())


async def go(browser: httpx.AsyncClient) -> str:
    """From the desk to the provider; gives where it sends the browser back to."""
    asked = await browser.get(START)
    assert asked.status_code == 303
    return path_of((await browser.get(asked.headers["location"])).headers["location"])


async def assert_nobody_is_in(desk: OpenDesk) -> None:
    async with desk.app.database.transaction() as tx:
        for table in (desk_session, audit):
            counted = await tx.execute(select(func.count()).select_from(table))
            assert counted.scalar_one() == 0


def test_an_employee_on_the_list_signs_in(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, browser: httpx.AsyncClient, account: Account) -> None:
        assert "Aanmelden met je account" in (await browser.get("/desk/sign-in")).text
        back = await go(browser)
        answer = await browser.get(back)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
        session, kept = answer.headers.get_list("set-cookie")
        assert re.fullmatch(r"desk=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", session)
        assert kept.startswith('desk-account=""')
        assert "Noor</strong> meldde zich aan" in (await browser.get("/desk/audit")).text
        (asked,) = account.asked
        assert asked["code_challenge_method"] == "S256"
        assert asked["scope"] == "openid"
        assert len(asked["nonce"]) > 15
        # The same answer a second time, in the same browser.
        assert (await browser.get(back)).status_code == 400
        assert (await browser.get("/desk/audit")).status_code == 200

    at_desk(tmp_path, scenario)


def test_who_is_no_employee_or_not_on_the_list_stays_out(tmp_path: Path) -> None:
    """R15: an institution says that somebody works there; who may edit is our own list."""

    async def scenario(desk: OpenDesk, browser: httpx.AsyncClient, account: Account) -> None:
        for changes, why in (
            ({"eduperson_affiliation": ["student"]}, "Dit deel is voor medewerkers"),
            ({"eduperson_affiliation": None}, "Dit deel is voor medewerkers"),
            ({"eduperson_principal_name": "olga@school.example"}, NOT_LISTED),
            # Another institution that says it has a Noor of this one.
            ({"schac_home_organization": "evil.example"}, NOT_LISTED),
        ):
            account.claims = NOOR | changes
            answer = await browser.get(await go(browser))
            assert (answer.status_code, why in answer.text) == (403, True), changes
            assert "/desk/sign-in" in answer.text
        await assert_nobody_is_in(desk)

    at_desk(tmp_path, scenario)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"sub": "pairwise-2"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"], "azp": "another client"},
        {"aud": "another client", "azp": CLIENT},
        {"iss": "https://evil.example"},
        {"exp": 1_700_000_000},
    ],
    ids=str,
)
def test_an_answer_that_does_not_fit_signs_nobody_in(tmp_path: Path, wrong: dict[str, Any]) -> None:
    async def scenario(desk: OpenDesk, browser: httpx.AsyncClient, account: Account) -> None:
        account.in_token = wrong
        # It may call itself what it likes: we were told who it is.
        account.says_issuer = wrong.get("iss", "")
        answer = await browser.get(await go(browser))
        assert (answer.status_code, FAILED in answer.text) == (400, True)
        await assert_nobody_is_in(desk)

    at_desk(tmp_path, scenario)


def test_what_was_not_asked_here_or_signed_by_another_signs_nobody_in(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk, browser: httpx.AsyncClient, account: Account) -> None:
        async def refused(path: str) -> None:
            answer = await browser.get(path)
            assert (answer.status_code, FAILED in answer.text) == (400, True), path

        good = await go(browser)
        code = good.partition("?")[2].partition("&")[0]
        await refused(f"{BACK}?{code}&state=forged")
        await refused(good)  # the try is over: its cookie went with the forged one

        stolen = await go(browser)
        browser.cookies.clear()  # the browser of somebody else, lured to our answer
        await refused(stolen)
        browser.cookies.set("desk-account", "gAAAAA")
        await refused(stolen)

        await refused(BACK)
        await refused(f"{BACK}?error=access_denied&error_description=%3Cb%3Ehunter2")

        late = await go(browser)
        desk.now = NOW + timedelta(minutes=10)
        await refused(late)

        account.key = SOMEBODY_ELSE
        await refused(await go(browser))
        await assert_nobody_is_in(desk)

    at_desk(tmp_path, scenario)


def test_a_provider_that_is_away_gives_a_clear_page(tmp_path: Path) -> None:
    async def run() -> None:
        account = Account(claims=dict(NOOR), is_broken=True)
        nowhere = Provider(issuer="http://127.0.0.1:1", client_id=CLIENT, client_secret="x")
        async with serve_provider(account) as broken:
            for provider in (nowhere, broken):
                database = f"sqlite:///{tmp_path}/desk.db"
                async with (
                    open_desk(database, provider=provider) as desk,
                    httpx.AsyncClient(base_url=desk.url) as browser,
                ):
                    answer = await browser.get(START)
                    assert answer.status_code == 503
                    assert "lukt nu even niet" in answer.text
                    assert "set-cookie" not in answer.headers
                    # And the page with the other ways is there as ever.
                    assert (await browser.get("/desk/sign-in")).status_code == 200
                    await assert_nobody_is_in(desk)

    asyncio.run(run())
