"""Documents as files: what is read back is the same, and what did not change is not touched."""

from datetime import date, time
from pathlib import Path

import pytest
from folders import OFFERING
from hypothesis import given
from hypothesis import strategies as st

from signpost_bot.catalog.files import read_folder
from signpost_bot.catalog.lines import Lines, parse_lines
from signpost_bot.catalog.writing import render, rewrite
from signpost_bot.model.language import Both, Document
from signpost_bot.model.moment import Moment, Weekday
from signpost_bot.model.offering import Offering

READ = read_folder(Path(__file__).parent.parent.parent / "offerings", frozenset()).documents
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def read(text: str, schema: type[Document] = Offering) -> Document:
    lines = parse_lines(Path("x.yaml"), text)
    assert isinstance(lines, Lines), lines
    return schema.model_validate(lines.values)


KANTINE = read(OFFERING)
assert isinstance(KANTINE, Offering)


@pytest.mark.parametrize("file", READ, ids=lambda file: f"{file.key.institution}-{file.key.slug}")
def test_every_document_of_ours_is_read_back_as_it_was_written(file: object) -> None:
    document = file.content  # type: ignore[attr-defined]

    assert read(render(document), type(document)) == document


@given(LINES, LINES, st.sampled_from(["no", "12:00", "010", "- a", "a: b", "#x", "'", "~", "'s a"]))
def test_whatever_stands_in_a_text_comes_back(nl: str, en: str, odd: str) -> None:
    offering = KANTINE.model_copy(update={"title": Both(nl=nl, en=en), "source": odd})

    for text in (render(offering), rewrite(OFFERING, KANTINE, offering)):
        # Names the same document as the one that was written, stripped as the schema does.
        assert read(text) == Offering.model_validate(offering.model_dump(mode="json"))


def test_a_file_that_says_the_same_already_stays_as_it_is() -> None:
    assert rewrite(OFFERING, KANTINE, KANTINE) == OFFERING


def change(text: str, **changes: object) -> str:
    """The text after these changes, in lines that went and came."""
    old = read(text)
    new = Offering.model_validate(old.model_dump() | changes)
    written = rewrite(text, old, new)
    assert read(written) == new
    before, after = text.splitlines(), written.splitlines()
    gone = [f"-{line}" for line in before if line not in after]
    return "\n".join([*gone, *(f"+{line}" for line in after if line not in before)])


COMMENTED = f"# Ours.\n{OFFERING}# The end.\n".replace(
    "kind: place", "# asked in May\nkind:   place  # a room"
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"checked_on": date(2026, 12, 1)}, "-checked_on: 2026-11-23\n+checked_on: 2026-12-01"),
        ({"title": {"nl": "Eten", "en": "Canteen"}}, "-  nl: Kantine\n+  nl: Eten"),
        ({"kind": "group"}, "-kind:   place  # a room\n+kind: group  # a room"),
        ({"needs": ["fun"]}, "-needs: [talk, fun]\n+needs: [fun]"),
        ({"threshold": 2}, "-threshold: 1"),
        (
            {"cost": {"nl": "gratis", "en": "free"}, "owner": "team"},
            "+cost:\n+  nl: gratis\n+  en: free\n+owner: team",
        ),
        ({"moments": ()}, "-moments:\n-  - start: 12:00\n-    end: 14:00\n-    weekdays: [tue]"
                          "\n-    first_on: 2026-09-01"),
    ],
    ids=["date", "text inside", "beside a comment", "list", "back to default", "new", "gone"],
)  # fmt: skip
def test_only_what_changed_is_written(changes: dict[str, object], expected: str) -> None:
    assert change(COMMENTED, **changes) == expected


def test_one_moment_of_several_changes_alone() -> None:
    assert isinstance(KANTINE, Offering)
    moment = KANTINE.moments[0]
    text = OFFERING.replace(
        "join: link", "  - {start: 18:00, end: 19:00, on: [2027-01-05]}\njoin: link"
    )
    second = Moment(start=time(18), end=time(19), on=(date(2027, 1, 5),))
    later = moment.model_copy(update={"end": time(15), "weekdays": (Weekday.WED,)})

    changed = change(text, moments=(later.model_dump(), second.model_dump()))

    assert changed == "-    end: 14:00\n-    weekdays: [tue]\n+    end: 15:00\n+    weekdays: [wed]"


def test_lines_of_text_are_written_as_lines() -> None:
    offering = KANTINE.model_copy(update={"summary": Both(nl="een\ntwee", en="one\ntwo")})

    assert "  nl: |-\n    een\n    twee\n" in render(offering)
