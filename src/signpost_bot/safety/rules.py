"""Rules over the phrases of a text: one phrase, or several concepts close together.

Where a concept stands is kept as a whole number with one bit per word of the text, so that a
rule looks at the whole text at once and its cost does not depend on what is written.
"""

from collections.abc import Iterable, Iterator, Mapping
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
        """Where the first concept stands (`ordered`: the last one); 0 when it does not fire."""
        found = [places.get(concept, 0) for concept in self.concepts]
        if not all(found):
            return 0
        return self._in_order(found) if self.ordered else self._together(found)

    def _together(self, found: list[int]) -> int:
        near, complete = _spread(found[0], self.within), found[0]
        for bits in found[1:]:
            reach = _spread(bits, self.within)
            near, complete = near & reach, complete | bits
        return found[0] & _spread_back(near & complete, self.within)

    def _in_order(self, found: list[int]) -> int:
        so_far = found[0]
        for bits in found[1:]:
            so_far = (_spread(so_far, self.within - 1) << 1) & bits
        return so_far


def places_of(spans: Iterable[Span], length: int) -> dict[str, int]:
    """For every concept found, the words at which it ends, one bit each."""
    found: dict[int, tuple[list[str], bytearray]] = {}
    for _, end, names in spans:
        if id(names) not in found:
            found[id(names)] = names, bytearray(length // 8 + 1)
        found[id(names)][1][end >> 3] |= 1 << (end & 7)
    places: dict[str, int] = {}
    for names, bits in found.values():
        for name in names:
            places[name] = places.get(name, 0) | int.from_bytes(bits, "little")
    return places


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
        concept = part if isinstance(part, str) else f"{name} {number}"
        if concept is not part:
            phrases[concept] = part
        concepts.append(concept)
    return Rule(tuple(concepts), int(item["within"]), ordered)


def _spread(bits: int, words: int) -> int:
    """Every bit, and the same bit repeated over the words that follow, `words` in all."""
    for more in _doublings(words):
        bits |= bits << more
    return bits


def _spread_back(bits: int, words: int) -> int:
    """As `_spread`, over the words before."""
    for more in _doublings(words):
        bits |= bits >> more
    return bits


def _doublings(words: int) -> Iterator[int]:
    done = 1
    while done < words:
        yield (more := min(done, words - done))
        done += more
