"""Moments as sentences in a file: read, saved as a rule, and reported on their own line."""

from pathlib import Path

import pytest
from folders import KANTINE, OFFERING, find

from signpost_bot.catalog.lines import Lines, read_lines
from signpost_bot.catalog.written_moments import read_written
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.texts import say

LINES = """\
  - start: 12:00
    end: 14:00
    weekdays: [tue]
    first_on: 2026-09-01
"""
assert LINES in OFFERING, KANTINE


def read(folder: Path, moments: str, more: str = "") -> tuple[Offering | None, list[Finding]]:
    file = folder / "kantine.yaml"
    file.write_text(OFFERING.replace(LINES, moments) + more, "utf-8")
    lines = read_lines(file)
    assert isinstance(lines, Lines)
    values, findings = read_written(lines)
    return (None if findings else Offering.model_validate(values)), findings


def test_a_sentence_becomes_a_rule_and_stays_readable(tmp_path: Path) -> None:
    sentence = "elke dinsdag 12-13u, niet op 1 december"

    offering, _ = read(tmp_path, f"  - {sentence}\n")

    assert offering
    (moment,) = offering.moments
    assert moment.words == sentence
    assert moment.rule == "FREQ=WEEKLY;BYDAY=TU"
    assert [str(day) for day in moment.except_on] == ["2026-12-01"]  # after checked_on
    # What the database keeps reads back as the same.
    assert Offering.model_validate_json(offering.model_dump_json(exclude_defaults=True)) == offering


def test_lines_and_sentences_may_stand_together(tmp_path: Path) -> None:
    offering, _ = read(tmp_path, LINES + "  - every Friday at 16:00\n")

    assert offering
    assert [bool(moment.rule) for moment in offering.moments] == [False, True]


def test_the_moment_to_come_back_may_be_a_sentence(tmp_path: Path) -> None:
    more = "follow_up:\n  after_days: 7\n  come_back: 3 december 2026 om 15:00\n"

    offering, _ = read(tmp_path, LINES, more)

    assert offering
    assert offering.follow_up
    assert offering.follow_up.come_back
    assert [str(day) for day in offering.follow_up.come_back.on] == ["2026-12-03"]


@pytest.mark.parametrize("language", list(Language))
def test_what_is_not_understood_is_said_with_its_part_at_its_line(
    tmp_path: Path, language: Language
) -> None:
    _, findings = read(tmp_path, LINES + "  - elke dinsdag 12-13u bij mooi weer\n")

    (finding,) = findings
    line = (tmp_path / "kantine.yaml").read_text("utf-8").splitlines()[finding.spot.line - 1]
    assert "bij mooi weer" in line
    assert "bij mooi weer" in say(finding.key, language, **dict(finding.values))


WORDS = """\
  - words: {words}
    start: 12:00
    rule: FREQ=WEEKLY;BYDAY=TU
    last_on: 2026-12-18
"""


def test_an_exported_moment_reads_back_also_when_it_was_checked_a_year_later(
    tmp_path: Path,
) -> None:
    written = WORDS.format(words="elke dinsdag om 12:00 tot en met 18 december")
    file = OFFERING.replace(LINES, written).replace("2026-11-23", "2027-11-23")
    (tmp_path / "kantine.yaml").write_text(file, "utf-8")
    lines = read_lines(tmp_path / "kantine.yaml")
    assert isinstance(lines, Lines)

    values, findings = read_written(lines)

    assert findings == []
    assert str(Offering.model_validate(values).moments[0].last_on) == "2026-12-18"


def test_words_that_say_something_else_than_the_lines_are_refused(tmp_path: Path) -> None:
    written = WORDS.format(words="elke woensdag om 12:00 tot en met 18 december")

    _, findings = read(tmp_path, written)

    assert [finding.key for finding in findings] == ["moment.words_differ"]


@pytest.mark.parametrize(
    "moments", ["  - []\n", "  - {words: [x]}\n", "  - {words: x, start: y}\n"]
)
def test_what_is_no_moment_is_left_to_the_schema(tmp_path: Path, moments: str) -> None:
    file = tmp_path / "kantine.yaml"
    file.write_text(OFFERING.replace(LINES, moments), "utf-8")
    lines = read_lines(file)
    assert isinstance(lines, Lines)

    assert read_written(lines) == (lines.values, [])


def test_a_wrong_sentence_and_a_wrong_key_are_both_reported(tmp_path: Path) -> None:
    wrong = OFFERING.replace(LINES, "  - elke dinsdag\n").replace("kind: place", "kin: place")

    found = find(tmp_path, {KANTINE: wrong})

    assert [row.split()[1] for row in found] == ["moment.no_time", "missing", "unknown_key_close"]
