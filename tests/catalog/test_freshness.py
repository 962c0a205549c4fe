"""National lines are checked every 90 days, or the check of the catalogs fails."""

from datetime import timedelta

import pytest
from filled import OFFERINGS

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.catalog.freshness import list_stale
from signpost_bot.model.language import Language
from signpost_bot.model.national import National
from signpost_bot.texts import say

READ = check_files(OFFERINGS, build_index())
NATIONAL = next(d.content for d in READ.documents if isinstance(d.content, National))
OLDEST = min(line.checked_on for line in NATIONAL.lines)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (90, False), (91, True)])
def test_a_line_is_stale_after_ninety_days(days: int, stale: bool) -> None:
    found = list_stale(READ, OLDEST + timedelta(days=days))

    assert bool(found) is stale


def test_the_finding_says_which_line_and_what_to_do() -> None:
    found = list_stale(READ, OLDEST + timedelta(days=365))

    assert len(found) == len(NATIONAL.lines)
    sentence = say(found[0].key, Language.NL, **dict(found[0].values))
    assert "112" in sentence
    assert "90 dagen" in sentence
