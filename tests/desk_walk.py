"""Somebody changes an opening hour at the desk, from a link to sign in to what a student reads."""

import re
from html import unescape

import httpx
from desk_forms import fill

OFFERING = "studieloket"
TITLE = "Studieloket: stel je vraag"
BEFORE, AFTER = "12:00", "13:00"
ASKED = {"nl": "waar is het studieloket?", "en": "where is the study desk?"}


async def change_hour(client: httpx.AsyncClient, link: str) -> httpx.Response:
    """Sign in, search, open, change and save, each by what the page before it shows. The page
    after it, which says the next days."""
    shown = await client.get(link)
    button = re.search(r'<form method="post" action="([^"]+)"', shown.text)
    assert button
    signed_in = await client.post(button[1])
    home = await client.get(signed_in.headers["location"])
    assert 'name="q"' in home.text
    found = await client.get(home.url.path, params={"q": "loket"})
    row = re.search(rf'href="(/desk/offerings/[^"/]+)">{TITLE}', unescape(found.text))
    assert row, "the search finds it"
    page = await client.get(row[1])
    (sentence,) = fill(page.text)["moments.0"]
    typed = sentence.replace(BEFORE, AFTER)
    saved = await client.post(row[1], data=fill(page.text, moments__0=typed))
    return await client.get(saved.headers["location"])
