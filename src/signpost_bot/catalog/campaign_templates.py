"""Campaign templates: messages and questions of the year, as forms for staff to copy.

Those in `campaigns/` are for every sort of education, those in a folder of a sort for that one.
They are read apart from the catalogs, so none is ever saved or sent.
"""

from pathlib import Path

from signpost_bot.catalog.files import (
    TEMPLATES,
    FileDocument,
    check_document,
    finding_at,
    read_document,
)
from signpost_bot.catalog.lint_campaigns import lint_campaign
from signpost_bot.catalog.lint_reading import A2
from signpost_bot.catalog.lint_remark import to_finding
from signpost_bot.catalog.lint_texts import lint_texts
from signpost_bot.catalog.references import list_references
from signpost_bot.model.campaign import Campaign, CampaignState
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.finding import Finding, Level, Spot
from signpost_bot.model.institution import Sort

CAMPAIGNS = "campaigns"
"""Their folder, beside those of the sorts."""


def read_campaign_templates(
    folder: Path, known_needs: frozenset[str]
) -> tuple[tuple[Campaign, ...], tuple[Finding, ...]]:
    """All campaign templates under the folder of the catalogs, and what is wrong with others."""
    campaigns: list[Campaign] = []
    findings: list[Finding] = []
    root = folder / TEMPLATES / CAMPAIGNS
    for file in sorted(root.rglob("*.yaml")):
        if file.parent not in (root, *(root / sort.value for sort in Sort)):
            values = (("name", file.name),)
            spot = Spot(file=file)
            findings.append(Finding(spot=spot, key="files.template_elsewhere", values=values))
            continue
        key = DocumentKey(institution=TEMPLATES, kind=DocumentKind.CAMPAIGN, slug=file.stem)
        read = read_document(file, key)
        found = read if isinstance(read, list) else _check(read, known_needs)
        findings += found
        is_wrong = any(finding.level is Level.ERROR for finding in found)
        if isinstance(read, FileDocument) and isinstance(read.content, Campaign) and not is_wrong:
            campaigns.append(read.content)
    return tuple(campaigns), tuple(findings)


def _check(document: FileDocument, known_needs: frozenset[str]) -> list[Finding]:
    """As a campaign, its words by the strictest limits, and: nothing named that only one
    institution has, nothing sent when it is copied."""
    campaign, lines = document.content, document.lines
    found = check_document(document, known_needs)
    if not isinstance(campaign, Campaign):
        return found
    if campaign.state is not CampaignState.DRAFT:
        found.append(finding_at(lines, ("state",), "template_not_draft"))
    remarks = [*lint_texts(campaign, A2), *lint_campaign(campaign)]
    found += [to_finding(one, lines) for one in remarks if one.key != "campaigns.fill_in"]
    return found + [
        finding_at(lines, one.where, "template_filled_in", name=one.slug)
        for one in list_references(campaign)
    ]
