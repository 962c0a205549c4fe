"""What a provider says of somebody, read: by which name we know them, or why they stay out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from signpost_bot.desk.provider import Provider

EMPLOYEE = "employee"
"""Of the eduPerson values; who is a student too has both."""


class NotIn(StrEnum):
    """Why somebody whom the provider knows is not let in."""

    NOT_STAFF = "not_staff"
    NOT_LISTED = "not_listed"


def read_login(provider: Provider, claims: Mapping[str, Any]) -> str | NotIn:
    """The name by which our own list knows them: `noor@school.nl`.

    It must be of the institution that vouches for them, so that none can speak for the staff of
    another: a name without a domain gets that of the institution, and one with another domain is
    nobody's. SURFconext gives affiliations as a list, others as one text.
    """
    if EMPLOYEE not in _texts(claims.get(provider.affiliation_claim)):
        return NotIn.NOT_STAFF
    name = next(iter(_texts(claims.get(provider.login_claim))), "").strip().casefold()
    home = next(iter(_texts(claims.get(provider.organization_claim))), "").strip().casefold()
    local, at, domain = name.rpartition("@")
    if at and local and (not home or domain == home or domain.endswith(f".{home}")):
        return name
    return f"{name}@{home}" if name and home and not at else NotIn.NOT_LISTED


def _texts(claim: object) -> tuple[str, ...]:
    if isinstance(claim, str):
        return (claim,)
    return tuple(one for one in claim if isinstance(one, str)) if isinstance(claim, list) else ()
