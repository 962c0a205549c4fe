"""What a student author proposes, as the page of drafts shows it, with the card it makes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from signpost_bot.actions.drafting import WaitingOffering
from signpost_bot.actions.editing import offering_of
from signpost_bot.actions.story_drafts import with_story
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.calendar import local_day, say_date
from signpost_bot.catalog.lint import lint_alone
from signpost_bot.catalog.lint_reading import limits_for
from signpost_bot.catalog.lint_remark import Remark
from signpost_bot.catalog.lint_stories import lint_story
from signpost_bot.conversation.preview import Card, make_cards
from signpost_bot.model.document import Revision
from signpost_bot.model.language import Language
from signpost_bot.model.offering import State, StudentStory
from signpost_bot.model.story_draft import StoryDraft
from signpost_bot.texts import say

OFFERINGS, STORIES = "/desk/drafts/offerings", "/desk/drafts/stories"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """For whom the page is made: when, in which language, beside which catalog."""

    catalog: IndexedCatalog
    now: datetime
    language: Language


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One thing to decide about. `path` is where its buttons post to, `revision` what was seen;
    `lines` say what there is to know, and `can_approve` whether it can still be approved."""

    path: str
    id: str
    slug: str
    revision: int
    title: str
    author: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    cards: tuple[Card, ...] = field(repr=False)
    remarks: tuple[str, ...]
    can_approve: bool


def show_offering(reading: Reading, draft: WaitingOffering) -> Proposal:
    """A draft of an offering."""
    offering, language = draft.offering, reading.language
    return Proposal(
        path=f"{OFFERINGS}/{offering.slug}",
        id=f"offering-{offering.slug}",
        slug=offering.slug,
        revision=draft.revision.number,
        title=offering.title.text(language),
        author=draft.author,
        lines=(),
        cards=make_cards(reading.catalog, offering, reading.now),
        remarks=_say(lint_alone(offering, reading.catalog, reading.now), language),
        can_approve=True,
    )


def show_story(reading: Reading, draft: StoryDraft, newest: Revision) -> Proposal:
    """A story, in the offering as it is now."""
    offering, language = offering_of(newest), reading.language
    title = offering.title.text(language)
    lines = [
        say(
            "drafts.agreed",
            language,
            name=draft.story.name,
            consent_on=say_date(draft.story.consent_on, language),
            show_until=say_date(draft.story.show_until, language),
        ),
    ]
    if offering.story:
        lines.append(say("drafts.replaces", language, name=offering.story.name))
    is_over = draft.is_over(local_day(reading.now, reading.catalog.institution.tz))
    is_seen = offering.state is State.PUBLISHED
    if is_over:
        lines.append(say("drafts.over", language))
    elif not is_seen:
        lines.append(say("drafts.unseen", language))
    return Proposal(
        path=f"{STORIES}/{draft.id}",
        id=f"story-{draft.id}",
        slug=offering.slug,
        revision=newest.number,
        title=say("drafts.story_about", language, title=title),
        author=draft.author,
        lines=tuple(lines),
        cards=make_cards(reading.catalog, with_story(offering, draft.story), reading.now),
        remarks=say_advice(reading, draft.story),
        can_approve=is_seen and not is_over,
    )


def say_advice(reading: Reading, story: StudentStory) -> tuple[str, ...]:
    """What could be better about the words of a story; nothing is held up by it."""
    institution = reading.catalog.institution
    today, limits = local_day(reading.now, institution.tz), limits_for(institution.sort)
    where = ("story", "words")
    return _say(lint_story(story.words, None, where, limits, today), reading.language)


def _say(remarks: Iterable[Remark], language: Language) -> tuple[str, ...]:
    said = (say(one.key, language, **dict(one.values)) for one in remarks)
    # Each once: both languages can give rise to the same.
    return tuple(dict.fromkeys(said))
