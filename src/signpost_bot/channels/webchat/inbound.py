"""What a page posts, as an incoming; nothing of it stands in an address."""

import asyncio
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from signpost_bot.meaning.vectors import Embed
from signpost_bot.model.language import Language
from signpost_bot.model.session import Channel, Incoming
from signpost_bot.safety.guard import find_strong, read_text
from signpost_bot.store.sealing import is_token
from signpost_bot.web.templates import read_language

LONGEST = 4_000
"""Characters that can be typed; the core reads the beginning and the end of so much."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What a page posted. `token` says which talk it is, and stands in a field of the page and
    nowhere else; `shown` is how the student's own line reads: what they typed, or what
    stood on the button."""

    token: str = field(repr=False)
    text: str = field(default="", repr=False)
    choice: str | None = None
    shown: str = field(default="", repr=False)
    has_begun: bool = False
    language: Language


async def read_post(request: Request) -> Posted:
    """The fields; a page of ours always has a token, so without one it is no page of ours."""
    async with request.form(max_files=0, max_fields=20) as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    token = given.get("token", "")
    if not is_token(token):
        raise HTTPException(400)
    # Half a character cannot be kept, sent or shown.
    text = given.get("text", "").encode("utf-8", "replace").decode("utf-8")[:LONGEST]
    # The label comes along behind the id: what a button was called is kept nowhere.
    choice, _, label = given.get("tap", "").partition(" ")
    asked = given.get("language", "")
    return Posted(
        token=token,
        text=text,
        choice=choice or None,
        shown=(label if choice else text).strip(),
        has_begun=given.get("begun") == "yes",
        language=Language(asked) if asked in list(Language) else read_language(request),
    )


async def read_incoming(posted: Posted, embed: Embed) -> Incoming:
    """What the talk sees of it. The detectors run here, before any I/O: a strong pattern waits
    for nothing, and models have a thread, beside other students."""
    if posted.choice is not None:
        return Incoming(channel=Channel.WEB, choice=posted.choice, hint=posted.language)
    given = (posted.text, Channel.WEB, posted.language, embed)
    if find_strong(posted.text):
        return read_text(*given)
    return await asyncio.to_thread(read_text, *given)
