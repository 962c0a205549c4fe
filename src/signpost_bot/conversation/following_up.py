"""After an answer to "how are things now?": a small step, another way, somebody, the next time."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from signpost_bot.answering.match import more_like
from signpost_bot.calendar import Occurrence, next_come_back, next_occurrence, say_start, say_when
from signpost_bot.campaigns.following import after_answer, plan_of
from signpost_bot.conversation.ask import something_else, way_out
from signpost_bot.conversation.card import main_button, short_card, where_line
from signpost_bot.conversation.people import first_there
from signpost_bot.conversation.scene import Scene, saying_first
from signpost_bot.model.consent import Consent
from signpost_bot.model.following import Round
from signpost_bot.model.offering import Offering
from signpost_bot.model.question import CheckinAnswer, NextStep
from signpost_bot.model.session import Reply
from signpost_bot.model.student import find_visit
from signpost_bot.model.turn import FollowedUp, OfferingShown, Turn


def come_back(scene: Scene, words: str, offering: Offering) -> Turn:
    """The moment that is meant for coming back, else the next time of the same."""
    coming = next_come_back(offering, scene.catalog, scene.now)
    text = f"{words}\n{_say_come_back(scene, coming or _next(scene, offering))}".rstrip()
    which = f"{offering.slug}:back" if coming else offering.slug
    buttons = (
        scene.button(f"join:{which}", "checkin.coming"),
        scene.button("talk", "checkin.rather_talk"),
    )
    return scene.turn(Reply(text=text, buttons=buttons))


def small_step(scene: Scene, words: str, offering: Offering) -> Turn:
    """Better: the moment to come back, or something small to hold on to it (R7). Nothing has to."""
    if next_come_back(offering, scene.catalog, scene.now):
        return come_back(scene, words, offering)
    text = f"{words}\n{_say_task(scene, offering)}".rstrip()
    return scene.turn(Reply(text=text, buttons=way_out(scene)))


def another_way(scene: Scene, words: str, offering: Offering) -> Turn:
    """The same: what one can try alone, when one can come back, and help of another kind."""
    coming = next_come_back(offering, scene.catalog, scene.now)
    lines, buttons = [words, _say_task(scene, offering)], []
    if coming:
        lines.append(_say_come_back(scene, coming))
        buttons.append(scene.button(f"join:{offering.slug}:back", "checkin.coming"))
    other = _another_kind(scene, offering)
    if other:
        lines += [scene.say("following.another_way"), short_card(scene, other, 1)]
        buttons.append(main_button(scene, other, 1))
    buttons.append(scene.button("talk", "checkin.rather_talk"))
    shown = (other.slug,) if other else ()
    reply = Reply(text="\n".join(line for line in lines if line), buttons=tuple(buttons))
    facts = tuple(OfferingShown(offering=slug) for slug in shown)
    return scene.turn(reply, facts=facts, shown=shown, seen=(offering.slug, *shown))


def somebody_there(scene: Scene, words: str, _: Offering) -> Turn:
    """Harder: who is really there first, with the hour, and somebody now (R9)."""
    return saying_first(words, first_there(scene))


def next_time(scene: Scene, words: str, offering: Offering) -> Turn:
    """They were not there: the next time, and other places where there is none. Nobody asks why."""
    coming = _next(scene, offering)
    if coming is None:
        return saying_first(words, something_else(scene, offering.slug))
    when = say_when(coming, scene.catalog, scene.now, scene.language)
    there = ", ".join(part for part in (when, where_line(scene, offering)) if part)
    buttons = (
        scene.button(f"remind:{offering.slug}", "visit.remind_me"),
        scene.button(f"else:{offering.slug}", "common.something_else"),
        scene.button("talk", "common.somebody"),
    )
    text = f"{words}\n{scene.say('following.next_time', there=there)}"
    return scene.turn(Reply(text=text, buttons=buttons))


STEPS: Mapping[NextStep, Callable[[Scene, str, Offering], Turn]] = {
    NextStep.COME_BACK: come_back,
    NextStep.SMALL_STEP: small_step,
    NextStep.ANOTHER_WAY: another_way,
    NextStep.TALK: somebody_there,
    NextStep.NEXT_TIME: next_time,
}
"""What an answer about a visit leads to, where it is not the same as for any question."""


def write_down(scene: Scene, turn: Turn, offering: Offering, answer: CheckinAnswer) -> Turn:
    """The same turn, with how far the questions about this visit are now, and a way to end them.
    What was answered is not kept."""
    before = find_visit(scene.visits, offering.slug).following
    plan = plan_of(offering, scene.catalog)
    was_there = answer.next is not NextStep.NEXT_TIME
    may_ask = Consent.VISITS in scene.consents
    then = after_answer(plan, before, scene.now, was_there=was_there, may_ask=may_ask)
    first, *others = turn.replies
    text, buttons = first.text, first.buttons
    if then.next is Round.SECOND and then.ask_at:
        when = say_start(then.ask_at, scene.catalog, scene.now, scene.language)
        text = f"{text}\n{scene.say('following.once_more', when=when)}"
    elif plan and plan.in_semester and then.asked is Round.SECOND and not then.may_ask_later:
        buttons = (*buttons, scene.button(f"yes:later:{offering.slug}", "following.later"))
    if may_ask:
        buttons = (*buttons, scene.button("no:visits", "checkin.no_more"))
    fact = FollowedUp(offering=offering.slug, following=then, was_there=was_there)
    facts = () if then == before else (fact,)
    reply = replace(first, text=text, buttons=buttons)
    return replace(turn, replies=(reply, *others), facts=(*turn.facts, *facts))


def _next(scene: Scene, offering: Offering) -> Occurrence | None:
    return next_occurrence(offering, scene.catalog, scene.now)


def _say_come_back(scene: Scene, coming: Occurrence | None) -> str:
    if coming is None:
        return ""
    when = say_when(coming, scene.catalog, scene.now, scene.language)
    return scene.say("following.come_back", when=when)


def _say_task(scene: Scene, offering: Offering) -> str:
    task = offering.follow_up.task if offering.follow_up else None
    return scene.say("following.task", task=task.text(scene.language)) if task else ""


def _another_kind(scene: Scene, offering: Offering) -> Offering | None:
    """Another form of help for the same: not one more of this kind."""
    same = tuple(one.slug for one in scene.catalog.offerings if one.kind is offering.kind)
    needs, given = offering.needs, scene.circumstances
    found = more_like(needs, (offering.slug, *same), scene.catalog, given, most=1)
    return found[0].offering if found else None
