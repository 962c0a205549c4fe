"""A year in words and as JSON: everything is said, and why not."""

import pytest
from builders import make_nudge
from dry import live, make_indexed, make_persona

from signpost_bot.model.language import Language
from signpost_bot.simulation.telling import say_year, to_json

CROWD = make_indexed(make_nudge(slug="dringend", priority=5), make_nudge(slug="rustig", priority=1))


def test_a_line_of_json_has_exactly_these_keys() -> None:
    sent, dropped = (to_json(one, CROWD) for one in live(make_persona(), catalog=CROWD))

    assert list(sent) == [
        *("at", "student", "kind", "campaign", "offering", "text", "decision", "reason")
    ]
    assert sent["at"] == "2026-11-20T18:30:00+01:00"
    assert (sent["kind"], sent["campaign"], sent["offering"]) == ("nudge", "dringend", "huiskamer")
    assert (sent["student"], sent["decision"], sent["reason"]) == ("sanne", "send", None)
    assert (dropped["text"], dropped["decision"], dropped["reason"]) == ("", "drop", "budget")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            Language.NL,
            ["Sanne (verzonnen)", "1 bericht, 1 weggelaten", "Week 47, vanaf 16 november 2026"],
        ),
        (
            Language.EN,
            ["Sanne (made up)", "1 message, 1 dropped", "Week 47, from 16 November 2026"],
        ),
    ],
)
def test_the_list_is_by_student_and_week_with_the_words_and_the_reasons(
    language: Language, lines: list[str]
) -> None:
    persona = make_persona()

    told = list(say_year([persona], live(persona, catalog=CROWD), CROWD, language))

    assert [line.strip() for line in told if line.strip()][:3] == lines
    text = "\n".join(told)
    assert "'dringend': huiskamer" in text
    assert "De tentamens komen eraan." in text, "what they read is in their own language"
    assert "'rustig' (" in text
    assert "**" not in text


def test_who_gets_nothing_is_there_too() -> None:
    told = list(say_year([make_persona()], [], CROWD, Language.EN))

    assert told[1:] == ["Sanne (made up)", "0 messages, 0 dropped"]
