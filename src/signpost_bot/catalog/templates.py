"""Templates: offerings that the report names of no institution, as forms for staff to copy.

They are read apart from the catalogs, so none is ever saved or shown to a student.
"""

from dataclasses import dataclass
from pathlib import Path

from signpost_bot.catalog.campaign_templates import CAMPAIGNS
from signpost_bot.catalog.files import (
    TEMPLATES,
    FileDocument,
    check_document,
    finding_at,
    read_document,
)
from signpost_bot.catalog.lint_reading import limits_for
from signpost_bot.catalog.lint_remark import to_finding
from signpost_bot.catalog.lint_texts import lint_texts
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.finding import Finding, Level, Spot
from signpost_bot.model.institution import Sort
from signpost_bot.model.offering import Offering, State

ONLY_THE_INSTITUTION_KNOWS = (
    *("persons", "moments", "contact", "link", "cost", "waiting_time", "meanwhile", "owner"),
    *("story", "host", "seats"),
)


@dataclass(frozen=True, kw_only=True)
class Template:
    """One form, for one kind of education."""

    sort: Sort
    offering: Offering

    @property
    def ref(self) -> str:
        """How the report names it: `sort/slug`."""
        return f"{self.sort}/{self.offering.slug}"


def read_templates(
    folder: Path, known_needs: frozenset[str]
) -> tuple[tuple[Template, ...], tuple[Finding, ...]]:
    """All templates under the folder of the catalogs, and what is wrong with the others."""
    templates: list[Template] = []
    findings: list[Finding] = []
    for file in sorted((folder / TEMPLATES).rglob("*.yaml")):
        if (folder / TEMPLATES / CAMPAIGNS) in file.parents:
            continue
        sort = next((s for s in Sort if file.parent == folder / TEMPLATES / s.value), None)
        if sort is None:
            values = (("name", file.name),)
            spot = Spot(file=file)
            findings.append(Finding(spot=spot, key="files.template_elsewhere", values=values))
            continue
        key = DocumentKey(
            institution=f"{TEMPLATES}/{sort}", kind=DocumentKind.OFFERING, slug=file.stem
        )
        read = read_document(file, key)
        found = read if isinstance(read, list) else _check(read, sort, known_needs)
        findings += found
        is_wrong = any(finding.level is Level.ERROR for finding in found)
        if isinstance(read, FileDocument) and isinstance(read.content, Offering) and not is_wrong:
            templates.append(Template(sort=sort, offering=read.content))
    return tuple(templates), tuple(findings)


def _check(document: FileDocument, sort: Sort, known_needs: frozenset[str]) -> list[Finding]:
    """As an offering, its words too, and: nothing filled in, nothing live when it is copied.

    That a student can do nothing with it yet is what a template is, so nothing is said of it.
    """
    offering, lines = document.content, document.lines
    found = check_document(document, known_needs)
    if not isinstance(offering, Offering):
        return found
    if offering.state is not State.DRAFT:
        found.append(finding_at(lines, ("state",), "template_not_draft"))
    found += [to_finding(one, lines) for one in lint_texts(offering, limits_for(sort))]
    return found + [
        finding_at(lines, (field, "#key"), "template_filled_in", name=field)
        for field in ONLY_THE_INSTITUTION_KNOWS
        if getattr(offering, field)
    ]
