"""My data: what is kept, show it, stop messages, forget me."""

from signpost_bot.conversation.outcome import rights
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import beginnings
from signpost_bot.model.consent import Consent
from signpost_bot.model.session import Channel, Reply
from signpost_bot.model.turn import ConsentWithdrawn, Request, Turn


def privacy(scene: Scene, _: str) -> Turn:
    """Who is responsible, what is kept, how long, whom to ask and where to complain."""
    known = scene.catalog.institution.privacy
    text = scene.say(
        "privacy.page",
        channel=_channel(scene),
        responsible=known.responsible or scene.say("privacy.responsible_unknown"),
        officer=scene.say("privacy.officer", officer=known.officer) if known.officer else "",
    )
    buttons = (scene.button("mine", "privacy.show"), *rights(scene))
    return scene.turn(Reply(text=text, buttons=buttons))


def _channel(scene: Scene) -> str:
    """What is different where we talk: Telegram keeps the chat, a page ends it soon."""
    known = {Channel.TELEGRAM: "privacy.telegram", Channel.WEB: "privacy.web"}
    key = known.get(scene.channel)
    return scene.say(key) + "\n" if key else ""


def show_mine(scene: Scene, _: str) -> Turn:
    """Ask the database for all there is."""
    return scene.turn(request=Request.SHOW_MY_DATA)


def forget(scene: Scene, _: str) -> Turn:
    """Ask the database to forget."""
    return scene.turn(request=Request.FORGET_ME)


def stop(scene: Scene, _: str) -> Turn:
    """No messages of the bot's own accord any more; questions are still answered."""
    reply = Reply(text=scene.say("privacy.stopped"), buttons=beginnings(scene))
    return scene.turn(reply, facts=tuple(ConsentWithdrawn(kind=kind) for kind in Consent))
