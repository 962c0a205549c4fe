"""Sealing: what must wait in the database is encrypted, addresses are found by keyed hash."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"signpost:" + purpose).derive(
        secret.encode()
    )


def make_token() -> str:
    """A new random token: 43 letters, digits, `-` and `_`, so that it can stand in an address."""
    return secrets.token_urlsafe(32)


def is_token(given: str) -> bool:
    """Whether it could be one that `make_token` made."""
    return bool(_TOKEN.fullmatch(given))


def hash_token(token: str) -> str:
    """What is kept of a random token, by which it is known again; 64 hex digits. It needs no key:
    what nobody can guess, nobody can try."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, repr=False)
class Seal:
    """Two keys derived from one secret; the secret itself is not kept."""

    box: Fernet
    hash_key: bytes

    @classmethod
    def from_secret(cls, secret: str) -> "Seal":
        """A seal for this secret (32 characters or more)."""
        return cls(
            box=Fernet(base64.urlsafe_b64encode(_derive(secret, b"box"))),
            hash_key=_derive(secret, b"address"),
        )

    def close(self, words: str) -> bytes | None:
        """Sealed words; nothing stays nothing."""
        return self.box.encrypt(words.encode("utf-8", "replace")) if words else None

    def open(self, sealed: bytes | None) -> str:
        """The words again; empty when there are none or another secret sealed them."""
        try:
            return self.box.decrypt(sealed).decode() if sealed else ""
        except InvalidToken:
            return ""

    def fingerprint(self, channel: str, address: str) -> str:
        """The keyed hash by which an address is found; 64 hex digits."""
        return hmac.new(self.hash_key, f"{channel}:{address}".encode(), hashlib.sha256).hexdigest()
