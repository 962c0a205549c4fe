"""What keeps a campaign from reaching somebody is said at its own line (R5, R6, R10)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filled import OFFERINGS
from folders import KANTINE, OFFERING, SCHOOL, read

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.campaigns.checking import check_campaigns
from signpost_bot.model.language import Language
from signpost_bot.texts import say

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
CALENDAR = """\
source: test
checked_on: 2026-11-23
periods:
  - {slug: t1, kind: exams, title: {nl: a, en: a}, first_on: 2026-11-02, last_on: 2026-11-06}
  - {slug: t2, kind: exams, title: {nl: a, en: a}, first_on: 2027-01-18, last_on: 2027-01-22,
     programmes: [zorg]}
  - {slug: start, kind: introduction, title: {nl: a, en: a}, first_on: 2026-08-31,
     last_on: 2026-09-04}
events:
  - {slug: results-out, title: {nl: a, en: a}, on: 2027-02-01}
"""
PROGRAMMES = """\
programmes:
  - {slug: zorg, name: {nl: Zorg, en: Care}}
  - {slug: ict, name: {nl: ICT, en: IT}}
"""
NUDGE = """\
slug: tentamens
state: running
circle: {years: [1]}
priority: 4
nudge:
  timing: {period_kind: exams, days_before: 10, at: '18:30'}
  offerings: [kantine]
  opening: {nl: a, en: a}
  best_before_hours: 120
"""
"""The canteen is open on Tuesdays: 8 January is a Friday."""
CHECKIN = """\
slug: vraag
state: running
checkin:
  timing: {own_start: true, days_after: 130, at: '18:30'}
  question: {nl: a, en: a}
  answers:
    - {slug: a, label: {nl: a, en: a}, reply: {nl: a, en: a}, next: places, needs: [talk]}
    - {slug: b, label: {nl: b, en: b}, reply: {nl: b, en: b}, next: talk}
"""
STORY = "  story: {offering: huiskamer, name: Bo, words: {nl: a, en: a}}\n"
FILE, OTHER = "school/campaigns/tentamens.yaml", "school/campaigns/vraag.yaml"


def find(folder: Path, **changed: str) -> list[str]:
    """ "6 no_event advice" for each finding; each can be said in both languages."""
    files: dict[str, str | bytes | None] = {
        "school/institution.yaml": SCHOOL + changed.get("programmes", PROGRAMMES),
        "school/calendar.yaml": CALENDAR,
        KANTINE: changed.get("kantine", OFFERING),
        "school/offerings/huiskamer.yaml": changed.get(
            "huiskamer", OFFERING.replace("kantine", "huiskamer")
        ),
        FILE: changed.get("nudge", NUDGE),
        OTHER: changed.get("checkin"),
    }
    folder_read = read(folder, files)
    assert folder_read.findings == ()
    found = check_campaigns(folder_read, build_index(), NOW)
    for one in found:
        for language in Language:
            assert "{" not in say(one.key, language, **dict(one.values))
    return [f"{one.spot.line} {one.key.removeprefix('campaigns.')} {one.level}" for one in found]


def test_a_right_campaign_gives_no_finding(tmp_path: Path) -> None:
    assert find(tmp_path, checkin=CHECKIN) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("exams, days_before", "thesis, days_before", ["6 no_period advice"]),
        ("exams, days_before", "exams, periods: [t1], days_before", ["6 no_period advice"]),
        ("period_kind: exams, days_before", "event: party, days_after", ["6 no_event advice"]),
        ("120", "60", ["9 never_a_step advice"]),
        ("{years: [1]}", "{programmes: [ict]}", ["3 nobody_then advice"]),
        (
            *("{years: [1]}", "{been_at: [huiskamer], not_been_at: [huiskamer]}"),
            ["3 nobody error"],
        ),
        ("[kantine]\n", "[kantine]\n" + STORY, ["8 story_elsewhere advice"]),
        ("[kantine]\n", "[kantine, huiskamer]\n" + STORY, []),
        ("offerings: [kantine]\n", "needs: [fun]\n" + STORY, []),
    ],
)
def test_what_makes_it_silent_is_said_at_its_line(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    assert find(tmp_path, nudge=NUDGE.replace(old, new)) == expected


def test_an_event_of_the_calendar_is_a_moment(tmp_path: Path) -> None:
    timing = "event: results-out, days_after"

    assert find(tmp_path, nudge=NUDGE.replace("period_kind: exams, days_before", timing)) == []


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_what_no_student_sees_is_not_offered(state: str, tmp_path: Path) -> None:
    """It fails the check when it runs; before that there is time to publish it."""
    hidden = OFFERING + f"state: {state}\n"
    draft = NUDGE.replace("state: running", "state: draft")

    assert find(tmp_path, kantine=hidden)[0] == "7 not_shown error"
    assert find(tmp_path, kantine=hidden, nudge=draft)[0] == "7 not_shown advice"


def test_who_went_to_what_is_retired_can_still_be_meant(tmp_path: Path) -> None:
    went = NUDGE.replace("years: [1]", "not_been_at: [kantine]").replace(
        "[kantine]\n", "[huiskamer]\n"
    )

    assert find(tmp_path, nudge=went, kantine=OFFERING + "state: retired\n") == []


def test_needs_that_nothing_serves(tmp_path: Path) -> None:
    """Of a nudge nothing with a moment; of an answer nothing at all. A discreet one is in none."""
    nudge = NUDGE.replace("offerings: [kantine]", "needs: [fun]")
    wrong = CHECKIN.replace("needs: [talk]", "needs: [fun]")
    talk, fun = (OFFERING.replace("[talk, fun]", needs) for needs in ("[talk]", "[fun]"))
    silent = ["7 nothing_to_offer advice", "9 never_a_step advice"]
    both = {"nudge": nudge, "checkin": wrong, "huiskamer": talk.replace("kantine", "huiskamer")}

    assert find(tmp_path, **both, kantine=talk) == [*silent, "7 nothing_behind advice"]
    assert find(tmp_path, **both, kantine=fun + "discreet: true\n") == silent
    assert find(tmp_path, **both, kantine=fun) == []


def test_an_offering_for_others_than_the_circle(tmp_path: Path) -> None:
    second = OFFERING + "audience: {years: [2]}\n"

    assert find(tmp_path, kantine=second) == ["7 for_others advice"]


def test_nobody_tells_a_programme_that_is_not_listed(tmp_path: Path) -> None:
    zorg = NUDGE.replace("{years: [1]}", "{programmes: [zorg]}")

    assert find(tmp_path, nudge=zorg, programmes="") == ["3 nobody_tells advice"]


def test_two_at_one_moment_that_are_as_urgent(tmp_path: Path) -> None:
    """8 January is 130 days after 31 August; who is in year 1 and who is in year 2 are others."""
    same = CHECKIN.replace("state: running", "state: running\npriority: 4")
    others = same.replace("priority: 4", "priority: 4\ncircle: {years: [2]}")

    assert find(tmp_path, checkin=same) == ["3 same_moment advice"]
    assert find(tmp_path, checkin=CHECKIN) == []
    assert find(tmp_path, checkin=others) == []


def test_the_ready_made_ones_have_nothing_against_them() -> None:
    needs = build_index()
    found = check_campaigns(check_files(OFFERINGS, needs), needs, NOW)

    assert found == ()
