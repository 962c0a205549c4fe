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


def read_personas(file: Path) -> Personas | list[Finding]:
    """A file of made-up students, or what is wrong with its shape."""
    read = read_as(file, Personas)
    return read if isinstance(read, list) else read[0]


def check_personas(folder: Path, catalogs: Folder) -> tuple[Finding, ...]:
    """What is wrong with the made-up students of each institution in the folder."""
    found: list[Finding] = []
    for file in sorted(folder.glob(f"*/{FILE}")):
        read = read_as(file, Personas)
        found += read if isinstance(read, list) else _check(*read, file.parent.name, catalogs)
    return tuple(found)


def _check(
    personas: Personas, lines: Lines, institution: str, catalogs: Folder
) -> Iterator[Finding]:
    contents = [one.content for one in catalogs.documents if one.key.institution == institution]
    offerings = {one.slug for one in contents if isinstance(one, Offering)}
    schools = [one for one in contents if isinstance(one, Institution)]
    known = {
        "offering": offerings,
        "mentor": offerings,
        "campus": {campus.slug for school in schools for campus in school.campuses},
        "programme": {programme.slug for school in schools for programme in school.programmes},
    }
    before: set[str] = set()
    for i, persona in enumerate(personas.students):
        if persona.slug in before:
            yield finding_at(lines, ("students", i, "slug"), "persona_twice", name=persona.slug)
        before.add(persona.slug)
        for where, slug in _named(persona):
            what = str(where[-1])
            if slug not in known[what]:
                key = {"campus": "unknown_campus", "programme": "unknown_programme"}.get(
                    what, "no_such_offering"
                )
                yield finding_at(lines, ("students", i, *where), key, name=slug)


def _named(persona: Persona) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a persona names of the catalog, and where; the last key says what it is."""
    for field in ("programme", "campus", "mentor"):
        slug = getattr(persona.told, field)
        if slug is not None:
            yield ("told", field), slug
    for i, visit in enumerate(persona.visits):
        yield ("visits", i, "offering"), visit.offering
