"""The school holidays of a region, from a file that somebody fetched (R5); no date is ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from signpost_bot.catalog.period_sources import PeriodSource
from signpost_bot.catalog.school_holidays import Region, read_holidays
from signpost_bot.model.finding import Finding
from signpost_bot.model.institution import SourceKind
from signpost_bot.model.language import Language
from signpost_bot.texts import say

# The shape in which the ministry gives a school year; the days are made up.
YEAR: dict[str, Any] = {
    "id": "x",
    "content": [
        {
            "title": "\n Schoolvakanties \n",
            "schoolyear": " 2031 - 2032 ",
            "vacations": [
                {
                    "type": "\n Herfstvakantie \n",
                    "compulsorydates": "false",
                    "regions": [
                        {
                            "region": "noord",
                            "startdate": "2031-10-11T00:00:00.000Z",
                            "enddate": "2031-10-19T21:59:00.000Z",
                        },
                        {
                            "region": "midden",
                            "startdate": "2031-10-17T22:00:00.000Z",
                            "enddate": "2031-10-25T22:00:00.000Z",
                        },
                    ],
                },
                {
                    "type": "Kerstvakantie",
                    "regions": [
                        {
                            "region": "heel Nederland",
                            "startdate": "2031-12-20T00:00:00.000Z",
                            "enddate": "2032-01-04T22:59:00.000Z",
                        }
                    ],
                },
            ],
        }
    ],
}
BY_HAND = """\
content:
  - schoolyear: 2031-2032
    vacations:
      - type: Carnavalsvakantie
        regions:
          - {region: zuid, startdate: 2032-02-07, enddate: 2032-02-15}
"""


def read(
    tmp_path: Path, text: str, region: Region = Region.NOORD
) -> tuple[PeriodSource, tuple[Finding, ...]]:
    file = tmp_path / "vakanties.json"
    file.write_text(text, "utf-8")
    return read_holidays(file, region)


def days(source: PeriodSource) -> list[tuple[str, str, str]]:
    return [(one.title.en, str(one.first_on), str(one.last_on)) for one in source.periods]


def changed(**fields: str) -> str:
    """The year with other fields for Christmas."""
    whole = json.loads(json.dumps(YEAR))
    whole["content"][0]["vacations"][1]["regions"][0] |= fields
    return json.dumps(whole, indent=1)


@pytest.mark.parametrize("is_list", [False, True])
def test_the_days_of_one_region_are_whole_dutch_days(tmp_path: Path, *, is_list: bool) -> None:
    text = json.dumps([YEAR] if is_list else YEAR)
    christmas = ("Christmas holiday", "2031-12-20", "2032-01-04")

    source, findings = read(tmp_path, text)
    assert findings == ()
    assert days(source) == [("Autumn holiday", "2031-10-11", "2031-10-19"), christmas]
    assert (source.kind, source.name) == (
        SourceKind.SCHOOL_HOLIDAYS,
        "vakanties.json, regio noord",
    )
    assert days(read(tmp_path, text, Region.MIDDEN)[0]) == [
        ("Autumn holiday", "2031-10-18", "2031-10-26"),
        christmas,
    ]
    marks = [{one.mark for one in read(tmp_path, text, region)[0].periods} for region in Region]
    assert marks[0] == marks[1] > marks[2], "in another region it is the same holiday, moved"


def test_a_file_by_hand_has_the_same_shape(tmp_path: Path) -> None:
    source, findings = read(tmp_path, BY_HAND, Region.ZUID)

    assert findings == ()
    assert days(source) == [("Carnavalsvakantie", "2032-02-07", "2032-02-15")]
    assert source.periods[0].is_one_language


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "files.empty"),
        ("<html>", "holidays.other_shape"),
        ("[]", "holidays.none"),
        ('{"content": []}', "holidays.none"),
        ('{"content": [{"schoolyear": "1", "vacations": "x"}]}', "holidays.other_shape"),
        (BY_HAND, "holidays.none"),
        (changed(startdate="morgen"), "holidays.bad_day"),
        (changed(enddate="2032-01-04T23:59:00"), "holidays.bad_day"),
        (changed(startdate="0031-12-20"), "holidays.bad_day"),
        (changed(enddate="2031-12-01"), "ics.end_before_start"),
        (json.dumps([YEAR, YEAR]), "holidays.twice"),
        ("[" * 100, "files.too_deep"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, text: str, key: str) -> None:
    _, findings = read(tmp_path, text)

    assert findings[0].key == key
    for language in Language:
        assert say(key, language, **dict(findings[0].values)).strip()
    if key == "holidays.bad_day":
        shown = text.splitlines()[findings[0].spot.line - 1]
        assert dict(findings[0].values)["value"] in shown
