""" "Not right?": a student says that something about an offering is not true any more."""

from signpost_bot.conversation.ask import way_out
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.visiting import gone
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import Doubted, Turn


def doubt(scene: Scene, slug: str) -> Turn:
    """Noted, and said without a promise: nobody knows yet who looks at it, and when."""
    if scene.catalog.offering(slug) is None:
        return gone(scene)
    reply = Reply(text=scene.say("doubt.noted"), buttons=way_out(scene))
    return scene.turn(reply, facts=(Doubted(offering=slug),))
