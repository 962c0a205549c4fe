"""Two people say yes to a campaign before it goes out; words of danger always need both."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from hashlib import sha256

from signpost_bot.model.approval import Approval
from signpost_bot.model.campaign import Campaign, CampaignState
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Institution
from signpost_bot.model.language import Both
from signpost_bot.safety.patterns import find_alarm

PEOPLE = 2
"""So many different people, of whom at least one approves."""


def hold_back(catalog: Catalog, approvals: Collection[Approval]) -> Catalog:
    """The catalog as it goes out: a campaign that runs and lacks a yes is a draft again."""
    campaigns = tuple(
        one
        if not one.is_running or is_approved(one, catalog.institution, approvals)
        else one.model_copy(update={"state": CampaignState.DRAFT})
        for one in catalog.campaigns
    )
    return replace(catalog, campaigns=campaigns)


def is_approved(
    campaign: Campaign, institution: Institution, approvals: Collection[Approval]
) -> bool:
    """Whether the people it needs said yes to these very words."""
    if not needs_approval(campaign, institution):
        return True
    given = [one for one in approvals if is_of(one, campaign)]
    people = {one.staff_id for one in given}
    return len(people) >= PEOPLE and any(one.is_approver for one in given)


def needs_approval(campaign: Campaign, institution: Institution) -> bool:
    """Whether two people have to say yes. In trial, where only guests get it, for words that sound
    like danger; at a made-up school never, since it has no students and no staff."""
    if institution.fictional:
        return False
    return not institution.is_in_trial or sounds_like_danger(campaign)


def sounds_like_danger(campaign: Campaign) -> bool:
    """Whether the patterns of danger find anything in its words, however worrying."""
    return any(find_alarm(text) for text in _texts(campaign))


def is_of(approval: Approval, campaign: Campaign) -> bool:
    """Whether it is a yes to the words of this campaign as they are."""
    return (approval.campaign, approval.words_hash) == (campaign.slug, words_hash(campaign))


def words_hash(campaign: Campaign) -> str:
    """The same for the same words: moving a campaign or its circle keeps the yeses, another word
    takes them back."""
    return sha256("\0".join(_texts(campaign)).encode()).hexdigest()


def _texts(campaign: Campaign) -> Iterator[str]:
    """All that anybody reads of it, in both languages."""
    for words in _words(campaign):
        yield from (words.nl, words.en)


def _words(campaign: Campaign) -> Iterator[Both]:
    if campaign.paste:
        yield campaign.paste
    if campaign.nudge:
        yield campaign.nudge.opening
        if story := campaign.nudge.story:
            yield Both(nl=story.name, en=story.name)
            yield story.words
    if campaign.asks:
        yield campaign.asks.question
        for answer in campaign.asks.answers:
            yield from (answer.label, answer.reply)
