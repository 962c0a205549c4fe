"""Why did I get this: the rule, the period and the circle of a campaign, in words."""

from signpost_bot.calendar import local_day
from signpost_bot.campaigns.planning import periods_of
from signpost_bot.conversation.profile_fields import say_programme
from signpost_bot.conversation.scene import Scene
from signpost_bot.conversation.welcome import guidance
from signpost_bot.model.campaign import Campaign, Circle
from signpost_bot.model.session import Reply
from signpost_bot.model.timing import Edge, Timing
from signpost_bot.model.turn import Turn


def why(scene: Scene, slug: str) -> Turn:
    """When it goes out, to whom, and that the student said yes."""
    campaign = scene.catalog.campaign(slug)
    if campaign is None or campaign.timing is None:
        return guidance(scene, "trouble.unknown_tap")
    asks = campaign.checkin is not None
    lines = [
        scene.say("nudge.said_yes_to_ask" if asks else "nudge.said_yes"),
        say_rule(scene, campaign, campaign.timing),
        say_circle(scene, campaign.circle),
        scene.say("nudge.not_typed"),
    ]
    buttons = (
        scene.button("no:checkins", "checkin.no_more")
        if asks
        else scene.button("less", "consent.less"),
        scene.button("privacy", "nudge.privacy"),
    )
    return scene.turn(Reply(text=" ".join(line for line in lines if line), buttons=buttons))


def say_rule(scene: Scene, campaign: Campaign, timing: Timing) -> str:
    """ "10 dagen voor Tentamens blok 2 kijk ik …": the rule with the period it is about now."""
    when = "before" if timing.days_before else "after" if timing.days_after else "on"
    count = timing.days_before or timing.days_after
    days = scene.say("nudge.one_day") if count == 1 else scene.say("nudge.days", count=count)
    if timing.own_start:
        return scene.say(f"nudge.start_{when}", days=days)
    if timing.event:
        return scene.say(f"nudge.event_{when}", days=days, event=_event(scene, timing.event))
    edge = "_end" if timing.edge is Edge.LAST else ""
    return scene.say(f"nudge.period_{when}{edge}", days=days, period=_coming(scene, campaign))


def say_circle(scene: Scene, circle: Circle) -> str:
    """For whom it is, as far as it is not for everybody."""
    names = {one.slug: one.name for one in scene.catalog.institution.campuses}
    campuses = ", ".join(names.get(slug, slug) for slug in circle.campuses)
    programmes = ", ".join(say_programme(scene, slug) for slug in circle.programmes)
    languages = ", ".join(scene.say(f"privacy.{one}") for one in circle.languages)
    parts = [
        scene.say("nudge.for_years", years=", ".join(map(str, circle.years)))
        if circle.years
        else "",
        scene.say("nudge.for_programmes", programmes=programmes) if programmes else "",
        scene.say("nudge.for_campuses", campuses=campuses) if campuses else "",
        scene.say("nudge.for_internationals") if circle.international else "",
        scene.say("nudge.for_languages", languages=languages) if languages else "",
        scene.say("nudge.for_who_went") if circle.been_at else "",
        scene.say("nudge.for_who_did_not_go") if circle.not_been_at else "",
    ]
    told = [part for part in parts if part]
    return scene.say("nudge.for_whom", whom=", ".join(told)) if told else ""


def _coming(scene: Scene, campaign: Campaign) -> str:
    """The period that comes, or else the one that was last."""
    today = local_day(scene.now, scene.catalog.institution.tz)
    periods = periods_of(campaign, scene.catalog)
    coming = [one for one in periods if one.last_on >= today] or list(periods[-1:])
    return coming[0].title.text(scene.language) if coming else scene.say("nudge.a_period")


def _event(scene: Scene, slug: str) -> str:
    """The event that was last, or else the one that comes."""
    today = local_day(scene.now, scene.catalog.institution.tz)
    events = scene.catalog.calendar.events if scene.catalog.calendar else ()
    found = sorted((one for one in events if one.slug == slug), key=lambda one: one.on)
    past = [one for one in found if one.on <= today]
    told = past[-1:] or found[:1]
    return told[0].title.text(scene.language) if told else scene.say("nudge.an_event")
