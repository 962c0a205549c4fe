"""Numbers that came with a form of the desk: what is none is refused, not guessed (R1)."""

import pytest

from signpost_bot.desk.forms import read_number


@pytest.mark.parametrize("wrong", [None, "", "-1", "1.0", " 1", "²", "１", "9" * 10, "1\n", b"1"])
def test_what_is_no_number_is_none(wrong: object) -> None:
    assert read_number(wrong) is None
    assert (read_number("0"), read_number("012")) == (0, 12)
