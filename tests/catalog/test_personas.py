"""Made-up students in a file: what is wrong is said where it stands."""

from pathlib import Path

import pytest
from builders import make_institution
from filled import OFFERINGS
from folders import SCHOOL

from signpost_bot.catalog.files import FileDocument, Folder
from signpost_bot.catalog.lines import Lines, read_lines
from signpost_bot.catalog.personas import check_personas, read_personas
from signpost_bot.model.document import DocumentKey, DocumentKind
from signpost_bot.model.persona import Personas

ONE = """\
students:
  - slug: sanne
    about: {nl: Sanne, en: Sanne}
    joined_on: 2026-09-07
    consents: [messages]
    told: {campus: centrum}
"""


def _catalogs(tmp_path: Path) -> Folder:
    (tmp_path / "school.yaml").write_text(SCHOOL)
    lines = read_lines(tmp_path / "school.yaml")
    assert isinstance(lines, Lines)
    key = DocumentKey(institution="school", kind=DocumentKind.INSTITUTION, slug="institution")
    document = FileDocument(key=key, content=make_institution(slug="school"), lines=lines)
    return Folder(documents=(document,), findings=())


def _found(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / "students.yaml").write_text(text)
    found = check_personas(tmp_path, _catalogs(tmp_path))
    return [f"{one.spot.line}:{one.spot.column} {one.key}" for one in found]


def test_right_students_are_read(tmp_path: Path) -> None:
    assert _found(tmp_path, ONE) == []

    read = read_personas(tmp_path / "school" / "students.yaml", "school", _catalogs(tmp_path))
    assert isinstance(read, Personas)
    assert read.students[0].told.campus == "centrum"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("campus: centrum", "campus: zuid", "6:20 files.unknown_campus"),
        ("campus: centrum", "programme: pabo", "6:23 files.unknown_programme"),
        ("campus: centrum", "mentor: anouk", "6:20 files.no_such_offering"),
        ("campus: centrum", "age: 19", "6:12 files.unknown_key"),
        ("joined_on: 2026-09-07", "joined_on: gisteren", "4:16 files.no_date"),
        (
            "    told",
            "    visits: [{offering: yoga, went_on: 2026-10-01}]\n    told",
            "6:25 files.no_such_offering",
        ),
        ("    told", "    visits: [{offering: yoga}]\n    told", "6:14 files.visit_without_day"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    assert _found(tmp_path, ONE.replace(old, new)) == [finding]


def test_two_of_one_name_could_not_be_told_apart(tmp_path: Path) -> None:
    twice = ONE + ONE.removeprefix("students:\n")

    assert _found(tmp_path, twice) == ["7:11 files.persona_twice"]


def test_only_a_made_up_school_has_made_up_students() -> None:
    assert [file.parent.name for file in OFFERINGS.glob("*/students.yaml")] == ["voorbeeld"]
