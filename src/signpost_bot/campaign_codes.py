"""The command `campaigns code`: a link and a QR code to scan at the end of one offering."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

import segno

from signpost_bot import clock
from signpost_bot.actions.attendance import NoCode, make_code
from signpost_bot.app import open_tables
from signpost_bot.calendar import say_date
from signpost_bot.model.attendance import PREFIX, AttendanceCode
from signpost_bot.model.language import Language
from signpost_bot.settings import load_settings
from signpost_bot.texts import say

OK, FAILED, MISUSED = 0, 1, 2
MILLIMETRES = 1.5
"""How large one square of the code is in the SVG: it can be scanned from a few metres."""


def add_to(parser: ArgumentParser) -> None:
    """The command and its options."""
    parser.add_argument("offering", metavar="SLUG")
    parser.add_argument("--institution", required=True)
    parser.add_argument("--date", type=date.fromisoformat, metavar="DATE", help="today if left out")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="the QR code, to print or show")
    parser.add_argument("--language", type=Language, choices=list(Language), default=Language.EN)
    parser.set_defaults(command=print_code)


async def print_code(given: Namespace) -> int:
    """Print the link and its QR code. The same offering and day give the same link again."""
    settings, language = load_settings(), given.language
    async with open_tables(settings.database_url) as database:
        made = await make_code(database, given.institution, given.offering, given.date, clock.now())
    if isinstance(made, NoCode):
        known = {"offering": given.offering, "institution": given.institution}
        print(f"signpost-bot: {say(f'codes.{made}', language, **known)}", file=sys.stderr)
        return FAILED if made is NoCode.CLOSED else MISUSED
    # The library of Telegram takes a second to read, which the other commands need not wait for.
    from signpost_bot import serving

    username = await serving.find_username(settings)
    print(_say_made(made, language))
    if username is None:
        print(say("codes.no_name", language, payload=f"{PREFIX}{made.code}"))
        return FAILED if given.svg else OK
    show_code(f"https://t.me/{username}?start={PREFIX}{made.code}", given.svg)
    return OK


def show_code(link: str, svg: Path | None) -> None:
    """The link and its QR code in the terminal, and in a file. `OSError` for one that cannot be
    written."""
    code = segno.make_qr(link, error="m")
    print(link)
    code.terminal(compact=True)
    if svg:
        code.save(str(svg), kind="svg", scale=MILLIMETRES, unit="mm", title=link)
        print(svg)


def _say_made(made: AttendanceCode, language: Language) -> str:
    on = say_date(made.held_on, language)
    return say("codes.made", language, offering=made.offering, on=on)
