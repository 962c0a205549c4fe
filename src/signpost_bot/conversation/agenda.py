"""What there is: this week, and everything."""

from datetime import timedelta

from signpost_bot.calendar import next_occurrence
from signpost_bot.conversation.ask import way_out
from signpost_bot.conversation.card import main_button, short_card
from signpost_bot.conversation.scene import Scene
from signpost_bot.model.offering import Kind, Offering
from signpost_bot.model.session import Button, Reply
from signpost_bot.model.turn import OfferingShown, Turn

A_WEEK = timedelta(days=7)
SHOWN_THIS_WEEK = 3
PAGE = 6

TOGETHER = (Kind.ACTIVITY, Kind.GROUP, Kind.TRAINING)
"""What "this week" shows first: things to join with others, that are not there every day."""


def this_week(scene: Scene, _: str) -> Turn:
    """The first few things of the coming seven days, no two of a kind before all kinds had one."""
    soon = [
        (occurrence.starts_at, offering)
        for offering in scene.catalog.offerings
        if (occurrence := next_occurrence(offering, scene.catalog, scene.now))
        and occurrence.starts_at <= scene.now + A_WEEK
    ]
    soon.sort(key=lambda pair: (pair[1].kind not in TOGETHER, pair[0], pair[1].slug))
    chosen = _varied([offering for _, offering in soon])[:SHOWN_THIS_WEEK]
    if not chosen:
        return scene.turn(Reply(text=scene.say("ask.this_week_none"), buttons=way_out(scene)))
    cards = [short_card(scene, offering, i) for i, offering in enumerate(chosen, start=1)]
    buttons = [main_button(scene, offering, i) for i, offering in enumerate(chosen, start=1)]
    buttons += [scene.button("browse:1", "ask.browse"), scene.button("talk", "common.somebody")]
    slugs = tuple(offering.slug for offering in chosen)
    return scene.turn(
        Reply(text="\n".join([scene.say("ask.this_week_title"), *cards]), buttons=tuple(buttons)),
        facts=tuple(OfferingShown(offering=slug) for slug in slugs),
        shown=slugs,
        seen=slugs,
        needs=(),
        asked=0,
    )


def browse(scene: Scene, page: str) -> Turn:
    """Everything, a few titles a page, a button each."""
    language = scene.language
    offerings = sorted(scene.catalog.offerings, key=lambda o: (o.kind, o.title.text(language)))
    pages = max(1, -(-len(offerings) // PAGE))
    number = min(max(int(page), 1), pages) if page.isdecimal() and len(page) < 5 else 1
    shown = offerings[(number - 1) * PAGE : number * PAGE]
    buttons = [
        Button(id=f"more:{offering.slug}", label=offering.title.text(language))
        for offering in shown
    ]
    if number < pages:
        buttons.append(scene.button(f"browse:{number + 1}", "ask.next_page"))
    title = scene.say("ask.browse_title", page=number, pages=pages)
    way_on = (*buttons, scene.button("talk", "common.somebody"))
    return scene.turn(Reply(text=title, buttons=way_on, replaces=bool(page)))


def _varied(offerings: list[Offering]) -> list[Offering]:
    first: dict[Kind, Offering] = {}
    for offering in offerings:
        first.setdefault(offering.kind, offering)
    return list(first.values()) + [o for o in offerings if o not in first.values()]
