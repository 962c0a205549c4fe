"""The folder `offerings/` as documents, or what is wrong with it."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeVar

from pydantic import ValidationError

from signpost_bot.catalog.lines import Lines, read_lines
from signpost_bot.catalog.numbers import check_numbers
from signpost_bot.catalog.problems import findings_of
from signpost_bot.catalog.references import Target, list_needs, list_references
from signpost_bot.catalog.spots import Spots, Where
from signpost_bot.catalog.written_moments import read_written
from signpost_bot.catalog.written_values import find_misread
from signpost_bot.model.campaign import LONGEST_BUTTON, Campaign, checkin_button
from signpost_bot.model.document import NATIONWIDE, SCHEMAS, DocumentKey, DocumentKind
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.language import Document
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering

Shape = TypeVar("Shape", bound=Document)

ONE_OF_A_KIND = {
    "institution.yaml": DocumentKind.INSTITUTION,
    "calendar.yaml": DocumentKind.CALENDAR,
}
MANY_OF_A_KIND = {"offerings": DocumentKind.OFFERING, "campaigns": DocumentKind.CAMPAIGN}
TEMPLATES = "templates"
"""The one folder that is no institution: forms for staff, which no student may ever be shown."""


@dataclass(frozen=True, kw_only=True)
class FileDocument:
    """A document as a file brought it, with its spots for later findings."""

    key: DocumentKey
    content: Document
    lines: Lines


@dataclass(frozen=True, kw_only=True)
class Folder:
    """All that was read: documents that are right, findings about the rest."""

    documents: tuple[FileDocument, ...]
    findings: tuple[Finding, ...]


def read_folder(folder: Path, known_needs: frozenset[str]) -> Folder:
    """Read `national.yaml` and one folder per institution.

    A wrong file gives findings and never stops the others from being read.
    """
    if not folder.is_dir():
        return Folder(documents=(), findings=(_finding(folder, "no_folder"),))
    files = _list_files(folder)
    read = [read_document(file, key) for file, key in files]
    documents = tuple(item for item in read if isinstance(item, FileDocument))
    findings = [item for found in read if isinstance(found, list) for item in found]
    findings += _missing(folder, documents)
    findings += [found for one in documents for found in check_document(one, known_needs)]
    findings += _check_references(documents, [key for _, key in files])
    findings += [_finding(file, "wrong_ending") for file in sorted(folder.rglob("*.yml"))]
    return Folder(documents=documents, findings=tuple(findings))


def path_of(key: DocumentKey) -> PurePath:
    """Where a document stands in a folder of catalogs."""
    if key.kind is DocumentKind.NATIONAL:
        return PurePath("national.yaml")
    for name, kind in ONE_OF_A_KIND.items():
        if key.kind is kind:
            return PurePath(key.institution, name)
    place = next(name for name, kind in MANY_OF_A_KIND.items() if key.kind is kind)
    return PurePath(key.institution, place, f"{key.slug}.yaml")


def _list_files(folder: Path) -> list[tuple[Path, DocumentKey]]:
    found: list[tuple[Path, DocumentKey]] = []
    national = folder / "national.yaml"
    if national.exists():
        found.append((national, _key(NATIONWIDE, DocumentKind.NATIONAL, "national")))
    institutions = (path for path in folder.iterdir() if path.is_dir() and path.name != TEMPLATES)
    for institution in sorted(institutions):
        for name, kind in ONE_OF_A_KIND.items():
            if (institution / name).exists():
                found.append((institution / name, _key(institution.name, kind, kind.value)))
        found += [
            (file, _key(institution.name, kind, file.stem))
            for folder, kind in MANY_OF_A_KIND.items()
            for file in sorted(institution.glob(f"{folder}/*.yaml"))
        ]
    return found


def _key(institution: str, kind: DocumentKind, slug: str) -> DocumentKey:
    return DocumentKey(institution=institution, kind=kind, slug=slug)


def read_document(file: Path, key: DocumentKey) -> FileDocument | list[Finding]:
    """One file as the document that it should be, or what is wrong with its shape."""
    read = read_as(file, SCHEMAS[key.kind])
    if isinstance(read, list):
        return read
    return FileDocument(key=key, content=read[0], lines=read[1])


def read_as(file: Path, schema: type[Shape]) -> tuple[Shape, Lines] | list[Finding]:
    """One file by this schema, with its spots, or what is wrong with its shape."""
    lines = read_lines(file)
    if isinstance(lines, Finding):
        return [lines]
    if isinstance(lines.values, list):
        return [_finding(file, "one_per_file")]
    values, misread = lines.values, list[Finding]()
    if issubclass(schema, Offering):
        values, misread = read_written(lines)
    try:
        content = schema.model_validate(values)
    except ValidationError as error:
        return [*misread, *findings_of(error, lines, schema)]
    return misread or find_misread(content, lines) or (content, lines)


def _missing(folder: Path, documents: tuple[FileDocument, ...]) -> list[Finding]:
    """National help and an institution file per folder have to be there."""
    findings = []
    if not (folder / "national.yaml").exists():
        findings.append(_finding(folder / "national.yaml", "no_national"))
    institutions = {document.key.institution for document in documents} - {NATIONWIDE}
    findings += [
        _finding(folder / institution / "institution.yaml", "no_institution")
        for institution in sorted(institutions)
        if not (folder / institution / "institution.yaml").exists()
    ]
    return findings


def check_document(document: FileDocument, known_needs: frozenset[str]) -> list[Finding]:
    """What one document says that cannot be, though its shape is right."""
    lines, content = document.lines, document.content
    match content:
        case Offering() | Campaign() if content.slug != document.key.slug:
            return [finding_at(lines, ("slug",), "slug_is_not_file", name=content.slug)]
        case Offering():
            return unknown_needs(lines, ("needs",), content.needs, known_needs)
        case Campaign():
            return [
                found
                for where, needs in list_needs(content)
                for found in unknown_needs(lines, where, needs, known_needs)
            ]
        case Institution() if content.slug != document.key.institution:
            return [finding_at(lines, ("slug",), "slug_is_not_folder", name=content.slug)]
        case National():
            return check_numbers(content, lines)
    return []


def unknown_needs(
    lines: Spots, where: Where, needs: tuple[str, ...], known: frozenset[str]
) -> list[Finding]:
    """The needs there that are in no list."""
    return [
        finding_at(lines, (*where, i), "unknown_need", name=need)
        for i, need in enumerate(needs)
        if need not in known
    ]


def _check_references(
    documents: tuple[FileDocument, ...], keys: list[DocumentKey]
) -> list[Finding]:
    """What a document names has to be there, in the same institution."""
    there = {
        institution: _list_targets(institution, documents, keys)
        for institution in {document.key.institution for document in documents}
    }
    unknown = [
        finding_at(document.lines, reference.where, reference.target.value, name=reference.slug)
        for document in documents
        for reference in list_references(document.content)
        if reference.slug
        not in there[document.key.institution].get(reference.target, (reference.slug,))
    ]
    slugs = {(key.institution, key.slug) for key in keys if key.kind is DocumentKind.OFFERING}
    return unknown + _check_buttons(documents, slugs)


def _list_targets(
    institution: str, documents: tuple[FileDocument, ...], keys: list[DocumentKey]
) -> dict[Target, set[str]]:
    """What can be named there. Left out is what cannot be known: programmes where none are
    listed, periods of a calendar that could not be read. An unread offering does exist."""
    own = [key for key in keys if key.institution == institution]
    contents = [one.content for one in documents if one.key.institution == institution]
    schools = [one for one in contents if isinstance(one, Institution)]
    calendars = [one for one in contents if isinstance(one, Calendar)]
    there = {
        Target.OFFERING: {key.slug for key in own if key.kind is DocumentKind.OFFERING},
        Target.CAMPUS: {campus.slug for one in schools for campus in one.campuses},
    }
    if programmes := {programme.slug for one in schools for programme in one.programmes}:
        there[Target.PROGRAMME] = programmes
    if calendars or not any(key.kind is DocumentKind.CALENDAR for key in own):
        there[Target.PERIOD] = {period.slug for one in calendars for period in one.periods}
    return there


def _check_buttons(
    documents: tuple[FileDocument, ...], slugs: set[tuple[str, str]]
) -> list[Finding]:
    """A button under a check-in names campaign, answer and offering, and has to stay short."""
    found = []
    for document in documents:
        if not isinstance(document.content, Campaign) or document.content.asks is None:
            continue
        offerings = [slug for school, slug in slugs if school == document.key.institution]
        longest = max(offerings, key=len, default="")
        for i, answer in enumerate(document.content.asks.answers):
            id = checkin_button(document.content.slug, answer.slug, longest)
            if (over := len(id) - LONGEST_BUTTON) > 0:
                where = (document.content.kind.value, "answers", i, "slug")
                values = {"name": answer.slug, "over": str(over)}
                found.append(finding_at(document.lines, where, "too_long_for_button", **values))
    return found


def _finding(file: Path, key: str) -> Finding:
    return Finding(spot=Spot(file=file), key=f"files.{key}", values=(("name", file.name),))


def finding_at(lines: Spots, where: Where, key: str, **values: str) -> Finding:
    """A finding of this module's words, at a value of a file."""
    return Finding(spot=lines.spot(where), key=f"files.{key}", values=tuple(sorted(values.items())))
