"""What the schema finds wrong in an offering: the exact spot, and a key that can be said."""

from pathlib import Path

import pytest
from folders import KANTINE, OFFERING, find, read

from signpost_bot.model.finding import Finding, Spot
from signpost_bot.model.language import Language
from signpost_bot.texts import say


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: place\n", "", "1:1 missing"),
        ("  en: Canteen\n", "", "3:3 missing"),
        ("source:", "sorce:", "1:1 missing|19:1 unknown_key_close"),
        ("summary:", "samenvatting:", "1:1 missing|5:1 unknown_key"),
        ("kind: place", "kind: plek", "7:7 not_a_choice"),
        ("[tue]", "[di]", "14:16 not_a_choice"),
        ("start: 12:00", "start: 12.00", "12:12 no_time"),
        ("start: 12:00", "start: 25:00", "12:12 no_time"),
        ("start: 12:00", "start: 15:00", "12:12 end_before_start|13:10 end_before_start"),
        ("end: 14:00", "end: 12:00", "12:12 end_before_start|13:10 end_before_start"),
        ("2026-09-01", "1 september", "15:15 no_date"),
        ("checked_on: 2026-11-23", "checked_on: 2026-11-31", "20:13 no_date"),
        (
            "2026-09-01",
            "2026-09-01\n    last_on: 2026-08-31",
            "15:15 last_before_first|16:14 last_before_first",
        ),
        ("[tue]", "[tue]\n    on: [2026-12-01]", "14:15 weekdays_or_dates|15:9 weekdays_or_dates"),
        ("    weekdays: [tue]\n", "", "12:5 weekdays_or_dates"),
        ("first_on: 2026-09-01", "every_weeks: 2", "15:18 every_weeks_needs_first"),
        ("2026-09-01", "2026-09-01\n    every_weeks: 0", "16:18 out_of_range"),
        ("online: false", "online: misschien", "10:11 no_yes_or_no"),
        ("  where: {nl: A 0.01, en: A 0.01}\n", "", "9:3 place_or_online"),
        ("https://school.example", "javascript:alert(1)", "17:7 no_link"),
        ("https://school.example", "school.example", "17:7 no_link"),
        ("link: https://school.example\n", "", "16:7 link_missing"),
        ("join: link", "join: mail", "16:7 contact_missing"),
        ("threshold: 1", "threshold: laag", "18:12 no_number"),
        ("threshold: 1", "threshold: 4", "18:12 out_of_range"),
        ("needs: [talk, fun]", "needs: []", "6:8 empty_list"),
        ("needs: [talk, fun]", "needs: talk", "6:8 no_list"),
        ("needs: [talk, fun]", "needs: [talk, flying]", "6:15 unknown_need"),
        ("source: test", "source:", "19:8 empty_value"),
        ("source: test", "source: [a]", "19:9 no_text"),
        ("summary: {nl: Kom binnen., en: Come in.}", "summary: Kom", "5:10 needs_parts"),
        ("  where: {nl: A 0.01, en: A 0.01}", "  nl: A 0.01\n  en: A 0.01", "9:3 deeper"),
        ("kind: place", "kind: place\nwhere: {nl: A, en: A}", "8:1 deeper_in_one_of"),
        ("slug: kantine", "slug: Huis Kamer", "1:7 bad_pattern"),
        ("slug: kantine", "slug: bar", "1:7 slug_is_not_file"),
        ("kind: place", "kind: place\nkind: group", "8:1 double_key"),
        ("kind: place", "kind: place: group", "7:12 not_yaml"),
        ("kind: place", "#kind: place", "7:1 behind_hash"),
        ("  nl: Kantine", "  #nl: Kantine", "3:3 behind_hash"),
        ("link: https", "# link: https", "17:1 behind_hash"),
        ("    weekdays", "    #weekdays", "14:5 behind_hash"),
    ],
)
def test_a_mistake_in_an_offering_is_found_where_it_is(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert OFFERING.count(old) >= 1

    found = find(tmp_path, {KANTINE: OFFERING.replace(old, new, 1)})

    assert found == [f"kantine.yaml:{one}" for one in expected.split("|")]


def test_a_finding_names_what_is_wrong_and_what_was_meant(tmp_path: Path) -> None:
    found = read(tmp_path, {KANTINE: OFFERING.replace("threshold", "treshold")})

    assert found.findings == (
        Finding(
            spot=Spot(file=tmp_path / KANTINE, line=18, column=1),
            key="files.unknown_key_close",
            values=(("close", "threshold"), ("name", "treshold")),
        ),
    )


def test_a_time_with_a_zone_is_a_finding(tmp_path: Path) -> None:
    found = find(tmp_path, {KANTINE: OFFERING.replace("12:00", "12:00Z")})

    assert [one.split()[0] for one in found] in (["kantine.yaml:12:12"], ["kantine.yaml:12:5"])


def test_a_campus_that_is_not_there_and_a_file_that_is_not_read_are_named(tmp_path: Path) -> None:
    away = OFFERING.replace("  online: false", "  online: false\n  campus: mars")
    found = find(tmp_path, {KANTINE: away, "school/offerings/bar.yml": OFFERING})

    assert found == ["kantine.yaml:11:11 unknown_campus", "bar.yml:1:1 wrong_ending"]


def test_an_inner_key_is_guessed_among_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, {KANTINE: OFFERING.replace("    weekdays", "    weekday")}).findings

    assert ("close", "weekdays") in [value for finding in found for value in finding.values]


@pytest.mark.parametrize(
    ("written", "name", "parent", "typed"),
    [
        ("place:\n  nl: A\n  en: A", "nl", "where", "where:|  nl: ...|  en: ..."),
        ("online: true", "online", "place", "place:|  online: ..."),
        (
            "hello: {nl: Hoi, en: Hi}",
            "hello",
            "persons",
            "persons:|  - name: ...|    role:|      nl: ...|      en: ..."
            "|    hello:|      nl: ...|      en: ...",
        ),
        (
            "persons:\n  - {name: Kim, role: {nl: a, en: b}, nl: c}",
            "nl",
            "role",
            "role:|  nl: ...|  en: ...",
        ),
    ],
)
def test_a_name_from_one_level_deeper_comes_with_the_lines_to_type(
    tmp_path: Path, written: str, name: str, parent: str, typed: str
) -> None:
    """Somebody wrote `nl` right under `place`, and was sent to `online`."""
    text = OFFERING.replace("place:\n  where: {nl: A 0.01, en: A 0.01}\n  online: false", written)

    [finding] = read(tmp_path, {KANTINE: text}).findings

    lines = "\n".join(f"    {line}" for line in typed.split("|"))
    assert finding.key == "files.deeper"
    assert dict(finding.values) == {"name": name, "parent": parent, "typed": lines}
    for language in Language:
        assert lines in say(finding.key, language, **dict(finding.values))


def test_a_text_without_its_two_languages_is_shown_how(tmp_path: Path) -> None:
    [finding] = read(
        tmp_path, {KANTINE: OFFERING.replace("{nl: A 0.01, en: A 0.01}", "A")}
    ).findings

    assert ("typed", "    where:\n      nl: ...\n      en: ...") in finding.values
