"""The first words, the language, and what to say to something that is no question."""

from dataclasses import replace

from signpost_bot.calendar import say_short
from signpost_bot.conversation.scene import Scene
from signpost_bot.freshness import unattended_since
from signpost_bot.model.language import Language
from signpost_bot.model.session import Button, Channel, Reply
from signpost_bot.model.turn import Turn


def hello(scene: Scene) -> Turn:
    """Who the bot is, what it keeps, and where to begin. No sign-up wall."""
    channel = scene.say("welcome.telegram") if scene.channel is Channel.TELEGRAM else ""
    fictional = scene.say("welcome.fictional") if scene.catalog.institution.fictional else ""
    text = scene.say("welcome.hello", channel=channel) + fictional
    return scene.turn(
        Reply(text=text + _unattended(scene), buttons=beginnings(scene)),
        shown=(),
        seen=(),
        needs=(),
        asked=0,
    )


def _unattended(scene: Scene) -> str:
    """One honest line where no staff looked for long; what it says goes for every place."""
    since = unattended_since(scene.catalog, scene.today)
    if since is None:
        return ""
    on = say_short(since, scene.today, scene.language)
    return "\n" + scene.say("freshness.unattended", since=on)


def beginnings(scene: Scene) -> tuple[Button, ...]:
    """Where one can begin without typing."""
    other = Language.EN if scene.language is Language.NL else Language.NL
    return (
        scene.button("week", "welcome.this_week"),
        scene.button("topic:exams", "welcome.exams"),
        scene.button("topic:people", "welcome.people"),
        scene.button(f"language:{other}", "welcome.other_language"),
    )


def guidance(scene: Scene, key: str = "welcome.help") -> Turn:
    """How to use the bot, or why nothing could be done with what came in."""
    return scene.turn(Reply(text=scene.say(key), buttons=beginnings(scene)))


def choose_language(scene: Scene, code: str) -> Turn:
    """Go on in the other language; no code means the one not spoken now."""
    other = Language.EN if scene.language is Language.NL else Language.NL
    language = Language(code) if code in list(Language) else other
    there = replace(scene, session=replace(scene.session, language=language))
    return guidance(there, "welcome.switched")
