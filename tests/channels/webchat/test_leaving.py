"""Where "leave fast" may lead: an address that a browser can be sent to, and no more."""

import pytest

from signpost_bot.channels.webchat.leaving import NEUTRAL_SITE, read_exit, site_of


def test_an_address_is_taken_as_it_is() -> None:
    assert read_exit(NEUTRAL_SITE) == NEUTRAL_SITE
    assert site_of("https://nl.wikipedia.org/wiki/Weer") == "https://nl.wikipedia.org"


@pytest.mark.parametrize(
    "url",
    ["", "http://weer.nl", "javascript:alert(1)", "https://", "https://a@b.nl", "https://b.nl/; x"],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        read_exit(url)
