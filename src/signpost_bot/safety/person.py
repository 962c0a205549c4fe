"""Tells whether a sign of danger is about the writer or about somebody else."""

from collections.abc import Iterator

from signpost_bot.safety.rules import Places

_LOOK_BACK = 9


def about_another(ends: int, places: Places) -> bool:
    """True when every sign has another person as the nearest one before it.

    Where nobody is named the writer is meant. `ends` has a bit for each word where a sign ends.
    """
    another, self_ = places.get("third_person", 0), places.get("self_reference", 0)
    if not another or not ends:
        return False
    return all(_nearest(another, end) > _nearest(self_, end) for end in _first_of_each_run(ends))


def _nearest(places: int, end: int) -> int:
    """The last place up to and including `end`, if it is close; -1 where there is none."""
    start = max(0, end - _LOOK_BACK)
    window = (places >> start) & ((1 << (end - start + 1)) - 1)
    return start + window.bit_length() - 1 if window else -1


def _first_of_each_run(bits: int) -> Iterator[int]:
    """The first bit of every run of bits; a long text is sampled, its begin most of all."""
    firsts = bits & ~(bits << 1)
    for _ in range(64):
        if not firsts:
            return
        yield (firsts & -firsts).bit_length() - 1
        firsts &= firsts - 1
