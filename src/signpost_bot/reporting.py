"""The command `catalog report`: the research report, held against the catalogs."""

import json
import sys
from argparse import Namespace

from signpost_bot.actions.catalog import CatalogBroken, check_files
from signpost_bot.app import build_index
from signpost_bot.catalog.coverage import measure_coverage
from signpost_bot.catalog.report import read_accounting
from signpost_bot.channels.terminal.report import to_json, to_text
from signpost_bot.model.finding import Level
from signpost_bot.settings import load_settings
from signpost_bot.texts import say


async def report(given: Namespace) -> int:
    """Print what became of every approach, and what each catalog covers.

    1 when the folder has no report. `CatalogBroken` when anything in it is wrong: a table over
    half of the files would say that the rest is not there.
    """
    folder = given.folder or load_settings().offerings
    needs = build_index()
    catalogs = check_files(folder, needs)
    accounting = read_accounting(folder, catalogs, frozenset(need.slug for need in needs.needs))
    findings = (*catalogs.findings, *accounting.findings)
    if errors := tuple(finding for finding in findings if finding.level is Level.ERROR):
        raise CatalogBroken(errors)
    if accounting.report is None:
        print(say("report.none_here", given.language), file=sys.stderr)
        return 1
    coverages = measure_coverage(catalogs, accounting.templates, tuple(needs.needs))
    if given.json:
        print(json.dumps(to_json(accounting.report, coverages, given.language)))
    else:
        print("\n".join(to_text(accounting.report, coverages, given.language)))
    return 0
