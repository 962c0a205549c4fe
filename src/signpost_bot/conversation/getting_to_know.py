"""After a yes: what would make the next message better is asked, one thing at a time (R6, R21)."""

from dataclasses import replace

from signpost_bot.campaigns.asking import what_to_ask
from signpost_bot.campaigns.circles import known_of
from signpost_bot.conversation.profile_fields import NOTHING, answer_buttons, list_answers, put
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import beginnings, guidance
from signpost_bot.model.profile import ProfileField
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import Turn


def next_question(scene: Scene) -> Reply | None:
    """The question that helps most now, with why it is asked; None when nothing would help."""
    can_tell = frozenset(field for field in ProfileField if list_answers(scene, field))
    known = known_of(scene.session, scene.visits)
    field = what_to_ask(known, scene.consents, can_tell, scene.catalog, scene.now)
    if field is None:
        return None
    skip = scene.button(f"tell:{field}:{NOTHING}", "telling.skip")
    text = f"{scene.say(f'about_me.which_{field}')} {scene.say(f'telling.why_{field}')}"
    return Reply(text=text, buttons=(*answer_buttons(scene, field, f"tell:{field}"), skip))


def tell(scene: Scene, argument: str) -> Turn:
    """An answer to such a question is kept and brings the next one. A skip ends the asking: it is
    kept nowhere, so nothing comes back to it."""
    name, _, told = argument.partition(":")
    field = next((one for one in ProfileField if one == name), None)
    if field is None:
        return guidance(scene, "trouble.unknown_tap")
    if told == NOTHING:
        return _end(scene, "telling.skipped")
    profile = put(scene, field, told)
    if profile is None:
        return guidance(scene, "trouble.unknown_tap")
    knowing = replace(scene, session=replace(scene.session, profile=profile))
    question = next_question(knowing)
    if question is None:
        return _end(knowing, "telling.thanks")
    return knowing.turn(replace(question, replaces=True))


def _end(scene: Scene, key: str) -> Turn:
    return scene.turn(Reply(text=scene.say(key), buttons=beginnings(scene), replaces=True))
