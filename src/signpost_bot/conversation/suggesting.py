"""Passing a question on: only with a tap, and shown first exactly as it will be passed on."""

from signpost_bot.conversation.ask import way_out
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.smalltalk import find_kind
from signpost_bot.conversation.truth import tell_shortly
from signpost_bot.conversation.welcome import beginnings
from signpost_bot.meaning.text import normalise
from signpost_bot.model.session import Reply, Step
from signpost_bot.model.turn import SuggestionMade, Turn

LONGEST = 400


def invite(scene: Scene, _: str) -> Turn:
    """Ask for the words, with a warning against recognisable details."""
    button = scene.button("keep", "suggestion.keep")
    reply = Reply(text=scene.say("suggestion.write"), buttons=(button,))
    return scene.turn(reply, step=Step.WRITING_SUGGESTION)


def show(scene: Scene, text: str) -> Turn:
    """Show exactly what will be passed on. The words wait, sealed, for the next step only."""
    if find_kind(normalise(text)) in ("okay", "privacy", "now", "something_else", "bye"):
        return keep(scene, "")
    # Half a character cannot be kept, sent or shown.
    readable = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ")
    words = " ".join(readable.replace("**", "").split())[:LONGEST]
    buttons = (
        scene.button("pass", "suggestion.pass_on"),
        scene.button("keep", "suggestion.keep"),
    )
    reply = Reply(text=scene.say("suggestion.confirm", words=words), buttons=buttons)
    return scene.turn(reply, step=Step.CONFIRMING_SUGGESTION, pending=words)


def not_yet(scene: Scene) -> Turn:
    """Something was typed instead of tapped: nothing has been passed on, and it can still be."""
    buttons = (
        scene.button("pass", "suggestion.pass_on"),
        scene.button("keep", "suggestion.keep"),
    )
    return scene.stay(Reply(text=scene.say("suggestion.not_yet"), buttons=buttons))


def tell_the_truth(scene: Scene) -> Turn:
    """Who is here and who reads it; what was being passed on can still be."""
    is_shown = scene.session.step is Step.CONFIRMING_SUGGESTION
    buttons = (
        *((scene.button("pass", "suggestion.pass_on"),) if is_shown else ()),
        scene.button("keep", "suggestion.keep"),
    )
    return scene.stay(
        tell_shortly(scene), Reply(text=scene.say("suggestion.read_by"), buttons=buttons)
    )


def pass_on(scene: Scene, _: str) -> Turn:
    """The tap that stores the words, without a student."""
    if scene.session.step is not Step.CONFIRMING_SUGGESTION or not scene.session.pending:
        return scene.turn(Reply(text=scene.say("suggestion.over"), buttons=way_out(scene)))
    reply = Reply(text=scene.say("suggestion.passed"), buttons=beginnings(scene))
    return scene.turn(reply, facts=(SuggestionMade(words=scene.session.pending),))


def keep(scene: Scene, _: str) -> Turn:
    """Nothing is passed on, and the words are gone."""
    return scene.turn(Reply(text=scene.say("suggestion.kept"), buttons=way_out(scene)))
