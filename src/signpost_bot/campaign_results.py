"""The commands `campaigns approve` and `campaigns results`."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from signpost_bot import clock
from signpost_bot.actions.approvals import Approving, NotApproved, approve
from signpost_bot.actions.results import BlockResults, Results, load_results
from signpost_bot.app import open_app
from signpost_bot.calendar import say_date
from signpost_bot.campaigns.blocks import QUARTER
from signpost_bot.model.language import Language
from signpost_bot.model.totals import FEWEST, About, Measure, ShownTotals
from signpost_bot.settings import load_settings
from signpost_bot.texts import say

OK, MISUSED = 0, 2


def add_to(kinds: Any) -> None:
    """Both commands and their options."""
    approved = kinds.add_parser("approve", help="say yes to the words of a campaign")
    approved.add_argument("slug", metavar="SLUG")
    approved.add_argument("--as", dest="name", metavar="NAME", required=True, help="who says yes")
    approved.set_defaults(command=approve_campaign)
    results = kinds.add_parser("results", help="did it help? Totals of each block that is over")
    results.add_argument("--json", action="store_true", help="one JSON line for each row")
    results.set_defaults(command=show_results)
    for one in (approved, results):
        one.add_argument("--institution", help="SIGNPOST_INSTITUTION where nothing is given")
        one.add_argument("--language", type=Language, choices=list(Language), default=Language.NL)


async def approve_campaign(given: Namespace) -> int:
    """Keep the yes of one member of staff, and say whose is still needed; 2 for a yes that does
    not count."""
    settings, now = load_settings(), clock.now()
    institution = given.institution or settings.institution
    # Nothing is opened that is sealed, so any key does.
    async with open_app(settings.database_url, settings.offerings, None, now) as app:
        found = await approve(app.database, institution, given.slug, given.name, now)
    if isinstance(found, NotApproved):
        values = {"campaign": given.slug, "name": given.name, "institution": institution}
        sentence = say(f"approval.{found}", given.language, **values)
        print(f"signpost-bot: {sentence}", file=sys.stderr)
        return MISUSED
    for line in say_approving(found, given.language):
        print(line)
    return OK


def say_approving(found: Approving, language: Language) -> Iterator[str]:
    """Whose yes it was, and what is still needed before it goes out."""
    campaign = found.campaign
    yield say("approval.given", language, name=found.member.name, campaign=campaign.slug)
    if found.sounds_like_danger:
        yield say("approval.danger", language)
    if not found.is_approved:
        lacking = "approver" if found.lacks_approver else "another"
        yield say(f"approval.lacks_{lacking}", language)
    elif campaign.is_running:
        yield say("approval.runs" if found.is_needed else "approval.runs_anyway", language)
    else:
        yield say("approval.not_running", language, state=campaign.state.value)


async def show_results(given: Namespace) -> int:
    """The totals of every block that is over, as text or as JSON lines."""
    settings, now = load_settings(), clock.now()
    institution = given.institution or settings.institution
    async with open_app(settings.database_url, settings.offerings, None, now) as app:
        found = await load_results(app.database, institution, now)
    for line in to_json(found) if given.json else say_results(found, given.language):
        print(line)
    return OK


def to_json(found: Results) -> Iterator[str]:
    """One line for each row; null is what is not said."""
    for block in found.blocks:
        for row in block.rows:
            parts = {measure.value: dict(of) for measure, of in row.parts.items()}
            yield json.dumps(
                {
                    "block": block.key,
                    "ends_on": block.last_on.isoformat(),
                    "about": row.about.value,
                    "slug": row.slug,
                    **{measure.value: number for measure, number in row.counts.items()},
                    "parts": parts,
                }
            )
    for campaign, times in sorted(found.too_few.items()):
        yield json.dumps({"about": "campaign", "slug": campaign, "too_few": times})


def say_results(found: Results, language: Language) -> Iterator[str]:
    """The same for staff, and when there is more."""
    for block in found.blocks:
        yield _say_block(block, found, language)
        for row in block.rows:
            yield f"  {_say_row(row, language)}"
            for measure, parts in row.parts.items():
                said = (
                    f"{_say_part(row, measure, part, found, language)} {number}"
                    for part, number in parts.items()
                )
                if line := ", ".join(said):
                    yield f"    {line}"
    for campaign, times in sorted(found.too_few.items()):
        yield say("totals.too_few", language, campaign=campaign, times=times, fewest=FEWEST)
    if found.blocks:
        yield say("totals.hidden", language, fewest=FEWEST)
    else:
        yield say("totals.nothing_yet", language)
    yield say("totals.next", language, on=say_date(found.next_on, language))


def _say_block(block: BlockResults, found: Results, language: Language) -> str:
    periods = found.catalog.calendar.periods if found.catalog.calendar else ()
    slug = block.key.partition(":")[0]
    title = next((one.title.text(language) for one in periods if one.slug == slug), slug)
    if slug == QUARTER:
        title = say("totals.quarter", language)
    return say("totals.block", language, title=title, until=say_date(block.last_on, language))


def _say_row(row: ShownTotals, language: Language) -> str:
    numbers = ", ".join(
        say(f"totals.{measure}", language, number=number)
        for measure, number in row.counts.items()
        if number is not None
    )
    return say(f"totals.{row.about}", language, slug=row.slug, numbers=numbers)


def _say_part(
    row: ShownTotals, measure: Measure, part: str, found: Results, language: Language
) -> str:
    """The offering that was named, or the answer that was given, as people know it."""
    if measure is Measure.REACHED:
        offering = found.catalog.offering(part)
        return offering.title.text(language) if offering else part or say("totals.else", language)
    asked = (
        one.asks
        for one in found.catalog.campaigns
        if one.asks and (one.slug == row.slug or row.about is About.OFFERING)
    )
    answers = (answer for question in asked if (answer := question.answer(part)))
    return next((answer.label.text(language) for answer in answers), part)
