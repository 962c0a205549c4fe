"""The card for a moment of danger: the right numbers, in the text, in the right order."""

from collections.abc import Mapping
from dataclasses import dataclass

from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind, National
from signpost_bot.model.session import Button, Reply
from signpost_bot.texts import say

CHAT_113 = "https://www.113.nl"

FULL = ("chat_113", "doctor", "school", "trusted", "meant_else")
BUTTONS: dict[AlarmKind | None, tuple[str, ...]] = {
    None: FULL,
    AlarmKind.SUICIDE: FULL,
    AlarmKind.SELF_HARM: FULL,
    AlarmKind.ACUTE_MEDICAL: ("chat_113", "trusted", "meant_else"),
    AlarmKind.ABUSE: ("school", "trusted", "meant_else"),
    AlarmKind.SEXUAL_VIOLENCE: ("school", "doctor", "trusted", "meant_else"),
    AlarmKind.VIOLENCE: ("school", "doctor", "trusted", "meant_else"),
    AlarmKind.WORRIED_ABOUT_OTHER: ("school", "chat_113", "doctor", "meant_else"),
}

NUMBERS = {"n112": "112", "n113": "113", "n_veilig_thuis": "veilig-thuis", "n_csg": "csg"}
"""Names in `words/` and the national line whose phone number they stand for."""


def numbers(national: National) -> dict[str, str]:
    """The phone numbers that are there, by the name they have in `words/`."""
    found = {name: national.line(slug) for name, slug in NUMBERS.items()}
    return {name: line.phone for name, line in found.items() if line and line.phone}


def alarm_text(kind: AlarmKind | None, language: Language, national: National) -> str:
    """The words of the card. A kind whose number is not there gets the general card."""
    known = numbers(national)
    try:
        return say(f"alarm.{kind or 'general'}", language, **known)
    except KeyError:
        return say("alarm.general", language, **known)


def alarm_card(
    kind: AlarmKind | None,
    language: Language,
    national: National,
    open_until: str | None,
    has_school: bool,
) -> Reply:
    """The whole card; `open_until` is the hour until which somebody is there at school today.
    Without `has_school` nothing is said of school: we do not know who is there."""
    labels = {
        "chat_113": say("alarm.chat_113", language),
        "doctor": say("alarm.doctor", language),
        "school": say("alarm.at_school_open", language, until=open_until)
        if open_until
        else say("alarm.at_school", language),
        "trusted": say("alarm.trusted", language),
        "meant_else": say("alarm.meant_else", language),
    }
    buttons = tuple(
        Button(id=name, label=labels[name], url=CHAT_113 if name == "chat_113" else None)
        for name in BUTTONS[kind]
        if has_school or name != "school"
    )
    return Reply(text=alarm_text(kind, language, national), buttons=buttons)


def now_text(language: Language, national: National) -> str:
    """`/nu`: who can be spoken to now, without any detection."""
    known = numbers(national)
    lines = [
        say("now.title", language),
        say("now.danger", language, **known),
        say("now.suicide", language, **known),
    ]
    listen = national.line("luisterlijn")
    if listen and listen.phone:
        name = listen.name.text(language)
        lines.append(say("now.listen", language, name=name, phone=listen.phone))
    return "\n".join([*lines, say("now.doctor", language), say("now.end", language)])


@dataclass(frozen=True, kw_only=True)
class SpareCards:
    """Plain texts built at start, for when everything after the detector fails.

    `broken` is for a message without alarm. Without a known language both are given.
    """

    cards: Mapping[tuple[AlarmKind | None, Language], str]
    broken: Mapping[Language, str]

    def card(self, kind: AlarmKind | None, language: Language | None) -> str:
        """The spare card of this kind."""
        languages = [language] if language else list(Language)
        return "\n\n".join(self.cards[kind, one] for one in languages)

    def sorry(self, language: Language | None) -> str:
        """What is said when a turn without alarm fails."""
        languages = [language] if language else list(Language)
        return "\n\n".join(self.broken[one] for one in languages)


def build_spare_cards(national: National) -> SpareCards:
    """All cards as plain text: no markup, no buttons, nothing left to look up."""
    known = numbers(national)
    return SpareCards(
        cards={
            (kind, language): alarm_text(kind, language, national).replace("**", "")
            for kind in (*AlarmKind, None)
            for language in Language
        },
        broken={
            language: say("trouble.broken", language, **known).replace("**", "")
            for language in Language
        },
    )
