"""The answer to a check-in, and what it leads to: places, coming back, a person, something else."""

from dataclasses import replace

from signpost_bot.calendar import next_occurrence, say_when
from signpost_bot.checkins import next_step
from signpost_bot.conversation.ask import places, something_else, way_out
from signpost_bot.conversation.people import somebody
from signpost_bot.conversation.proactive import asking, checkin_question
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.campaign import CheckinAnswer, NextStep
from signpost_bot.model.offering import Offering
from signpost_bot.model.session import Reply
from signpost_bot.model.turn import Answered, Turn


def answer(scene: Scene, argument: str) -> Turn:
    """A tap under a check-in. The answer is counted, and not kept."""
    slug, _, rest = argument.partition(":")
    chosen, _, about = rest.partition(":")
    campaign, offering = scene.catalog.campaign(slug), scene.catalog.offering(about)
    asked = campaign.asks if campaign else None
    if campaign is None or asked is None or (campaign.after_visit and offering is None):
        return guidance(scene, "trouble.unknown_tap")
    found = asked.answer(chosen)
    if found is None and offering:
        return scene.turn(checkin_question(scene, slug, asked, offering))
    if found is None:
        return scene.turn(asking(scene, campaign))
    fact = Answered(campaign=slug, answer=found.slug, offering=offering.slug if offering else None)
    turn = _follow(scene, found, offering)
    return replace(turn, facts=(*turn.facts, fact))


def _follow(scene: Scene, found: CheckinAnswer, offering: Offering | None) -> Turn:
    words = found.reply.text(scene.language)
    match next_step(found, offering, scene.catalog, scene.now):
        case NextStep.COME_BACK if offering:
            return _come_back(scene, words, offering)
        case NextStep.PLACES:
            return _first(words, places(scene, found.needs))
        case NextStep.TALK:
            return _first(words, somebody(scene, ""))
        case NextStep.ELSE:
            return _first(words, something_else(scene, offering.slug if offering else ""))
        case _:
            return scene.turn(Reply(text=words, buttons=way_out(scene)))


def _come_back(scene: Scene, words: str, offering: Offering) -> Turn:
    coming = next_occurrence(offering, scene.catalog, scene.now)
    when = say_when(coming, scene.catalog, scene.now, scene.language) if coming else ""
    buttons = (
        scene.button(f"join:{offering.slug}", "checkin.coming"),
        scene.button("talk", "checkin.rather_talk"),
        scene.button("no:checkins", "checkin.no_more"),
    )
    text = f"{words}\n{scene.say('checkin.come_back', when=when)}"
    return scene.turn(Reply(text=text, buttons=buttons))


def _first(words: str, turn: Turn) -> Turn:
    """The same turn, with these words before its first reply."""
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, text=f"{words}\n{first.text}"), *others))
