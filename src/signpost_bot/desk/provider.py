"""Who signs staff in for an institution, and how it names what it says of them."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from signpost_bot.loopback import is_loopback


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An OpenID provider, and the claims in which it says who somebody is, that they work there,
    and where. The names are those of SURFconext (its wiki, page "Claims")."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    login_claim: str = "eduperson_principal_name"
    affiliation_claim: str = "eduperson_affiliation"
    organization_claim: str = "schac_home_organization"

    @property
    def discovery(self) -> str:
        """Where it says how it is spoken to (OpenID Connect Discovery 1.0, section 4)."""
        return f"{self.issuer}/.well-known/openid-configuration"


def read_issuer(url: str) -> str:
    """The address of a provider, or `ValueError` when nobody could be signed in there."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("this is no address; write https://connect.surfconext.nl")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("signing in needs https; http is for this machine only")
    return url.rstrip("/")
