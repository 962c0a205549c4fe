"""Where "leave fast" leads: a site that looks like nothing in particular."""

from urllib.parse import urlsplit

NEUTRAL_SITE = "https://www.knmi.nl/"
"""The weather: nobody asks why."""


def read_exit(url: str) -> str:
    """The address as it was given, or `ValueError` when a browser could not be sent there."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"this is no address to leave to; write {NEUTRAL_SITE}")
    if not url.isprintable() or any(sign in url for sign in " ;,'\""):
        raise ValueError("an address has no spaces, quotes, commas or semicolons")
    return url


def site_of(url: str) -> str:
    """Scheme and host: what a policy names."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
