"""Which totals staff may see: none that leads back to fewer than ten students, alone or combined.

What is shown is rounded, but nothing here leans on that: every rule holds for the exact counts too.
"""

from collections.abc import Collection, Mapping

from signpost_bot.model.totals import FEWEST, Measure, ShownTotals, Totals

ROUNDED_TO = 5

ORDER = (
    Measure.REACHED,
    Measure.ANSWERED,
    Measure.SIGNED_UP,
    Measure.WENT,
    Measure.REACTED,
)
"""Which number stays when two cannot both be shown: the earlier one."""


def show(totals: Totals) -> ShownTotals:
    """What may be said of one campaign or offering in one block.

    1. A count below ten is not said.
    2. Of two counts that are less than ten apart only one is said: the students in between are too
       few, and where they are none, all did the same.
    3. The parts of a count that is not said are not said either: they add up to it.
    """
    kept: dict[Measure, int] = {}
    for measure in ORDER:
        count = totals.counts.get(measure, 0)
        if count >= FEWEST and all(abs(count - other) >= FEWEST for other in kept.values()):
            kept[measure] = count
    return ShownTotals(
        about=totals.about,
        slug=totals.slug,
        counts={one: _round(kept[one]) if one in kept else None for one in Measure},
        parts={
            measure: _show_parts(parts, is_said=measure in kept)
            for measure, parts in totals.parts.items()
        },
    )


def _show_parts(parts: Mapping[str, int], *, is_said: bool) -> dict[str, int]:
    left = _keep_parts(parts) if is_said else ()
    return {part: _round(count) for part, count in parts.items() if part in left}


def _keep_parts(parts: Mapping[str, int]) -> Collection[str]:
    """The parts that may be said beside their sum: each of them and all others together are at
    least ten, and so are those that are hidden, which is what subtracting gives."""
    whole = sum(parts.values())
    kept = [one for one, count in parts.items() if FEWEST <= count <= whole - FEWEST]
    kept.sort(key=lambda one: (-parts[one], one))
    while kept and len(kept) < len(parts) and whole - sum(parts[one] for one in kept) < FEWEST:
        kept.pop()
    return kept


def _round(count: int) -> int:
    """To the nearest five. Never below ten, since nothing below ten comes here."""
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
