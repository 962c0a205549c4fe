"""Rules over the phrases of a text: one phrase, or several concepts close together.

Where a concept stands is kept as a whole number with one bit per word of the text, so that a
rule looks at the whole text at once and its cost does not depend on what is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from signpost_bot.safety.phrases import Span

Places = Mapping[str, int]


@dataclass(frozen=True)
class Rule:
    """Fires where all its concepts stand within so many words, in order where `ordered`."""

    concepts: tuple[str, ...]
    within: int = 1
    ordered: bool = False

    def fires(self, places: Places) -> int:
        """The words where the rule is complete, one bit each; 0 when it does not fire."""
        found = [places.get(concept, 0) for concept in self.concepts]
        if not all(found):
            return 0
        return self._in_order(found) if self.ordered else self._together(found)

    def _together(self, found: list[int]) -> int:
        near, complete = _spread(found[0], self.within), found[0]
        for bits in found[1:]:
            reach = _spread(bits, self.within)
            near, complete = near & reach, complete | bits
        return near & complete

    def _in_order(self, found: list[int]) -> int:
        so_far = found[0]
        for bits in found[1:]:
            so_far = (_spread(so_far, self.within - 1) << 1) & bits
        return so_far


def places_of(spans: Iterable[Span], length: int) -> dict[str, int]:
    """For every concept found, the words at which it ends, one bit each."""
    bits: dict[str, bytearray] = {}
    for span in spans:
        if span.name not in bits:
            bits[span.name] = bytearray(length // 8 + 1)
        bits[span.name][span.end >> 3] |= 1 << (span.end & 7)
    return {name: int.from_bytes(found, "little") for name, found in bits.items()}


def read_rules(name: str, items: list[Any]) -> tuple[list[Rule], dict[str, list[str]]]:
    """The rules of one list, and the phrases that they bring along themselves."""
    phrases: dict[str, list[str]] = {}
    alone = [item for item in items if isinstance(item, str)]
    if alone:
        phrases[name] = alone
    rules = [Rule((name,))] if alone else []
    for number, item in enumerate(item for item in items if not isinstance(item, str)):
        rules.append(_read_rule(f"{name} {number}", item, phrases))
    return rules, phrases


def _read_rule(name: str, item: dict[str, Any], phrases: dict[str, list[str]]) -> Rule:
    ordered = "then" in item
    if set(item) != {"then" if ordered else "all", "within"}:
        raise ValueError(f"{name}: a combination has `all` or `then`, and `within`: {item}")
    concepts: list[str] = []
    for number, part in enumerate(item["then" if ordered else "all"]):
        if isinstance(part, list):
            phrases[f"{name} {number}"] = part
            part = f"{name} {number}"
        concepts.append(part)
    return Rule(tuple(concepts), int(item["within"]), ordered)


def _spread(bits: int, words: int) -> int:
    """Every bit, and the same bit repeated over the words that follow, `words` in all."""
    done = 1
    while done < words:
        more = min(done, words - done)
        bits |= bits << more
        done += more
    return bits
