"""What came with a form of the desk: its fields as text, and numbers in them."""

import re
from collections import defaultdict

from starlette.requests import Request

_NUMBER = re.compile(r"[0-9]{1,9}")


async def read_values(request: Request) -> dict[str, tuple[str, ...]]:
    """All that each field says, in the order of the page; a file is not text and is left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                found[name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def read_number(given: object) -> int | None:
    """The number of a revision, as a page gave it along; None for what cannot be one."""
    return int(given) if isinstance(given, str) and _NUMBER.fullmatch(given) else None
