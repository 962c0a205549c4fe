"""What an offering may be: a story with a yes in writing, and a way to join that can be taken."""

from typing import Any

import pytest
from builders import make_offering
from pydantic import ValidationError

STORY = {
    "name": "Esra",
    "words": {"nl": "Het hielp.", "en": "It helped."},
    "consent_on": "2026-10-05",
    "show_until": "2027-08-31",
}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"story": STORY | {"show_until": "2026-10-05"}}, "story_ends_too_soon"),
        ({"story": {k: v for k, v in STORY.items() if k != "consent_on"}}, "missing"),
        ({"story": {k: v for k, v in STORY.items() if k != "show_until"}}, "missing"),
        ({"join": "here"}, "seats_missing"),
        ({"audience": {"levels": ["vwo"]}}, "enum"),
        ({"follow_up": {"after_days": 0}}, "greater_than_equal"),
        ({"follow_up": {"after_days": 14, "again_after_days": 14}}, "again_too_soon"),
        ({"follow_up": {"again_after_days": 7}}, "again_too_soon"),
        ({"review_every": 3650}, "less_than_equal"),
    ],
)
def test_an_offering_that_cannot_be_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make_offering(**changes)

    error = caught.value.errors()[0]
    assert str(error.get("ctx", {}).get("error", error["type"])) == problem


def test_what_was_a_whole_file_before_still_is_one() -> None:
    offering = make_offering()

    assert (offering.story, offering.follow_up, offering.seats, offering.sessions) == (None,) * 4
    assert offering.review_every == 180
