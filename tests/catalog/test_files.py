"""A folder of catalogs: what is read, and what is said about the rest."""

from datetime import time
from pathlib import Path

import pytest
from folders import CALENDAR, KANTINE, NATIONAL, NEEDS, OFFERING, SCHOOL, find, read

from signpost_bot.catalog.files import read_folder
from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Both
from signpost_bot.model.offering import Offering


def test_a_right_folder_has_no_findings(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert found.findings == ()
    assert [(one.key.institution, one.key.kind, one.key.slug) for one in found.documents] == [
        ("national", "national", "national"),
        ("school", "institution", "institution"),
        ("school", "calendar", "calendar"),
        ("school", "offering", "huiskamer"),
        ("school", "offering", "kantine"),
    ]


SCHOOL_FILE, CALENDAR_FILE = "school/institution.yaml", "school/calendar.yaml"
LATIN_1 = OFFERING.replace("Kantine", "Caf\xe9").encode("latin-1")
WRONG: dict[str, tuple[str, str | bytes | None, str]] = {
    "no national lines": ("national.yaml", None, "national.yaml:1:1 no_national"),
    "no 113": (
        "national.yaml",
        NATIONAL.replace("'113'", "'114'"),
        "national.yaml:2:3 line_missing",
    ),
    "112 without a number": (
        "national.yaml",
        NATIONAL.replace(", phone: '112'", ""),
        "national.yaml:2:5 line_missing",
    ),
    "lines that are no list": ("national.yaml", "lines: 112\n", "national.yaml:1:8 no_list"),
    "no institution": (SCHOOL_FILE, None, "institution.yaml:1:1 no_institution"),
    "a desk that is not there": (
        SCHOOL_FILE,
        SCHOOL.replace(": huis", ": t"),
        "institution.yaml:5:7 no_such_offering",
    ),
    "a person who is not there": (
        SCHOOL_FILE,
        f"{SCHOOL}at_school: jan\n",
        "institution.yaml:8:12 no_such_offering",
    ),
    "another folder": (
        SCHOOL_FILE,
        SCHOOL.replace(": school", ": mine"),
        "institution.yaml:1:7 slug_is_not_folder",
    ),
    "a zone of nowhere": (
        SCHOOL_FILE,
        SCHOOL.replace("Amster", "Rotter"),
        "institution.yaml:4:7 unknown_zone",
    ),
    "a holiday that ends first": (
        CALENDAR_FILE,
        CALENDAR.replace("2027", "2025"),
        "calendar.yaml:7:15 last_before_first|calendar.yaml:8:14 last_before_first",
    ),
    "another file name": (
        KANTINE,
        OFFERING.replace(": kantine", ": bar"),
        "kantine.yaml:1:7 slug_is_not_file",
    ),
    "a need nobody has": (
        KANTINE,
        OFFERING.replace("fun]", "flying]"),
        "kantine.yaml:6:15 unknown_need",
    ),
    "latin-1": (KANTINE, LATIN_1, "kantine.yaml:3:1 not_utf8"),
    "empty": (KANTINE, "", "kantine.yaml:1:1 empty"),
    "3 MB": (KANTINE, OFFERING + "#" * 3_000_000, "kantine.yaml:1:1 too_big"),
    "deep": (KANTINE, "[" * 30 + "]" * 30, "kantine.yaml:1:1 too_deep"),
    "NUL byte": (KANTINE, OFFERING.replace("test", "te\0st"), "kantine.yaml:19:11 odd_character"),
    "words": (KANTINE, "just words\n", "kantine.yaml:1:1 no_mapping"),
    "a list left open": (KANTINE, OFFERING.replace("[tue]", "[tue"), "kantine.yaml:14:1 not_yaml"),
    "20 MB": (KANTINE, b"a: b\n" * 4_000_000, "kantine.yaml:1:1 too_big"),
    "100,000 in one": (KANTINE, "- slug: a\n" * 100_000, "kantine.yaml:1:1 one_per_file"),
    "two in one": (KANTINE, f"{OFFERING}---\n{OFFERING}", "kantine.yaml:21:1 one_per_file"),
    "a link that runs": (
        KANTINE,
        OFFERING.replace("https://school.example", "javascript:alert(1)"),
        "kantine.yaml:17:7 no_link",
    ),
    "a tab": (KANTINE, OFFERING.replace("  nl: K", "\tnl: K"), "kantine.yaml:3:1 tab"),
    "a key twice": (KANTINE, f"{OFFERING}kind: group\n", "kantine.yaml:21:1 double_key"),
    "nothing, a title that says no": (KANTINE, OFFERING.replace("nl: Kantine", "nl: no"), ""),
    "nothing, with a byte order mark": (KANTINE, b"\xef\xbb\xbf" + OFFERING.encode(), ""),
    "nothing, from Windows": (KANTINE, OFFERING.replace("\n", "\r\n"), ""),
}


@pytest.mark.parametrize("what", WRONG)
def test_one_wrong_file_hides_no_other(tmp_path: Path, what: str) -> None:
    """R1: one mistake of one colleague must not take the whole offer away."""
    name, content, expected = WRONG[what]

    found = find(tmp_path, {name: content, "school/offerings/bar.yaml": "slug: [\n"})

    assert sorted(found) == sorted(filter(None, [*expected.split("|"), "bar.yaml:1:1 not_yaml"]))


def test_right_files_are_read_beside_wrong_ones(tmp_path: Path) -> None:
    found = read(tmp_path, {KANTINE: "slug: [\n", "school/calendar.yaml": "a: 1\n"})

    assert [one.key.slug for one in found.documents] == ["national", "institution", "huiskamer"]


def test_what_yaml_would_take_for_something_else_stays_text(tmp_path: Path) -> None:
    changed = OFFERING.replace("Kantine", "12:00").replace("Canteen", "no")

    document = read(tmp_path, {KANTINE: changed}).documents[-1].content

    assert isinstance(document, Offering)
    assert document.title == Both(nl="12:00", en="no")
    assert document.moments[0].start == time(12, 0)


def test_a_folder_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    gone = tmp_path / "gone"

    assert read_folder(gone, NEEDS).findings == (
        Finding(spot=Spot(file=gone), key="files.no_folder", values=(("name", "gone"),)),
    )


def test_a_tab_is_named(tmp_path: Path) -> None:
    found = find(tmp_path, {KANTINE: OFFERING.replace("  nl: Kan", "\tnl: Kan")})

    assert found == ["kantine.yaml:3:1 tab"]


def test_a_wrong_desk_is_one_finding(tmp_path: Path) -> None:
    found = find(tmp_path, {"school/offerings/huiskamer.yaml": "slug: [\n"})

    assert found == ["huiskamer.yaml:1:1 not_yaml"]
