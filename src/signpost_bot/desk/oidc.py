"""Signing in with the account of the institution, by OpenID Connect: code flow with PKCE.

Authlib asks the provider and checks what it says. We keep the state of one try in a sealed
cookie, and decide who comes in: an employee, who is on our own list.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.actions.desk_links import sign_in_by_name
from signpost_bot.desk.claims import NotIn, read_login
from signpost_bot.desk.frame import Desk
from signpost_bot.desk.provider import Provider
from signpost_bot.desk.signing_in import let_in, say_not_in, take_try

START, BACK = "/desk/account", "/desk/account/back"
TRY_TIME = timedelta(minutes=10)
"""How long signing in at the provider may take."""
PATIENCE_SECONDS = 10.0
"""How long the provider may take for one answer."""

SEALED_FOR = "account:"
"""Stands before what is sealed: nothing else that we sealed is taken for it."""

log = logging.getLogger(__name__)


class _Away(Exception):
    """The provider cannot be reached, or answers with an error."""


class _NotTrusted(Exception):
    """What came back is not the answer to what this browser asked, or not from the provider."""


def routes(desk: Desk) -> list[Route]:
    """There are none without a provider."""
    provider = desk.provider
    if provider is None:
        return []

    async def start(request: Request) -> Response:
        take_try(desk, request)
        request.scope["session"] = {}
        try:
            url = await _ask(provider, request, f"{desk.origin}{BACK}")
        except _Away:
            return say_not_in(request, 503, "away")
        response = RedirectResponse(url, 303)
        kept = _seal(desk, request.session, desk.clock())
        # Lax: the browser comes back from the site of the provider.
        response.set_cookie(
            _cookie(desk), kept, max_age=int(TRY_TIME.total_seconds()), path="/",
            secure=desk.is_https, httponly=True, samesite="lax",
        )  # fmt: skip
        return response

    async def come_back(request: Request) -> Response:
        take_try(desk, request)
        request.scope["session"] = _unseal(desk, request)
        response = await _let_in_or_not(desk, provider, request)
        response.delete_cookie(
            _cookie(desk), path="/", secure=desk.is_https, httponly=True, samesite="lax"
        )
        return response

    return [Route(START, start, methods=["GET"]), Route(BACK, come_back, methods=["GET"])]


async def _let_in_or_not(desk: Desk, provider: Provider, request: Request) -> Response:
    try:
        login = read_login(provider, await _fetch_claims(provider, request))
    except _Away:
        return say_not_in(request, 503, "away")
    except _NotTrusted:
        return say_not_in(request, 400, "failed")
    if isinstance(login, NotIn):
        return say_not_in(request, 403, login.value)
    async with desk.database.transaction() as tx:
        old = request.cookies.get(desk.cookie, "")
        token = await sign_in_by_name(tx, desk.seal, login, old, desk.clock())
    return let_in(desk, token) if token else say_not_in(request, 403, NotIn.NOT_LISTED.value)


async def _ask(provider: Provider, request: Request, back: str) -> str:
    """Where the browser has to go; what the answer must fit is in the session then."""
    try:
        client = await asyncio.to_thread(_open_client, provider)
        response = await client.authorize_redirect(request, back)
        return str(response.headers["location"])
    except Exception as error:  # whatever another machine says, our page is clear
        log.warning("the provider gave no way to sign in: %s", type(error).__name__)
        raise _Away from None


async def _fetch_claims(provider: Provider, request: Request) -> Mapping[str, Any]:
    """What userinfo says of who signed in, once the id_token is proved to be the answer to what
    this browser asked: signature, issuer, audience, time, nonce (OpenID Connect Core 1.0,
    3.1.3.7), and that both speak of the same person (5.3.2)."""
    client = await asyncio.to_thread(_open_client, provider)
    import httpx2

    must_be = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }
    try:
        token = await client.authorize_access_token(request, claims_options=must_be)
        proved = token.get("userinfo") or {}
        claims: Mapping[str, Any] = await client.userinfo(token=token)
    except httpx2.HTTPError as error:
        log.warning("the provider is away: %s", type(error).__name__)
        raise _Away from None
    except Exception as error:  # Authlib, joserfc and json each have errors of their own
        log.warning("somebody was not signed in: %s", type(error).__name__)
        raise _NotTrusted from None
    if not proved.get("sub") or proved["sub"] != claims.get("sub"):
        log.warning("somebody was not signed in: userinfo is about somebody else")
        raise _NotTrusted
    return claims


@cache
def _open_client(provider: Provider) -> Any:
    """The client of this provider, which keeps what it said of itself. Authlib takes most of a
    second to load, in which students would wait: so in a thread, and only when it is used."""
    from authlib.integrations.starlette_client import StarletteOAuth2App
    from authlib.integrations.starlette_client.integration import StarletteIntegration

    return StarletteOAuth2App(
        StarletteIntegration("desk"),
        name="desk",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.discovery,
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "timeout": PATIENCE_SECONDS,
        },
    )


def _cookie(desk: Desk) -> str:
    return f"{desk.cookie}-account"


def _seal(desk: Desk, session: Mapping[str, Any], now: datetime) -> str:
    kept = json.dumps({"until": (now + TRY_TIME).isoformat(), "session": session})
    sealed = desk.seal.close(f"{SEALED_FOR}{kept}")
    assert sealed
    return sealed.decode()


def _unseal(desk: Desk, request: Request) -> dict[str, Any]:
    """What this browser asked; empty when it is too old, or is not ours."""
    text = desk.seal.open(request.cookies.get(_cookie(desk), "").encode())
    if not text.startswith(SEALED_FOR):
        return {}
    kept = json.loads(text.removeprefix(SEALED_FOR))
    return kept["session"] if datetime.fromisoformat(kept["until"]) > desk.clock() else {}
