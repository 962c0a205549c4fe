"""How it looks when the bot speaks first: a nudge, a check-in, and the way back after many."""

from signpost_bot.calendar import next_occurrence
from signpost_bot.conversation.card import short_card
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.campaign import Campaign, Nudge, checkin_button
from signpost_bot.model.following import Round
from signpost_bot.model.offering import Join, Offering
from signpost_bot.model.question import Question
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.student import VisitState, find_visit


def nudge(scene: Scene, campaign: str, about: Nudge, offering: Offering) -> Reply:
    """One line, one thing that can still be done, perhaps somebody's story; and a way out."""
    lines = [about.opening.text(scene.language), short_card(scene, offering, None)]
    if about.story and about.story.offering == offering.slug:
        words = about.story.words.text(scene.language)
        lines.append(scene.say("nudge.story", name=about.story.name, words=words))
    buttons = (
        _step(scene, offering),
        scene.button(f"else:{offering.slug}", "nudge.idea"),
        scene.button(f"why:{campaign}", "nudge.why"),
        scene.button("less", "consent.less"),
    )
    return Reply(text="\n".join(lines), buttons=buttons)


def asking(scene: Scene, campaign: Campaign) -> Reply:
    """A check-in at a moment of the year: the question, its answers, and a way out."""
    about = campaign.asks
    if about is None:
        raise ValueError("a campaign that asks nothing")
    buttons = (
        *_answers(scene, campaign.slug, about, ""),
        scene.button(f"why:{campaign.slug}", "nudge.why"),
        scene.button("no:checkins", "checkin.no_more"),
    )
    return Reply(text=about.question.text(scene.language), buttons=buttons)


def way_back(scene: Scene) -> Reply:
    """The last one after many without a reaction: how to hear from us again, and nothing else."""
    buttons = (
        scene.button("yes:messages", "nudge.go_on"),
        scene.button("no:messages", "nudge.enough"),
    )
    return Reply(text=scene.say("nudge.way_back"), buttons=buttons)


def checkin(scene: Scene, campaign: str, about: Question, offering: Offering) -> Reply:
    """The question that was agreed on. A lock screen has readers: discreet ones name nothing."""
    if offering.discreet:
        opened = checkin_button(campaign, "", offering.slug)
        button = scene.button(opened, "checkin.open")
        return Reply(text=scene.say("checkin.discreet"), buttons=(button,))
    return checkin_question(scene, campaign, about, offering)


def checkin_question(scene: Scene, campaign: str, about: Question, offering: Offering) -> Reply:
    """The question with its answers as buttons, and a way to end the asking."""
    after = scene.say(_since(scene, offering), title=offering.title.text(scene.language))
    text = f"{after}\n{about.question.text(scene.language)}"
    no_more = scene.button("no:visits", "checkin.no_more")
    return Reply(text=text, buttons=(*_answers(scene, campaign, about, offering.slug), no_more))


def _answers(scene: Scene, campaign: str, about: Question, offering: str) -> tuple[Button, ...]:
    return tuple(
        Button(
            id=checkin_button(campaign, answer.slug, offering),
            label=answer.label.text(scene.language),
        )
        for answer in about.answers
    )


def _since(scene: Scene, offering: Offering) -> str:
    """The key of what we know: that they went, or only that they planned to."""
    visit = find_visit(scene.visits, offering.slug)
    if Round.SEMESTER in (visit.following.next, visit.following.asked):
        return "following.after_semester"
    return "checkin.after" if visit.state is VisitState.WENT else "following.after_plan"


def _step(scene: Scene, offering: Offering) -> Button:
    """The one thing to do now: join, put it in the agenda, or see where it is."""
    if offering.join in (Join.LINK, Join.MAIL, Join.PHONE):
        return scene.button(f"join:{offering.slug}", "ask.join", number="")
    coming = next_occurrence(offering, scene.catalog, scene.now)
    if coming and coming.starts_at > scene.now:
        return scene.button(f"agenda:{offering.slug}", "agenda.button")
    return scene.button(f"more:{offering.slug}", "visit.look_at")
