"""What a campaign cannot do by itself, whatever the calendar says: answers that lead nowhere."""

import re

from signpost_bot.catalog.lint_remark import Remark, remark
from signpost_bot.catalog.lint_texts import list_shown
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Language
from signpost_bot.model.question import NextStep
from signpost_bot.model.timing import Timing

BLANK = re.compile(r"\[[^]]*\]")
"""Something to fill in, as templates write it."""


def lint_campaign(campaign: Campaign) -> list[Remark]:
    """All remarks about one campaign, but for its words and what it names."""
    timing = campaign.timing
    return [
        *_lint_blanks(campaign),
        *_lint_answers(campaign),
        *(_lint_best_before(campaign, timing) if timing else ()),
    ]


def _lint_blanks(campaign: Campaign) -> list[Remark]:
    """A template leaves [plek] or [name] open; no student and no class may ever read that."""
    level = Level.ERROR if campaign.is_running else Level.ADVICE
    return [
        remark((*shown.where, language.value), "campaigns.fill_in", level, blank=blank)
        for shown in list_shown(campaign)
        for language in Language
        for blank in BLANK.findall(shown.both.text(language))
    ]


def _lint_answers(campaign: Campaign) -> list[Remark]:
    """Who says that it is hard finds a human, and an answer has a next step but for one (R7):
    somebody who would rather not say is left alone."""
    if campaign.asks is None:
        return []
    where, answers = (campaign.kind.value, "answers"), campaign.asks.answers
    found = []
    if all(answer.next is not NextStep.TALK for answer in answers):
        found.append(remark((*where, "#key"), "campaigns.no_talk", Level.ADVICE))
    nowhere = [i for i, answer in enumerate(answers) if answer.next is NextStep.NOTHING]
    for i in nowhere[1:]:
        found.append(remark((*where, i, "next"), "campaigns.nothing_next", Level.ADVICE))
    return found


def _lint_best_before(campaign: Campaign, timing: Timing) -> list[Remark]:
    """What counts down to a day makes no sense after it."""
    spoken = campaign.nudge or campaign.asks
    if spoken is None or not timing.days_before:
        return []
    left = 24 * (timing.days_before + 1) - timing.at.hour
    if spoken.best_before_hours <= left:
        return []
    where, hours = (campaign.kind.value, "best_before_hours"), {"most": str(left)}
    return [remark(where, "campaigns.after_the_day", Level.ADVICE, **hours)]
