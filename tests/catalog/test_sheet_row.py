"""A row laid over what was saved: an empty cell never shows what was hidden (R11)."""

from typing import Any

import pytest
from builders import make_offering
from sheet_files import HUISKAMER, change, excel_of, keys, only, read


@pytest.mark.parametrize(
    ("changes", "header"), [({"state": "draft"}, "Status"), ({"discreet": True}, "Discreet")]
)
def test_what_was_hidden_is_never_shown_by_an_empty_cell(
    changes: dict[str, Any], header: str
) -> None:
    hidden = make_offering(**changes)
    emptied = change(excel_of(hidden), {header: None})

    assert keys(emptied, hidden) == [f"2:{header} sheet.missing"]


def test_a_row_that_was_typed_in_can_be_imported_again() -> None:
    """Who adds a row leaves Status and Discreet empty, and imports the same file twice."""
    typed = change(excel_of(HUISKAMER), {"Status": None, "Discreet": None})

    assert only(read(typed, HUISKAMER)) == HUISKAMER
