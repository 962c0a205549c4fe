"""Where a form may send somebody back to: a page of the desk, never another site."""

import re

_PAGE = re.compile(r"/desk(?:/[a-z0-9-]+)*", re.ASCII)


def is_desk_path(text: str) -> bool:
    """Whether this is the path of a desk page; nothing else can be in it."""
    return bool(_PAGE.fullmatch(text))
