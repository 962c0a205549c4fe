"""What stands behind a link's start: random letters are no danger, typed words are."""

import pytest

from signpost_bot.meaning.vectors import no_vector
from signpost_bot.model.session import Channel, Incoming
from signpost_bot.safety.guard import read_start

LINK = "staff_KK-jjqerAhKocBcIm23CISPtLI_ZM_bHB1DGysDbo1E"


def test_the_random_letters_of_a_link_are_no_danger() -> None:
    read = read_start(LINK, Channel.TELEGRAM, None, no_vector)

    assert read == Incoming(channel=Channel.TELEGRAM, start=LINK)


@pytest.mark.parametrize(
    "typed", ["zm", "staff_zm", "staff_ik-wil-dood", "staff_ ik wil dood", LINK + " zm"]
)
def test_what_somebody_may_have_typed_behind_a_link_is_heard(typed: str) -> None:
    read = read_start(typed, Channel.TELEGRAM, None, no_vector)

    assert read.alarm is not None
    assert (read.start, read.text) == (typed, "")
