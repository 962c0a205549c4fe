"""The answer to a check-in, and what it leads to: places, coming back, a person, something else."""

from dataclasses import replace

from signpost_bot.checkins import next_step
from signpost_bot.conversation import following_up
from signpost_bot.conversation.ask import places, something_else, way_out
from signpost_bot.conversation.people import somebody
from signpost_bot.conversation.proactive import asking, checkin_question
from signpost_bot.conversation.scene import Scene, saying_first
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.offering import Offering
from signpost_bot.model.question import CheckinAnswer, NextStep
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
    turn = _lead_on(scene, found, offering if campaign.after_visit else None)
    if campaign.after_visit and offering:
        turn = following_up.write_down(scene, turn, offering, found)
    return replace(turn, facts=(*turn.facts, fact))


def _lead_on(scene: Scene, found: CheckinAnswer, offering: Offering | None) -> Turn:
    words = found.reply.text(scene.language)
    step = next_step(found, offering, scene.catalog, scene.now)
    if offering and step in following_up.STEPS:
        return following_up.STEPS[step](scene, words, offering)
    match step:
        case NextStep.PLACES:
            return saying_first(words, places(scene, found.needs))
        case NextStep.TALK:
            return saying_first(words, somebody(scene, ""))
        case NextStep.ELSE:
            return saying_first(words, something_else(scene, offering.slug if offering else ""))
        case _:
            return scene.turn(Reply(text=words, buttons=way_out(scene)))
