"""Texts as HTML: nothing in them is markup of its own, and what can be tapped is a link."""

import pytest

from signpost_bot.web.markup import to_html, to_html_with_links

OUT = 'target="_blank" rel="noreferrer noopener"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bel **112**.", 'Bel <strong><a href="tel:112">112</a></strong>.'),
        ("**0800-0188**", '<strong><a href="tel:08000188">0800-0188</a></strong>'),
        (
            "**+31 20 123 45 67**",
            '<strong><a href="tel:+31201234567">+31 20 123 45 67</a></strong>',
        ),
        ("**1 Slapen** op 12:00", "<strong>1 Slapen</strong> op 12:00"),
        ("kamer 112", "kamer 112"),
        (
            "Kijk op https://x.example/a?b=1&c=2.",
            f'Kijk op <a href="https://x.example/a?b=1&amp;c=2" {OUT}>'
            "https://x.example/a?b=1&amp;c=2</a>.",
        ),
        ("javascript:alert(1) http://x.example", "javascript:alert(1) http://x.example"),
        (
            'https://x.example/"onclick="alert(1)',
            f'<a href="https://x.example/&#34;onclick=&#34;alert(1" {OUT}>'
            "https://x.example/&#34;onclick=&#34;alert(1</a>)",
        ),
        ("**<b>112</b>**", "<strong>&lt;b&gt;112&lt;/b&gt;</strong>"),
    ],
)
def test_what_can_be_tapped_is_a_link_and_nothing_else(text: str, html: str) -> None:
    assert to_html_with_links(text) == html


def test_elsewhere_nothing_is_a_link() -> None:
    assert to_html("**112** https://x.example") == "<strong>112</strong> https://x.example"
