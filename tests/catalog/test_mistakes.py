"""A mistake of one character, planted anywhere: harmless, or reported where it stands (R1).

Reported where it stands: a finding names that line as its own. A range of lines that it is in does
not count, nor the line on which the part begins that misses something."""

import os
import random
from pathlib import Path

import pytest

from signpost_bot.app import build_index
from signpost_bot.catalog.files import TEMPLATES, read_as, read_folder
from signpost_bot.catalog.mistakes import find_mistake, find_odd_character
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.finding import Finding
from signpost_bot.model.offering import Offering

OFFERINGS = Path(__file__).parent.parent.parent / "offerings"
PLACES = 300 if os.environ.get("SIGNPOST_TEST_LONG") else 30
STRANGE = "x0é:'\"-#[]{},&*!|>%@`? \t\n\\\0"
NEEDS = frozenset(need.slug for need in build_index().needs)


def plant(text: str, chance: random.Random) -> tuple[str, int, set[int]]:
    """The text with one character gone, added, replaced or doubled; its line, and the lines it
    may be said of: its own, and only where a new line cuts that in two the other half as well.
    Lines that were joined are the first of them."""
    at, strange = chance.randrange(len(text)), chance.choice(STRANGE)
    line = text.count("\n", 0, at) + 1
    kind = chance.choice(("gone", "added", "replaced", "doubled"))
    if kind == "gone":
        return text[:at] + text[at + 1 :], line, {line}
    strange = text[at] if kind == "doubled" else strange
    own = {line, line + 1} if strange == "\n" else {line}
    rest = text[at + 1 :] if kind == "replaced" else text[at:]
    return text[:at] + strange + rest, line, own


def _copy(file: Path, folder: Path) -> Path:
    """The file in a folder for its institution alone, so that only that one is read."""
    inside = file.relative_to(OFFERINGS)
    copy = folder / inside.parts[0] / inside
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(file.read_bytes())
    return copy


@pytest.mark.parametrize(
    ("start", "end"), [("", "\n"), ("\ufeff", "\r\n")], ids=["unix", "windows"]
)
def test_a_mistake_of_one_character_is_harmless_or_reported_at_its_own_line(
    tmp_path: Path, start: str, end: str
) -> None:
    chance = random.Random(5)
    files = [*sorted(OFFERINGS.glob("*/**/*.yaml")), OFFERINGS / "national.yaml"]
    for file in OFFERINGS.rglob("*.yaml"):
        _copy(file, tmp_path)
    elsewhere, reported = [], 0
    for _ in range(PLACES // 2):
        file = chance.choice(files)
        copy, right = _copy(file, tmp_path), file.read_text("utf-8")
        wrong, line, own = plant(right, chance)
        copy.write_text(start + wrong.replace("\n", end), "utf-8", newline="")
        found = _read(copy, tmp_path)
        _copy(file, tmp_path)
        reported += bool(found)
        if found and not own & {one.spot.line for one in found}:
            elsewhere.append(f"{file.name}:{line} said of {found}")

    assert elsewhere == []
    assert reported > PLACES // 10


def _read(copy: Path, folder: Path) -> list[Finding]:
    """What is said of this one file: by itself, and in a catalog with its institution."""
    inside = copy.relative_to(folder).parts
    if TEMPLATES in inside:
        read = read_as(copy, Campaign if "campaigns" in inside else Offering)
        return read if isinstance(read, list) else []
    found = read_folder(folder / inside[0], NEEDS).findings
    return [one for one in found if one.spot.file == copy]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: b\nneeds [talk]\nc: d\n", (2, 2, 2), id="no colon"),
        pytest.param("a: b\nc:\n  nl x\n  en: y\n", (3, 3, 3), id="no colon inside"),
        pytest.param("a:\n   nl: x\n  en: y\nb: c\n", (2, 2, 2), id="one space too many"),
        pytest.param("a:\n  nl: x\n en: y\nb: c\n", (3, 3, 3), id="one space too few"),
        pytest.param("a:\n  nl: [x, y,\n    z\n  en: [q]\n", (3, 3, 3), id="a list left open"),
        pytest.param("a: b\nc: 'd\ne: f\n", (2, 2, 2), id="a quote left open"),
        pytest.param(
            "a:\n  - start: x\n    end y\n    on: z\n", (3, 3, 3), id="in a list of parts"
        ),
        pytest.param("a: b\nc d\n", (2, 2, 2), id="at the end"),
        pytest.param("title:\n  nl: x\n' en: y\n", (3, 3, 3), id="a quote at the start"),
        pytest.param("join: link\nl\nink: x\n", (2, 2, 2), id="a line cut in two"),
        pytest.param("place:\n  online: true!cost:\n  nl: x\n", (2, 2, 2), id="two lines joined"),
        pytest.param("source: 'a\n  b'c'\nowner: d\n", (2, 2, 2), id="a quote inside a text"),
        pytest.param("source: 'a\n  b\nowner: d\n", (1, 1, 2), id="a quote that does not close"),
        pytest.param("title:\n# nl: x\n    y\n  en: z\n", (2, 2, 2), id="behind a hash"),
    ],
)
def test_the_line_that_is_wrong_is_found(text: str, expected: tuple[int, int, int]) -> None:
    found = find_mistake(text, 99, 2 if "[x" in text else None)

    assert (found.line, found.first, found.last) == expected


def test_what_is_nowhere_to_be_found_is_where_the_parser_says() -> None:
    assert find_mistake("- a\n- [b\n", 2, None).line == 2


def test_an_odd_character_is_found() -> None:
    assert find_odd_character("a: b\nc: d\0e\n") == (2, 5)
