"""A small right folder of catalogs on disk, in which a test makes one thing wrong."""

from pathlib import Path

from signpost_bot.catalog.files import Folder, read_folder
from signpost_bot.model.language import Language
from signpost_bot.texts import say

NEEDS = frozenset({"talk", "fun"})
NATIONAL = """\
lines:
  - {slug: '112', name: {nl: a, en: a}, what_for: {nl: a, en: a}, phone: '112',
     source: test, checked_on: 2026-11-23}
  - {slug: '113', name: {nl: b, en: b}, what_for: {nl: b, en: b}, phone: '113',
     source: test, checked_on: 2026-11-23}
"""
SCHOOL = """\
slug: school
name: {nl: School, en: School}
sort: mbo
zone: Europe/Amsterdam
desk: huiskamer
source: test
checked_on: 2026-11-23
"""
CALENDAR = """\
source: test
checked_on: 2026-11-23
periods:
  - slug: kerst
    kind: holiday
    title: {nl: Kerst, en: Christmas}
    first_on: 2026-12-19
    last_on: 2027-01-03
"""
OFFERING = """\
slug: kantine
title:
  nl: Kantine
  en: Canteen
summary: {nl: Kom binnen., en: Come in.}
needs: [talk, fun]
kind: place
place:
  where: {nl: A 0.01, en: A 0.01}
  online: false
moments:
  - start: 12:00
    end: 14:00
    weekdays: [tue]
    first_on: 2026-09-01
join: link
link: https://school.example
threshold: 1
source: test
checked_on: 2026-11-23
"""
KANTINE = "school/offerings/kantine.yaml"


def write(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> None:
    """A right folder with one school and two offerings, but for these files (None: not there)."""
    right: dict[str, str | bytes | None] = {
        "national.yaml": NATIONAL,
        "school/institution.yaml": SCHOOL,
        "school/calendar.yaml": CALENDAR,
        "school/offerings/huiskamer.yaml": OFFERING.replace("kantine", "huiskamer"),
        KANTINE: OFFERING,
    }
    for name, content in (right | (changed or {})).items():
        if content is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)


def read(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> Folder:
    """What is read from the right folder, but for these files."""
    write(folder, changed)
    return read_folder(folder, NEEDS)


def find(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> list[str]:
    """ "kantine.yaml:5:1 missing" for each finding; each can be said in both languages."""
    found = read(folder, changed).findings
    for finding in found:
        for language in Language:
            sentence = say(finding.key, language, **dict(finding.values))
            assert sentence.strip()
            assert "{" not in sentence
    spots = [f"{f.spot.file.name}:{f.spot.line}:{f.spot.column}" for f in found]
    return [f"{spot} {f.key.removeprefix('files.')}" for spot, f in zip(spots, found, strict=True)]


def change(file: Path, old: str, new: str) -> None:
    """Other words in a file that holds the old ones."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
