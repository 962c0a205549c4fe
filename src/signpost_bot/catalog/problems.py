"""What the schema says is wrong, as findings that staff can act on."""

from collections.abc import Collection
from difflib import get_close_matches
from textwrap import indent

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from signpost_bot.catalog.names import list_names, list_parents, write_example
from signpost_bot.catalog.spots import Spots, Where
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Document

OWN_RULES: dict[str, tuple[str, ...]] = {
    "end_before_start": ("start", "end"),
    "weekdays_or_dates": ("weekdays", "on", "rule"),
    "every_weeks_needs_first": ("every_weeks",),
    "last_before_first": ("first_on", "last_on"),
    "place_or_online": (),
    "link_missing": ("join",),
    "contact_missing": ("join",),
    "unknown_zone": (),
    "time_with_zone": (),
    "in_quiet_hours": (),
    "one_kind": (),
    "timing_of_one": (),
    "periods_of_a_kind": ("periods",),
    "before_or_after": ("days_before", "days_after"),
    "before_an_event": ("days_before",),
    "needs_or_offerings": ("needs", "offerings"),
    "places_and_needs": ("next",),
    "offering_or_reason": (),
    "rule_needs_first": ("rule",),
    "unknown_rule": (),
    "rule_never": ("rule", "first_on"),
    "seats_missing": ("join",),
    "visit_without_day": (),
    "story_ends_too_soon": ("consent_on", "show_until"),
    "again_too_soon": ("after_days", "again_after_days"),
}
"""Messages our own validators raise, each a key under `files.` in `words/`, and the fields that
contradict each other: it is said at each of them that is there, for any can be the wrong one."""

HIDDEN = {
    "weekdays_or_dates": ("weekdays", "on", "rule"),
    "every_weeks_needs_first": ("first_on",),
    "place_or_online": ("where", "online"),
    "link_missing": ("link",),
    "contact_missing": ("contact",),
    "one_kind": ("nudge", "checkin", "after_visit"),
    "timing_of_one": ("period_kind", "event", "own_start"),
    "periods_of_a_kind": ("period_kind",),
    "needs_or_offerings": ("needs", "offerings"),
    "offering_or_reason": ("offerings", "templates", "no_offering"),
    "rule_needs_first": ("first_on",),
    "seats_missing": ("seats",),
    "visit_without_day": ("remind_on", "went_on"),
}
"""What each of them misses; when it stands behind a #, that is the line to look at."""

BY_TYPE = {
    "time": "no_time",
    "date": "no_date",
    "bool": "no_yes_or_no",
    "int": "no_number",
    "url": "no_link",
    "greater_than": "out_of_range",
    "less_than": "out_of_range",
    "string_pattern": "bad_pattern",
    "string_too_short": "empty_value",
    "too_short": "empty_list",
    "tuple": "no_list",
    "model": "no_mapping",
    "dict": "no_mapping",
    "string": "no_text",
}


def findings_of(error: ValidationError, lines: Spots, schema: type[Document]) -> list[Finding]:
    """One finding per problem, in the order of the file."""
    found = [one for detail in error.errors() for one in _findings(detail, lines, schema)]
    return sorted(found, key=lambda finding: (finding.spot.line, finding.spot.column))


def _findings(detail: ErrorDetails, lines: Spots, schema: type[Document]) -> list[Finding]:
    where: Where = tuple(detail["loc"])
    rule = str(detail.get("ctx", {}).get("error", ""))
    if detail["type"] == "value_error" and rule in OWN_RULES:
        return _contradiction(lines, where, rule)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(lines, where, schema)
    return [_finding(detail, where, lines, schema)]


def _contradiction(lines: Spots, where: Where, rule: str) -> list[Finding]:
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    if (found := _hidden(lines, where, HIDDEN.get(rule, ()))) is not None:
        return [found]
    there = [(*where, field) for field in OWN_RULES[rule] if lines.holds((*where, field))]
    return [_at(lines, one, rule, name=name) for one in there or [where]]


def _hidden(lines: Spots, where: Where, names: tuple[str, ...]) -> Finding | None:
    """A field that is missed because a # makes its line a remark."""
    for name in names:
        if (spot := lines.find_remark(where, name)) is not None:
            return Finding(spot=spot, key="files.behind_hash", values=(("name", name),))
    return None


def _finding(detail: ErrorDetails, where: Where, lines: Spots, schema: type[Document]) -> Finding:
    # An item of a list is named after its list: "needs", not "0".
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    match detail["type"]:
        case "missing":
            hidden = _hidden(lines, where[:-1], (name,))
            return hidden or _at(lines, where, "missing", name=name)
        case "enum" | "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
            return _at(lines, where, "not_a_choice", name=name, choices=expected)
    key = _key_of(detail["type"])
    if key == "no_mapping" and where:
        return _at(lines, where, "needs_parts", name=name, typed=_typed(schema, where))
    return _at(lines, where, key, name=name)


def _key_of(problem: str) -> str:
    return next((key for start, key in BY_TYPE.items() if problem.startswith(start)), "wrong")


def _unknown_key(lines: Spots, where: Where, schema: type[Document]) -> list[Finding]:
    """A name nobody knows there: it belongs one level deeper, or looks like one that is known."""
    *around, name = where
    known, key, said = list_names(schema, tuple(around)), (*where, "#key"), str(name)
    if parents := list_parents(schema, tuple(around), said):
        if len(parents) > 1:
            return [_at(lines, key, "deeper_in_one_of", name=said, parents=", ".join(parents))]
        return _deeper(lines, where, schema, parents[0])
    if close := get_close_matches(said, known, 1, 0.6):
        return [_at(lines, key, "unknown_key_close", name=said, close=close[0])]
    return [_at(lines, key, "unknown_key", name=said)]


def _deeper(lines: Spots, where: Where, schema: type[Document], parent: str) -> list[Finding]:
    """The lines to type, said once for all names that belong there together."""
    *around, name = where
    known = list_names(schema, tuple(around))
    together = [
        one
        for one in list_names(schema, (*around, parent))
        if one not in known and lines.holds((*around, one))
    ]
    if together[0] != name:
        return []
    typed = _typed(schema, (*around, parent), together)
    return [_at(lines, (*where, "#key"), "deeper", name=together[0], parent=parent, typed=typed)]


def _typed(schema: type[Document], where: Where, names: Collection[str] = ()) -> str:
    """What to type there, each line further in than the sentence before it."""
    return indent(write_example(schema, where, names), "    ")


def _at(lines: Spots, where: Where, key: str, **values: str) -> Finding:
    spot = lines.spot_of_value(where)
    return Finding(spot=spot, key=f"files.{key}", values=tuple(sorted(values.items())))
