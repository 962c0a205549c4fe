"""The made-up students of an institution, from `students.yaml`, held against its catalog."""

from collections.abc import Iterator
from pathlib import Path

from signpost_bot.catalog.files import Folder, finding_at, read_as
from signpost_bot.catalog.lines import Lines
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import Institution
from signpost_bot.model.offering import Offering
from signpost_bot.model.persona import Persona, Personas

FILE = "students.yaml"

UNKNOWN = {
    "programme": "unknown_programme",
    "campus": "unknown_campus",
    "mentor": "no_such_offering",
    "offering": "no_such_offering",
}
"""What is said of a slug that the institution does not have, by what it should be."""


def read_personas(file: Path, institution: str, catalogs: Folder) -> Personas | tuple[Finding, ...]:
    """A file of made-up students of this institution, or what is wrong with it."""
    read = read_as(file, Personas)
    if isinstance(read, list):
        return tuple(read)
    personas, lines = read
    wrong = (*_check_twice(personas, lines), *_check_names(personas, lines, institution, catalogs))
    return wrong or personas


def check_personas(folder: Path, catalogs: Folder) -> tuple[Finding, ...]:
    """What is wrong with the made-up students of each institution in the folder."""
    read = [
        read_personas(file, file.parent.name, catalogs) for file in sorted(folder.glob(f"*/{FILE}"))
    ]
    return tuple(finding for found in read if not isinstance(found, Personas) for finding in found)


def _check_twice(personas: Personas, lines: Lines) -> Iterator[Finding]:
    before: set[str] = set()
    for i, persona in enumerate(personas.students):
        if persona.slug in before:
            yield finding_at(lines, ("students", i, "slug"), "persona_twice", name=persona.slug)
        before.add(persona.slug)


def _check_names(
    personas: Personas, lines: Lines, institution: str, catalogs: Folder
) -> Iterator[Finding]:
    known = _names_of(
        [one.content for one in catalogs.documents if one.key.institution == institution]
    )
    for i, persona in enumerate(personas.students):
        for where, slug in _named(persona):
            what = str(where[-1])
            if slug not in known[what]:
                yield finding_at(lines, ("students", i, *where), UNKNOWN[what], name=slug)


def _names_of(contents: list[object]) -> dict[str, set[str]]:
    schools = [one for one in contents if isinstance(one, Institution)]
    offerings = {one.slug for one in contents if isinstance(one, Offering)}
    return {
        "programme": {programme.slug for school in schools for programme in school.programmes},
        "campus": {campus.slug for school in schools for campus in school.campuses},
        "mentor": offerings,
        "offering": offerings,
    }


def _named(persona: Persona) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a persona names of the catalog, and where; the last key says what it is."""
    for field in ("programme", "campus", "mentor"):
        slug = getattr(persona.told, field)
        if slug is not None:
            yield ("told", field), slug
    for i, visit in enumerate(persona.visits):
        yield ("visits", i, "offering"), visit.offering
