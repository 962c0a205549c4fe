"""The form in which a student author writes down what a student told: read, or what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from signpost_bot.catalog.sheet_cells import read_day
from signpost_bot.model.language import Both
from signpost_bot.model.offering import StudentStory

LONGEST_NAME, LONGEST_WORDS = 60, 500
"""Letters; the words are one or two lines on a card."""
FIELDS = {
    "offering": 48,
    "name": LONGEST_NAME,
    "words_nl": LONGEST_WORDS,
    "words_en": LONGEST_WORDS,
    "consent_on": 10,
    "show_until": 10,
}
"""Every field, with how long it may be."""


@dataclass(frozen=True, kw_only=True)
class StoryForm:
    """What was typed, the story that it makes, and the key of a sentence for each field that is
    wrong; there is a story when there is none."""

    typed: Mapping[str, str] = field(repr=False)
    story: StudentStory | None = field(default=None, repr=False)
    faults: Mapping[str, str] = field(default_factory=dict)


EMPTY = StoryForm(typed=dict.fromkeys(FIELDS, ""))


def read_story_form(
    given: Mapping[str, object], offerings: Collection[str], today: date
) -> StoryForm:
    """The form as it was sent; `offerings` are the slugs that can be chosen."""
    typed = {name: _one_line(given.get(name)) for name in FIELDS}
    faults = {name: "drafts.fault_missing" for name in FIELDS if not typed[name]}
    faults |= {
        name: "drafts.fault_long" for name, longest in FIELDS.items() if len(typed[name]) > longest
    }
    consent_on, show_until = _day(typed["consent_on"]), _day(typed["show_until"])
    for name, day in (("consent_on", consent_on), ("show_until", show_until)):
        if day is None:
            faults.setdefault(name, "drafts.fault_day")
    if consent_on and consent_on > today:
        faults["consent_on"] = "drafts.fault_not_yet"
    if show_until and show_until <= max(consent_on or today, today):
        faults["show_until"] = "drafts.fault_over"
    if typed["offering"] not in offerings:
        faults.setdefault("offering", "drafts.fault_missing")
    if faults or consent_on is None or show_until is None:
        return StoryForm(typed=typed, faults=faults)
    story = StudentStory(
        name=typed["name"],
        words=Both(nl=typed["words_nl"], en=typed["words_en"]),
        consent_on=consent_on,
        show_until=show_until,
    )
    return StoryForm(typed=typed, story=story)


def _one_line(given: object) -> str:
    """Words on one line, without signs that cannot be seen."""
    words = " ".join(given.split()) if isinstance(given, str) else ""
    return "".join(sign for sign in words if sign.isprintable())


def _day(typed: str) -> date | None:
    """A day as staff write it in a sheet. No date field: that shows the order of the browser's own
    language, whatever that of the page is."""
    try:
        return date.fromisoformat(read_day(typed))
    except ValueError:
        return None
