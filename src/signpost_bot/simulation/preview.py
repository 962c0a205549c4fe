"""One campaign before it runs: its words, for whom, the next times, and what it would offer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import say_day, say_start
from signpost_bot.campaigns.choosing import choose_offering
from signpost_bot.campaigns.planning import occasions_of
from signpost_bot.campaigns.starts import list_starts
from signpost_bot.conversation.proactive import asking, checkin_question, nudge
from signpost_bot.conversation.reason import say_circle, say_rule
from signpost_bot.conversation.scene import Scene, scene_of_anyone
from signpost_bot.model.campaign import Campaign, Circle
from signpost_bot.model.language import Language
from signpost_bot.model.occasion import Occasion
from signpost_bot.model.offering import Offering
from signpost_bot.model.profile import Profile
from signpost_bot.model.session import Reply

FURTHEST = timedelta(days=400)
"""How far ahead the next times are looked for: as far as staff may have moved a period."""

MOST = 3


def say_preview(
    campaign: Campaign, catalog: IndexedCatalog, now: datetime, language: Language
) -> Iterator[str]:
    """Lines for staff in `language`; the words of the campaign itself in both."""
    scene = scene_of_anyone(catalog, now, language)
    coming = list_coming(campaign, catalog, now)
    yield f"{campaign.slug} ({campaign.kind})"
    if not campaign.is_running:
        yield scene.say("year.preview_state", state=campaign.state)
    yield ""
    yield scene.say("year.preview_rule")
    yield f"  {_say_timing(scene, campaign)}"
    yield f"  {say_circle(scene, campaign.circle) or scene.say('year.preview_for_all')}"
    if campaign.timing:
        yield ""
        yield scene.say("year.preview_next")
        yield from (f"  {_say_occasion(scene, campaign, one)}" for one in coming)
        if not coming:
            yield f"  {scene.say('year.preview_never')}"
    for spoken in Language:
        yield ""
        yield f"{scene.say('year.preview_words')} ({spoken})"
        at = coming[0].due_at if coming else now
        chosen = next((o for one in coming if (o := _chosen(campaign, catalog, one))), None)
        reply = _message(scene_of_anyone(catalog, at, spoken), campaign, chosen)
        yield from (f"  {line}" for line in reply.text.splitlines())
        if reply.buttons:
            yield "  " + " ".join(f"[{button.label}]" for button in reply.buttons)
    for spoken in Language if campaign.paste else ():
        yield ""
        yield f"{scene.say('year.preview_paste')} ({spoken})"
        yield from (f"  {line}" for line in _paste(campaign, spoken).splitlines())


def list_coming(campaign: Campaign, catalog: IndexedCatalog, now: datetime) -> tuple[Occasion, ...]:
    """The next three times it goes out; from an own start those of the starts one can choose."""
    starts = {None, *list_starts(catalog, now)}
    found = occasions_of(campaign, catalog, now, now + FURTHEST)
    coming = sorted((one for one in found if one.began_on in starts), key=lambda one: one.due_at)
    return tuple(coming[:MOST])


def _say_timing(scene: Scene, campaign: Campaign) -> str:
    if campaign.timing:
        return say_rule(scene, campaign, campaign.timing)
    after = campaign.after_visit
    values = {"days": after.days, "at": f"{after.at:%H:%M}"} if after else {}
    return scene.say("year.preview_after_visit", **values)


def _say_occasion(scene: Scene, campaign: Campaign, occasion: Occasion) -> str:
    parts = [say_start(occasion.due_at, scene.catalog, scene.now, scene.language)]
    if occasion.began_on:
        day = say_day(occasion.began_on, scene.language)
        parts.append(scene.say("year.preview_began", day=day))
    if campaign.nudge:
        chosen = _chosen(campaign, scene.catalog, occasion)
        key = "year.preview_offers" if chosen else "year.preview_no_step"
        title = chosen.title.text(scene.language) if chosen else ""
        parts.append(scene.say(key, title=title))
    return ", ".join(parts)


def _chosen(campaign: Campaign, catalog: IndexedCatalog, occasion: Occasion) -> Offering | None:
    """What somebody of the circle would be offered who went nowhere else yet."""
    if campaign.nudge is None:
        return None
    circle = campaign.circle
    return choose_offering(
        campaign.nudge,
        catalog,
        frozenset(circle.been_at[:1]),
        occasion.due_at,
        occasion.best_before,
        _somebody(circle),
    )


def _somebody(circle: Circle) -> Profile:
    return Profile(
        year=min(circle.years, default=None),
        programme=next(iter(circle.programmes), None),
        campus=next(iter(circle.campuses), None),
        international=circle.international,
    )


def _message(scene: Scene, campaign: Campaign, chosen: Offering | None) -> Reply:
    if campaign.nudge and chosen:
        return nudge(scene, campaign.slug, campaign.nudge, chosen)
    if campaign.nudge:
        return Reply(text=campaign.nudge.opening.text(scene.language))
    if campaign.after_visit:
        offering = next(one for one in scene.catalog.offerings if not one.discreet)
        return checkin_question(scene, campaign.slug, campaign.after_visit, offering)
    return asking(scene, campaign)


def _paste(campaign: Campaign, language: Language) -> str:
    return campaign.paste.text(language) if campaign.paste else ""
