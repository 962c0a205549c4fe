"""The order of what fits: what is known of the student and the moment, and nothing more."""

from collections.abc import Sequence

from signpost_bot.answering.circumstances import Circumstances, weigh
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.model.answer import Match

NEAR_THE_BEST = 0.25
"""A second or third place is shown only if it scores at least this part of the first."""

VARIED = 0.6
"""A place of another kind takes the third spot if it scores at least this part of what it takes it
from."""

THIRD_TIME = 3
"""The same need so many times in a row: what was said did not help enough."""

LOOKED_AT = 20
"""Only so many are looked at closely: nothing further down can come among the first three."""


def rank(
    found: Sequence[Match], given: Circumstances, catalog: IndexedCatalog
) -> tuple[Match, ...]:
    """All of them, best first, whatever order they come in."""
    by_fit = sorted(found, key=lambda one: (-one.score, one.offering.slug))
    close, rest = by_fit[:LOOKED_AT], by_fit[LOOKED_AT:]
    weights = {one.offering.slug: weigh(one, given, catalog) for one in close}
    close.sort(key=lambda one: (-weights[one.offering.slug], one.offering.slug))
    return (*close, *rest)


def choose(
    found: Sequence[Match],
    lead: str,
    given: Circumstances,
    catalog: IndexedCatalog,
    most: int,
    *,
    times: int = 1,
) -> tuple[Match, ...]:
    """At most `most` places that fit well, best first, varied, and with who has to be among them.

    `lead` is the need the student is most after, `times` how often in a row they ask about it.
    """
    if not found or not most:
        return ()
    ranked = rank(found, given, catalog)
    floor = max(one.score for one in found) * NEAR_THE_BEST
    chosen = _vary([one for one in ranked if one.score >= floor and one.score > 0], most)
    if not chosen:
        return ()
    about = [one for one in ranked if lead in one.offering.needs]
    # Where nobody is there for this need, there is the person for a heavy moment.
    about += [one for one in ranked if one.offering.slug == catalog.institution.at_school]
    wanted = _wanted(chosen, about, is_heavy=_is_heavy(lead, catalog), times=times)
    # The best stays, whatever is brought along.
    kept = dict.fromkeys(one.offering.slug for one in (chosen[0], *wanted, *chosen))
    shown = tuple(kept)[:most]
    return tuple(one for one in ranked if one.offering.slug in shown)


def _wanted(
    chosen: Sequence[Match], about: Sequence[Match], *, is_heavy: bool, times: int
) -> list[Match]:
    """Who has to be among them: a person when it is heavy (R9); the third time also the deepest
    route there is for this need (R17), if possible with the same person."""
    is_again = times >= THIRD_TIME
    if not (is_heavy or is_again):
        return []
    people = [one for one in (*chosen, *about) if one.offering.brings_person]
    if not is_again:
        return people[:1]
    deepest = max((one.offering.threshold for one in about), default=0)
    deep = [one for one in about if one.offering.threshold == deepest]
    both = [one for one in deep if one.offering.brings_person]
    return both[:1] or [*people[:1], *deep[:1]]


def _vary(fits: Sequence[Match], most: int) -> list[Match]:
    """The first ones, but not three of a kind if another kind fits almost as well."""
    chosen = list(fits[:most])
    kinds = {one.offering.kind for one in chosen}
    if len(chosen) < 3 or len(kinds) > 1:
        return chosen
    enough = chosen[-1].score * VARIED
    others = (one for one in fits[most:] if one.offering.kind not in kinds and one.score >= enough)
    return [*chosen[:-1], next(others, chosen[-1])]


def _is_heavy(need: str, catalog: IndexedCatalog) -> bool:
    return any(one.heavy for one in catalog.needs.needs if one.slug == need)
