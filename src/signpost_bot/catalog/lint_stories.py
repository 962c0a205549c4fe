"""Stories of real students: shown as long as they agreed, and never a method or a crisis in detail.

How media should write about suicide: name it calmly, leave out the method and the details
(WHO, Preventing suicide: a resource for media professionals, 2023; 113 gives the same advice).
"""

from datetime import date

from signpost_bot.catalog.lint_reading import Limits
from signpost_bot.catalog.lint_remark import Remark, remark
from signpost_bot.catalog.lint_texts import STORY, Shown, lint_shown
from signpost_bot.catalog.spots import Where
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Both


def lint_story(
    words: Both, until: date | None, where: Where, limits: Limits, today: date
) -> list[Remark]:
    """What is wrong with a story at `where`; `until` is the last day of the student's consent."""
    found = lint_shown(Shown(where=where, both=words, faults=STORY), limits)
    if until is not None and until < today:
        found.append(remark(where, "lint.story_ended", Level.ERROR, until=until.isoformat()))
    return found
