"""How it looks when the bot speaks first: a nudge, a check-in, and why they came."""

from signpost_bot.calendar import local_day, next_occurrence
from signpost_bot.campaigns.planning import periods_of
from signpost_bot.conversation.card import short_card
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.campaign import Campaign, Checkin, Nudge, checkin_button
from signpost_bot.model.offering import Join, Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import Turn


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
        scene.button("no:messages", "consent.less"),
    )
    return Reply(text="\n".join(lines), buttons=buttons)


def checkin(scene: Scene, campaign: str, about: Checkin, offering: Offering) -> Reply:
    """The question that was agreed on. A lock screen has readers: discreet ones name nothing."""
    if offering.discreet:
        opened = checkin_button(campaign, "", offering.slug)
        button = scene.button(opened, "checkin.open")
        return Reply(text=scene.say("checkin.discreet"), buttons=(button,))
    return checkin_question(scene, campaign, about, offering)


def checkin_question(scene: Scene, campaign: str, about: Checkin, offering: Offering) -> Reply:
    """The question with its answers as buttons."""
    language = scene.language
    after = scene.say("checkin.after", title=offering.title.text(language))
    buttons = tuple(
        Button(
            id=checkin_button(campaign, answer.slug, offering.slug),
            label=answer.label.text(language),
        )
        for answer in about.answers
    )
    return Reply(text=f"{after}\n{about.question.text(language)}", buttons=buttons)


def why(scene: Scene, slug: str) -> Turn:
    """The rule, the period, and that the student said yes."""
    campaign = scene.catalog.campaign(slug)
    if campaign is None or campaign.nudge is None:
        return guidance(scene, "trouble.unknown_tap")
    period = _coming(scene, campaign)
    text = scene.say("nudge.because", days=campaign.nudge.timing.days_before, period=period)
    buttons = (
        scene.button("no:messages", "consent.less"),
        scene.button("privacy", "nudge.privacy"),
    )
    return scene.turn(Reply(text=text, buttons=buttons))


def _coming(scene: Scene, campaign: Campaign) -> str:
    today = local_day(scene.now, scene.catalog.institution.tz)
    periods = [p for p in periods_of(campaign, scene.catalog) if p.last_on >= today]
    if not periods:
        return scene.say("nudge.a_period")
    return periods[0].title.text(scene.language)


def _step(scene: Scene, offering: Offering) -> Button:
    """The one thing to do now: join, put it in the agenda, or see where it is."""
    if offering.join in (Join.LINK, Join.MAIL, Join.PHONE):
        return scene.button(f"join:{offering.slug}", "ask.join", number="")
    coming = next_occurrence(offering, scene.catalog, scene.now)
    if coming and coming.starts_at > scene.now:
        return scene.button(f"agenda:{offering.slug}", "agenda.button")
    return scene.button(f"more:{offering.slug}", "visit.look_at")
