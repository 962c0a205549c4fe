"""The commands `catalog …`: what is wrong with the files, and all that is done with them."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from signpost_bot import (
    catalog_calendars,
    catalog_exchange,
    catalog_sheets,
    clock,
    explaining,
    reporting,
)
from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.campaigns.checking import check_campaigns
from signpost_bot.catalog.campaign_templates import read_campaign_templates
from signpost_bot.catalog.freshness import list_stale
from signpost_bot.catalog.lint import lint
from signpost_bot.catalog.personas import check_personas
from signpost_bot.catalog.report import read_accounting
from signpost_bot.catalog_options import print_advice, print_findings
from signpost_bot.model.document import DocumentKind
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Language
from signpost_bot.settings import load_settings
from signpost_bot.texts import say


def add_to(parser: ArgumentParser) -> None:
    """The commands and their options."""
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    check = kinds.add_parser("check", help="say what is wrong with the files")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    check.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    check.add_argument("--advice", action="store_true", help="also what would be better")
    check.set_defaults(command=check_catalog)
    report = kinds.add_parser("report", help="what became of all the research report names")
    report.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    report.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    report.add_argument("--json", action="store_true", help="one JSON object")
    report.set_defaults(command=reporting.report)
    schema = kinds.add_parser("schema", help="print the JSON Schema of a document")
    schema.add_argument("kind", nargs="?", type=DocumentKind, choices=list(DocumentKind))
    schema.set_defaults(command=explaining.print_schema)
    needs = kinds.add_parser("needs", help="what students come with: the needs to choose from")
    needs.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    needs.set_defaults(command=explaining.print_needs)
    asked = kinds.add_parser("moment", help="how a sentence about a moment is read")
    asked.add_argument("sentence", metavar="SENTENCE", help='"elke dinsdag 12-13u"')
    asked.add_argument("--institution", help="skip the holidays of its calendar")
    asked.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)
    asked.set_defaults(command=explaining.print_moment)
    catalog_exchange.add_to(kinds)
    catalog_calendars.add_to(kinds)
    catalog_sheets.add_to(kinds)


async def check_catalog(given: Namespace) -> int:
    """Print every error, and advice when it is asked for; 1 when there are errors."""
    folder, now = given.folder or load_settings().offerings, clock.now()
    needs = build_index()
    read = check_files(folder, needs)
    known = frozenset(need.slug for need in needs.needs)
    accounting = read_accounting(folder, read, known)
    of_campaigns, wrong = read_campaign_templates(folder, known)
    personas = check_personas(folder, read)
    stale = list_stale(read, now.date())
    findings = (
        *(*read.findings, *accounting.findings, *wrong, *personas, *stale, *lint(read, now)),
        *check_campaigns(read, needs, now),
    )
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    advice = [finding for finding in findings if finding.level is Level.ADVICE]
    print_findings(errors, given.language, sys.stdout)
    if given.advice:
        print_advice(advice, given.language, sys.stdout)
    elif advice:
        print(say("lint.hidden", given.language, advice=len(advice)))
    if errors:
        return 1
    documents, templates = len(read.documents), len(accounting.templates) + len(of_campaigns)
    print(say("files.all_good", given.language, documents=documents, templates=templates))
    return 0
