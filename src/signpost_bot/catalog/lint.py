"""The lint: what staff better change in a catalog that can be read, as errors and advice."""

from collections.abc import Iterator
from datetime import datetime

from signpost_bot.catalog.files import FileDocument, Folder
from signpost_bot.catalog.lint_campaigns import lint_campaign
from signpost_bot.catalog.lint_offerings import lint_alike, lint_offering
from signpost_bot.catalog.lint_reading import limits_for
from signpost_bot.catalog.lint_remark import Remark, to_finding
from signpost_bot.catalog.lint_stories import lint_story
from signpost_bot.catalog.lint_texts import lint_texts
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.document import NATIONWIDE
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering, State


def lint(read: Folder, now: datetime) -> tuple[Finding, ...]:
    """Every remark on every document, in the order of the files and their lines.

    National lines are left out: they name danger plainly, as they have to.
    """
    places = dict.fromkeys(document.key.institution for document in read.documents)
    return tuple(
        finding
        for place in places
        if place != NATIONWIDE
        for finding in _lint_institution(
            [d for d in read.documents if d.key.institution == place], now
        )
    )


def _lint_institution(documents: list[FileDocument], now: datetime) -> Iterator[Finding]:
    catalog = catalog_of(documents)
    limits = limits_for(catalog.institution.sort if catalog else None)
    earlier: list[Offering] = []
    for document in documents:
        content, found = document.content, list[Remark]()
        match content:
            case Offering(state=State.RETIRED):
                continue
            case Offering():
                found = lint_alone(content, catalog, now)
                found += lint_alike(content, earlier)
                earlier.append(content)
            case Campaign(nudge=nudge):
                found = [*lint_texts(content, limits), *lint_campaign(content)]
                if nudge and nudge.story:
                    where = ("nudge", "story", "words")
                    found += lint_story(nudge.story.words, None, where, limits, now.date())
        yield from _in_order(found, document)


def lint_alone(offering: Offering, catalog: Catalog | None, now: datetime) -> list[Remark]:
    """All remarks about one offering, whatever the others say."""
    limits = limits_for(catalog.institution.sort if catalog else None)
    found = lint_texts(offering, limits)
    found += lint_offering(offering, catalog, now) if catalog else []
    if story := offering.story:
        told, until = ("story", "words"), story.show_until
        found += lint_story(story.words, until, told, limits, now.date())
    return found


def _in_order(found: list[Remark], document: FileDocument) -> list[Finding]:
    findings = [to_finding(remark, document.lines) for remark in found]
    return sorted(findings, key=lambda finding: (finding.spot.line, finding.spot.column))


def catalog_of(documents: list[FileDocument]) -> Catalog | None:
    """The institution with its calendar, for what depends on the date; None without one."""
    contents = [document.content for document in documents]
    about = next((one for one in contents if isinstance(one, Institution)), None)
    if about is None:
        return None
    return Catalog(
        institution=about,
        calendar=next((one for one in contents if isinstance(one, Calendar)), None),
        national=National(lines=()),
        offerings=tuple(one for one in contents if isinstance(one, Offering)),
        campaigns=tuple(one for one in contents if isinstance(one, Campaign)),
    )
