"""The commands `catalog …`: what is wrong with the files, and all that is done with them."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from signpost_bot import catalog_exchange, clock
from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.catalog.freshness import list_stale
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.settings import load_settings
from signpost_bot.texts import say


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    check = kinds.add_parser("check", help="say what is wrong with the files")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    check.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    check.set_defaults(command=check_catalog)
    catalog_exchange.add_to(kinds)


async def check_catalog(given: Namespace) -> int:
    """Print every finding; 1 when there are any."""
    read = check_files(given.folder or load_settings().offerings, build_index())
    findings = (*read.findings, *list_stale(read, clock.now().date()))
    print_findings(findings, given.language, sys.stdout)
    if findings:
        return 1
    print(say("files.all_good", given.language, documents=len(read.documents)))
    return 0


def print_findings(findings: Sequence[Finding], language: Language, out: TextIO) -> None:
    """`file:line:col: sentence`, one a line, and how many there are."""
    for finding in findings:
        spot, sentence = finding.spot, say(finding.key, language, **dict(finding.values))
        print(f"{spot.file}:{spot.line}:{spot.column}: {sentence}", file=out)
    if findings:
        print(say("files.count", language, findings=len(findings)), file=out)
