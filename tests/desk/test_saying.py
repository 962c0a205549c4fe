"""Who and when at the desk: a name as it is, words where nobody is named, and no bare hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from signpost_bot.desk.saying import say_author, say_moment
from signpost_bot.model.language import Language


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("files", "Wegwijzer, uit bestanden"),
        ("unknown", "Iemand"),
        ("Anouk de Vries", "Anouk de Vries"),
    ],
)
def test_nobody_reads_what_stands_where_a_name_would(author: str, said: str) -> None:
    assert say_author(author, Language.NL) == said


def test_a_moment_is_that_of_the_school_with_its_day_and_year() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    amsterdam = ZoneInfo("Europe/Amsterdam")

    assert say_moment(new_year, amsterdam, Language.NL) == "vrijdag 1 januari 2027, 00:30"
    assert say_moment(new_year, amsterdam, Language.EN) == "Friday 1 January 2027, 00:30"
