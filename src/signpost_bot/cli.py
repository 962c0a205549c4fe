"""The commands: read the arguments, call the right part, leave with a clear code."""

import argparse
import asyncio
import sys
from pathlib import Path

from signpost_bot import (
    campaign_commands,
    catalog_commands,
    catalog_options,
    commands,
    institution_commands,
    logs,
    mail_commands,
    staff_commands,
)
from signpost_bot.actions.catalog import CatalogBroken, UnknownInstitution
from signpost_bot.actions.exchange import ClosedInstitutions
from signpost_bot.app import OldSchema
from signpost_bot.model.language import Language
from signpost_bot.settings import BadSetting
from signpost_bot.store.database import DatabaseUnavailable

OK, FAILED, MISUSED = 0, 1, 2


def run(arguments: list[str]) -> int:
    """Run one command. 0 is well, 1 is findings or a failure, 2 is a wrong call or setting."""
    logs.set_up()
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate in a question must not stop an answer from being printed.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    given = build_parser().parse_args(arguments)
    try:
        code: int = asyncio.run(given.command(given))
        return code
    except CatalogBroken as error:
        language = getattr(given, "language", None) or Language.NL
        catalog_options.print_findings(error.findings, language, sys.stderr)
        return FAILED
    except (KeyboardInterrupt, BrokenPipeError):
        sys.stderr.close()
        return FAILED
    except Exception as error:
        sentence, code = explain(error)
        print(f"signpost-bot: {sentence}", file=sys.stderr)
        return code


def explain(error: Exception) -> tuple[str, int]:
    """One sentence for the operator, and the exit code."""
    match error:
        case BadSetting():
            return str(error), MISUSED
        case UnknownInstitution(slug=slug, known=known):
            return f"there is no institution '{slug}'; known are: {', '.join(known)}", MISUSED
        case ClosedInstitutions(slugs=slugs):
            return f"closed for good: {', '.join(slugs)}; move its folder out of the files", FAILED
        case OldSchema():
            return str(error), FAILED
        case DatabaseUnavailable():
            return f"the database cannot be used: {error}", FAILED
        case OSError():
            return f"{error.filename or 'a file'}: {error.strerror}", FAILED
    # Only its type: the message could quote what somebody wrote.
    return f"something went wrong ({type(error).__name__})", FAILED


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = argparse.ArgumentParser(
        prog="signpost-bot", description="Tells a student where to go, at the moment it matters."
    )
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = kinds.add_parser("demo", help="try the fictional voorbeeld: chat, pages and desk")
    demo.add_argument("--language", type=Language, choices=list(Language))
    demo.add_argument("--port", type=_port, metavar="N", help="where its pages are, if it is free")
    demo.set_defaults(command=commands.with_pages)
    served = kinds.add_parser("run", help="serve students in Telegram")
    served.set_defaults(command=commands.with_bot, name="run")
    moment = "another moment, only on this machine"
    served.add_argument("--now", metavar="ISO", help=moment)
    for name, does in (("plan", "plan messages once"), ("deliver", "send once what is due")):
        once = kinds.add_parser(name, help=does)
        once.add_argument("--now", metavar="ISO", help=moment)
        once.set_defaults(command=commands.with_bot, name=name)

    database = kinds.add_parser("db", help="the database").add_subparsers(required=True)
    upgrade = database.add_parser("upgrade", help="bring the database to this version")
    upgrade.set_defaults(command=commands.upgrade)

    chat = kinds.add_parser("chat", help="talk in the terminal, as a new student")
    chat.add_argument("--institution", default="voorbeeld")
    chat.add_argument("--language", type=Language, choices=list(Language))
    chat.add_argument("--json", action="store_true", help="JSON lines in and out")
    chat.set_defaults(command=commands.chat)

    ask = kinds.add_parser("ask", help="one question, or a file of them")
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", metavar="TEXT")
    what.add_argument("--batch", type=Path, metavar="FILE", help='JSON lines {"q", "lang"}')
    ask.add_argument("--institution", required=True)
    ask.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    ask.add_argument("--json", action="store_true", help="one JSON line per question")
    ask.add_argument("--no-model", action="store_true", help="look at the words only")
    ask.set_defaults(command=commands.ask)

    learning = kinds.add_parser("answering", help="what answers are made from")
    trained = learning.add_subparsers(required=True).add_parser(
        "train", help="learn from the banks"
    )
    trained.set_defaults(command=commands.with_learning, name="train")

    measured = kinds.add_parser("evaluate", help="how well: a file of labelled sentences")
    measured.add_argument("file", type=Path, metavar="FILE")
    measured.add_argument("--institution", default="voorbeeld")
    measured.add_argument("--no-model", action="store_true", help="look at the words only")
    measured.add_argument("--json", action="store_true", help="one JSON line per language")
    measured.set_defaults(command=commands.with_learning, name="evaluate")

    campaign_commands.add_to(kinds.add_parser("campaigns", help="what the bot says first"))
    catalog_commands.add_to(kinds.add_parser("catalog", help="the catalogs"))
    institution_commands.add_to(kinds.add_parser("institution", help="which there are; close one"))
    mail_commands.add_to(kinds.add_parser("mail", help="try the mail server"))
    staff_commands.add_to(kinds.add_parser("staff", help="who keeps the catalogs true"))
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)
