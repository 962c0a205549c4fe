"""A wrong digit in 112 or 113 is refused, on its own line (R1)."""

from pathlib import Path

import pytest
from folders import find

LINE = """\
  - slug: '{slug}'
    name: {{nl: a, en: a}}
    what_for: {{nl: a, en: a}}
    phone: '{slug}'
    source: test
    checked_on: 2026-11-23
"""
RIGHT = "lines:\n" + LINE.format(slug="112") + LINE.format(slug="113")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("phone: '113'", "phone: 0800-0113", []),
        ("phone: '113'", "phone: '131'", ["11:12 wrong_number"]),
        ("phone: '112'", "phone: '1112'", ["5:12 wrong_number"]),
        ("slug: '113'", "slug: '1113'", ["8:11 line_missing"]),
        ("    phone: '112'", "    #phone: '112'", ["5:5 line_missing"]),
        ("    phone: '112'\n", "", ["2:5 line_missing"]),
    ],
)
def test_the_two_numbers_have_to_be_right(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    assert old in RIGHT

    found = find(tmp_path, {"national.yaml": RIGHT.replace(old, new, 1)})

    assert found == [f"national.yaml:{one}" for one in expected]
