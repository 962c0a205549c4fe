"""What is left of a sentence while its parts are taken out one by one."""

import re
from dataclasses import dataclass

from signpost_bot.catalog.moment_tokens import NotUnderstood, Token

SPENT = ","
"""What stands in the place of what was taken out: it keeps its neighbours apart."""


@dataclass
class Parts:
    """The tokens that nobody has taken yet, with the sentence they come from."""

    sentence: str
    tokens: list[Token]

    @property
    def codes(self) -> str:
        """One letter for each token."""
        return "".join(token.code for token in self.tokens)

    def take(self, pattern: str) -> list[Token]:
        """Take out the first match of a pattern of letters; empty when there is none."""
        found = re.search(pattern, self.codes)
        if found is None:
            return []
        return self._replace(found.start(), found.end(), SPENT, "")

    def turn(self, pattern: str, code: str, value: object) -> list[Token]:
        """Put one token in the place of the first match; what was there is given back."""
        found = re.search(pattern, self.codes)
        return self._replace(found.start(), found.end(), code, value) if found else []

    def find(self, pattern: str) -> list[Token]:
        """The first match, left where it is."""
        found = re.search(pattern, self.codes)
        return self.tokens[found.start() : found.end()] if found else []

    def swap(self, old: list[Token], code: str, value: object) -> None:
        """Put one token in the place of some that stand together."""
        at = self.tokens.index(old[0])
        self._replace(at, at + len(old), code, value)

    def text(self, tokens: list[Token]) -> str:
        """The words of the sentence from the first to the last of these tokens."""
        return self.sentence[tokens[0].start : tokens[-1].end].strip()

    def refuse(self, key: str, tokens: list[Token]) -> NotUnderstood:
        """The error about these tokens, to be raised."""
        return NotUnderstood(key, self.text(tokens))

    def _replace(self, start: int, end: int, code: str, value: object) -> list[Token]:
        old = self.tokens[start:end]
        new = Token(code=code, value=value, start=old[0].start, end=old[-1].end)
        self.tokens[start:end] = [new]
        return old
