"""A row may be saved over what came since only when it takes none of it back (R11)."""

from typing import Any

import pytest
from builders import make_offering

from signpost_bot.catalog.sheet_seen import holds_what_was_saved

TITLE = {"title": {"nl": "Thuis", "en": "The Living Room"}}
ENGLISH = {"title": {"nl": "De Huiskamer", "en": "Home"}}
BOTH = {"title": {"nl": "Thuis", "en": "Home"}}
OTHER = {"title": {"nl": "Anders", "en": "The Living Room"}}


@pytest.mark.parametrize(
    ("row", "saved", "holds"),
    [
        pytest.param(TITLE | {"discreet": True}, TITLE, True, id="went on in another cell"),
        pytest.param(BOTH, TITLE, True, id="went on in the other language"),
        pytest.param({"discreet": True}, {}, True, id="nothing was changed since"),
        pytest.param(OTHER, TITLE, False, id="the same cell once more, or an older sheet"),
        pytest.param(ENGLISH, TITLE, False, id="somebody else saved the other language"),
        pytest.param({"discreet": True}, TITLE, False, id="somebody else saved another cell"),
        pytest.param({}, {"persons": []}, False, id="somebody took a person away"),
        pytest.param({}, {"discreet": True}, False, id="somebody filled in what was empty"),
    ],
)
def test_a_row_holds_what_was_saved_since_or_it_does_not(
    row: dict[str, Any], saved: dict[str, Any], holds: bool
) -> None:
    found = holds_what_was_saved(make_offering(**row), make_offering(), make_offering(**saved))

    assert found is holds
