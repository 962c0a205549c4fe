"""An OpenID provider on this machine, over HTTP with real keys, that can be told to go wrong."""

import base64
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from pages import HOST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from signpost_bot.desk.provider import Provider
from signpost_bot.web.serving import serve_web

KEY = RSAKey.generate_key(2048, {"kid": "one"})
SOMEBODY_ELSE = RSAKey.generate_key(2048, {"kid": "one"})
CLIENT, SECRET = "signpost", "a-secret-between-us"


@dataclass
class Account:
    """What the provider says of who signs in, and what is wrong with it."""

    claims: dict[str, Any]
    in_token: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    says_issuer: str = ""
    is_broken: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def provider(self, port: int) -> Provider:
        """How we are told of it."""
        return Provider(issuer=f"http://{HOST}:{port}", client_id=CLIENT, client_secret=SECRET)


@asynccontextmanager
async def serve_provider(account: Account) -> AsyncIterator[Provider]:
    """The provider, running."""

    async def discovery(request: Request) -> Response:
        if account.is_broken:
            return JSONResponse({"error": "down"}, 503)
        at = str(request.base_url).rstrip("/")
        return JSONResponse(
            {
                "issuer": account.says_issuer or at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "userinfo_endpoint": f"{at}/userinfo",
                "jwks_uri": f"{at}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        account.asked.append(asked)
        code = f"code-{len(account.asked)}"
        account.codes[code] = asked
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 302)

    async def token(request: Request) -> Response:
        form = {key: one[0] for key, one in parse_qs((await request.body()).decode()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = account.codes.pop(form["code"], None)
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        is_known = request.headers["authorization"] == f"Basic {basic}"
        if not is_known or asked is None or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": str(request.base_url).rstrip("/"),
            "sub": account.claims["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims | account.in_token, account.key)
        return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": signed})

    async def userinfo(request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer access"
        return JSONResponse(account.claims)

    async def keys(_: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    site = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
            Route("/userinfo", userinfo),
            Route("/keys", keys),
        ]
    )
    async with serve_web(site, HOST, 0) as port:
        yield account.provider(port)


def path_of(address: str) -> str:
    """Path and query: the desk of a test is reached at another port than it says."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
