"""What waits in the database can be read with the secret and not without it (R15, R21)."""

import base64

import pytest

from signpost_bot.store.sealing import Seal, is_token, make_token

SECRET = "a secret of the tests, long enough to be one"
OTHER = "another secret of the tests, as long as that"
WORDS = "Graag een stilteruimte, zegt Zoë 🌱"
SEAL = Seal.from_secret(SECRET)


def _sealed(words: str) -> bytes:
    sealed = SEAL.close(words)
    assert sealed is not None
    return sealed


def test_sealed_words_open_with_the_same_secret() -> None:
    assert Seal.from_secret(SECRET).open(_sealed(WORDS)) == WORDS


def test_sealed_words_do_not_show() -> None:
    assert b"stilteruimte" not in base64.urlsafe_b64decode(_sealed("stilteruimte"))


def test_the_same_words_are_sealed_differently_each_time() -> None:
    """Else equal suggestions could be told from equal rows."""
    assert _sealed(WORDS) != _sealed(WORDS)


def test_another_secret_opens_nothing() -> None:
    assert Seal.from_secret(OTHER).open(_sealed(WORDS)) == ""


@pytest.mark.parametrize("broken", [b"nonsense", b"\xff\x00", b"gAAAA"])
def test_what_was_never_sealed_opens_to_nothing(broken: bytes) -> None:
    assert SEAL.open(broken) == ""


def test_words_that_were_tampered_with_open_to_nothing() -> None:
    sealed = bytearray(_sealed(WORDS))
    sealed[len(sealed) // 2] ^= 1

    assert SEAL.open(bytes(sealed)) == ""


def test_nothing_stays_nothing() -> None:
    assert SEAL.close("") is None
    assert SEAL.open(None) == ""


def test_half_a_character_does_not_stop_the_sealing() -> None:
    """A lone surrogate comes from a broken client; the words around it are kept."""
    assert SEAL.open(_sealed("dag \ud83d allemaal")) == "dag ? allemaal"


def test_a_fingerprint_is_the_same_each_time_and_of_fixed_length() -> None:
    found = SEAL.fingerprint("telegram", "31415926")

    assert found == Seal.from_secret(SECRET).fingerprint("telegram", "31415926")
    assert len(found) == 64
    assert set(found) <= set("0123456789abcdef")


def test_fingerprints_differ_by_channel_address_and_secret() -> None:
    found = {
        SEAL.fingerprint("telegram", "31415926"),
        SEAL.fingerprint("terminal", "31415926"),
        SEAL.fingerprint("telegram", "31415927"),
        Seal.from_secret(OTHER).fingerprint("telegram", "31415926"),
    }

    assert len(found) == 4


def test_a_seal_in_a_log_shows_no_key() -> None:
    shown = f"{SEAL!r} {SEAL!s} {[SEAL]}"

    assert SECRET not in shown
    assert SEAL.hash_key.hex() not in shown
    assert repr(SEAL.hash_key) not in shown
    assert "hash_key" not in shown


@pytest.mark.parametrize("wrong", ["", "a" * 42, "a" * 44, "é" * 43, "/" * 43, "a" * 43 + "\n"])
def test_what_is_no_token_of_ours_is_not_looked_up(wrong: str) -> None:
    assert not is_token(wrong)
    assert is_token(make_token())
