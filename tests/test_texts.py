"""The bot's own words: the same in both languages, all in use, and safe to fill in."""

import re
from pathlib import Path
from string import Formatter

import pytest

import signpost_bot
from signpost_bot.actions.approvals import NotApproved
from signpost_bot.actions.attendance import NoCode
from signpost_bot.catalog.form_faults import IN_A_FORM
from signpost_bot.catalog.form_fields import SECTIONS
from signpost_bot.catalog.lint_words import WordFault
from signpost_bot.catalog.problems import BY_TYPE, OWN_RULES
from signpost_bot.channels.telegram.profile import COMMANDS
from signpost_bot.desk.claims import NotIn
from signpost_bot.model.audit import Deed
from signpost_bot.model.closing import InstitutionState
from signpost_bot.model.institution import SourceKind
from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.outbox import OutboxKind, Reason
from signpost_bot.model.profile import ProfileField
from signpost_bot.model.totals import About, Measure
from signpost_bot.safety.followups import Followup
from signpost_bot.simulation.picture import SHADED
from signpost_bot.texts import WORDS, has, list_of, say
from signpost_bot.web.site import REFUSALS

SOURCE = Path(signpost_bot.__file__).parent
CODE = "\n".join(
    file.read_text("utf-8") for kind in ("*.py", "*.html") for file in sorted(SOURCE.rglob(kind))
)
NL, EN = WORDS[Language.NL], WORDS[Language.EN]

WHY_NOT = (
    *REFUSALS.values(), "elsewhere", "wrong_way", "trouble", "signed_out", "not_allowed",
)  # fmt: skip
"""What `web.templates.say_no` is asked for."""

NOT_IN = ("used", "away", "failed", *NotIn)
"""What `desk.signing_in.say_not_in` is asked for."""

PUT_TOGETHER = {
    *(f"files.{key}" for key in (*OWN_RULES, *BY_TYPE.values())),
    *(f"lint.{fault}" for fault in WordFault),
    *(f"alarm.{kind}" for kind in AlarmKind),
    *(f"followup.{which}" for which in Followup),
    *(f"smalltalk.{kind}" for kind in ("greeting", "thanks", "okay", "what_it_does", "rude")),
    *(f"smalltalk.{kind}" for kind in ("how_are_you", "bye")),
    *(f"line.{kind}" for kind in AlarmKind if has(f"line.{kind}")),
    *("line.general", "followup.going_on"),
    *(f"profile.{name}" for names in COMMANDS.values() for name in names),
    *(f"web.{why}{part}" for why in WHY_NOT for part in ("", "_title")),
    *(f"privacy.{language}" for language in Language),
    *(f"moment.nth_{nth}" for nth in (1, 2, 3, 4, 5, "last")),
    *(f"moment.day_number_{ending}" for ending in range(4)),
    *(f"closing.state_{state}" for state in InstitutionState),
    *(f"nudge.period_{when}{edge}" for when in ("before", "on", "after") for edge in ("", "_end")),
    *(f"nudge.{counted}" for counted in ("event_on", "event_after")),
    *(f"nudge.start_{when}" for when in ("before", "on", "after")),
    *(f"about_me.{part}{field}" for field in ProfileField for part in ("", "which_")),
    *(f"telling.why_{field}" for field in ProfileField),
    *(f"form.s_{section.name}" for section in SECTIONS),
    *(f"form.in_{language}" for language in Language),
    *(key for key in IN_A_FORM.values() if key.startswith("form.")),
    *(f"sources.kind_{kind}" for kind in SourceKind),
    *(f"holidays.{when}vakantie" for when in ("herfst", "kerst", "voorjaars", "mei", "zomer")),
    *(f"year.kind_{kind}" for kind in OutboxKind if kind is not OutboxKind.FAREWELL),
    *(f"year.reason_{reason}" for reason in Reason),
    *(f"year.period_{kind}" for kind in SHADED),
    *(f"privacy.state_{state}" for state in ("planned", "reminder", "went")),
    *(f"codes.{why}" for why in NoCode),
    *(f"sign_in.{why}{part}" for why in NOT_IN for part in ("", "_title")),
    *(f"audit.{deed}" for deed in Deed),
    *(f"totals.{one}" for one in (*About, *Measure)),
    *(f"approval.{one}" for one in (*NotApproved, "lacks_another", "lacks_approver")),
}
"""Keys that stand nowhere in the code, because it makes them from a part."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(NL) == sorted(EN)


@pytest.mark.parametrize("key", NL)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    assert placeholders(NL[key]) == placeholders(EN[key])


@pytest.mark.parametrize("language", list(Language))
def test_every_text_has_words_and_closed_markup(language: Language) -> None:
    wrong = [key for key, text in WORDS[language].items() if not text.strip()]
    wrong += [key for key, text in WORDS[language].items() if text.count("**") % 2]

    assert wrong == []


def test_every_text_is_used() -> None:
    unused = [key for key in NL if key not in PUT_TOGETHER and not is_in_code(key)]

    assert unused == []


def is_in_code(key: str) -> bool:
    """In quotes; what is wrong with files is asked for without the `files.`."""
    return bool(re.search(rf"""['"](files\.)?{key.removeprefix("files.")}['"]""", CODE))


def test_every_key_in_the_code_has_a_text() -> None:
    groups = {key.split(".")[0] for key in NL}
    used = set(re.findall(rf"['\"]((?:{'|'.join(groups)})\.[a-z0-9_]+)['\"]", CODE))
    # What ends in `_` is the first half of a key that a template makes from a part.
    used = {key for key in used if not key.endswith((".yaml", ".html", "_"))}

    assert used
    assert used - NL.keys() == set()


def test_every_key_the_code_puts_together_has_a_text() -> None:
    assert PUT_TOGETHER - NL.keys() == set()


def test_values_are_filled_in() -> None:
    assert say("ask.browse_title", Language.NL, institution="Hanze", page=1, pages=3) == (
        "Alles van Hanze, 1 van 3:"
    )


@pytest.mark.parametrize("value", ["**Let op**", "****", "a**b", "***", "* * **"])
def test_a_value_cannot_bring_markup(value: str) -> None:
    said = say("visit.planned", Language.EN, title=value)

    assert said.startswith("Good plan: **")
    assert said.endswith("**.")
    assert said.count("**") == 2


@pytest.mark.parametrize("value", ["{institution}", "{0}", "{", "}", "{title.__class__}", "%s"])
def test_a_value_is_never_filled_in_itself(value: str) -> None:
    assert say("visit.planned", Language.NL, title=value) == f"Goed plan: **{value}**."


@pytest.mark.parametrize(
    ("parts", "language", "expected"),
    [
        ([], Language.NL, ""),
        (["slapen"], Language.NL, "slapen"),
        (["slapen", "geld"], Language.NL, "slapen en geld"),
        (("sleep", "money", "friends"), Language.EN, "sleep, money and friends"),
    ],
)
def test_a_list_is_said_as_one_says_it(
    parts: list[str] | tuple[str, ...], language: Language, expected: str
) -> None:
    assert list_of(parts, language) == expected
