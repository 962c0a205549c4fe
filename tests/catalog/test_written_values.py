"""What the schema would read as something else than was written is refused, at its line (R1)."""

from pathlib import Path

import pytest
from folders import CALENDAR, KANTINE, OFFERING, find, read

CALENDAR_FILE = "school/calendar.yaml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("online: false", "online: n", "10:11 no_yes_or_no"),
        ("online: false", "online: on", "10:11 no_yes_or_no"),
        ("online: false", "online: 0", "10:11 no_yes_or_no"),
        ("threshold: 1", "threshold: 1_", "18:12 no_number"),
        ("threshold: 1", "threshold: 01", "18:12 no_number"),
        ("threshold: 1", "threshold: 1.0", "18:12 no_number"),
        ("2026-09-01", "2026-09-01T00:00", "15:15 no_date"),
        ("checked_on: 2026-11-23", "checked_on: 86400", "20:13 no_date"),
        ("checked_on: 2026-11-23", "checked_on: 2206-11-23", "20:13 out_of_range"),
        ("start: 12:00", "start: 12:00:00.5", "12:12 no_time"),
        ("start: 12:00", "start: 1200", "12:12 no_time"),
        ("https://school.example", "https:/school.example", "17:7 no_link"),
        ("https://school.example", "https://schoolexample", "17:7 no_link"),
        ("https://school.example", "https://school..example", "17:7 no_link"),
        ("https://school.example", "https://school.example/a b", "17:7 no_link"),
        ("https://school.example", "https://@school.example", "17:7 no_link"),
        ("needs: [talk, fun]", "needs: [talk, talk]", "6:15 double_key"),
        ("    weekdays: [tue]", "    on: [2026-12-08, 2026-12-08]", "14:22 double_key"),
        ("    weekdays: [tue]", "    on: [2026-12-08, 1206-12-01]", "14:22 out_of_range"),
        ("join: link", "join: mail\ncontact: ann@schoolexample", "17:10 no_contact"),
        ("  en: Canteen", "  en: Room #3", "4:12 cut"),
        ("needs: [talk, fun]", "needs: [talk, #fun\n  fun]", "6:15 cut"),
    ],
)
def test_what_looks_like_something_else_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert OFFERING.count(old) >= 1

    assert find(tmp_path, {KANTINE: OFFERING.replace(old, new, 1)}) == [f"kantine.yaml:{expected}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("online: false", "online: False"),
        ("online: false", "online: no"),
        ("start: 12:00", "start: 12:00:00"),
        ("https://school.example", "https://www.school.example:8080/a/b?c=d#e"),
        ("    weekdays: [tue]", "    on: [2026-12-08, 2026-12-01]"),
        ("  en: Canteen", "  en: Room # three"),
        ("  en: Canteen", "  en: 'Room #3'"),
        ("  en: Canteen", "  en: C#"),
        ("join: link", "join: mail\ncontact: ann@school.example"),
        ("join: link", "join: phone\ncontact: 050 555 01 23"),
    ],
)
def test_what_says_what_it_means_is_fine(tmp_path: Path, old: str, new: str) -> None:
    assert OFFERING.count(old) >= 1

    assert find(tmp_path, {KANTINE: OFFERING.replace(old, new, 1)}) == []


def test_what_is_refused_is_not_read(tmp_path: Path) -> None:
    found = read(tmp_path, {CALENDAR_FILE: CALENDAR.replace("2027-", "2107-")})

    assert [one.key for one in found.findings] == ["files.out_of_range"]
    assert "calendar" not in [one.key.slug for one in found.documents]
