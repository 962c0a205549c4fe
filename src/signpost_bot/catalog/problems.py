"""What the schema says is wrong, as findings that staff can act on."""

from difflib import get_close_matches
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from signpost_bot.catalog.lines import Spots, Where
from signpost_bot.model.finding import Finding
from signpost_bot.model.language import Document

OWN_RULES = {
    "end_before_start",
    "weekdays_or_dates",
    "every_weeks_needs_first",
    "last_before_first",
    "place_or_online",
    "link_missing",
    "contact_missing",
    "unknown_zone",
    "time_with_zone",
    "in_quiet_hours",
    "nudge_or_checkin",
    "offering_or_reason",
    "rule_needs_first",
    "unknown_rule",
    "rule_never",
    "seats_missing",
    "story_ends_too_soon",
}
"""Messages our own validators raise; each is a key under `files.` in `words/`."""

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
    found = [_finding(detail, lines, schema) for detail in error.errors()]
    return sorted(found, key=lambda finding: (finding.spot.line, finding.spot.column))


def _finding(detail: ErrorDetails, lines: Spots, schema: type[Document]) -> Finding:
    where: Where = tuple(detail["loc"])
    # An item of a list is named after its list: "needs", not "0".
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    match detail["type"]:
        case "missing":
            return _at(lines, where, "missing", name=name)
        case "extra_forbidden":
            return _unknown_key(lines, where, name, schema)
        case "enum" | "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
            return _at(lines, where, "not_a_choice", name=name, choices=expected)
        case "value_error":
            rule = str(detail.get("ctx", {}).get("error", ""))
            return _at(lines, where, rule if rule in OWN_RULES else "wrong", name=name)
    return _at(lines, where, _key_of(detail["type"]), name=name)


def _key_of(problem: str) -> str:
    return next((key for start, key in BY_TYPE.items() if problem.startswith(start)), "wrong")


def _unknown_key(lines: Spots, where: Where, name: str, schema: type[Document]) -> Finding:
    close = get_close_matches(name, _keys_at(schema, where[:-1]), 1, 0.5)
    key = (*where, "#key")
    if close:
        return _at(lines, key, "unknown_key_close", name=name, close=close[0])
    return _at(lines, key, "unknown_key", name=name)


def _keys_at(schema: type[Document], where: Where) -> list[str]:
    """The keys that are known there: of the document itself, or of a part of it."""
    for part in where:
        field = schema.model_fields.get(str(part))
        if field is not None:
            schema = _document_in(field.annotation) or schema
    return list(schema.model_fields)


def _document_in(annotation: object) -> type[Document] | None:
    """The document type inside `tuple[Moment, ...]`, `Place | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return annotation
    return next((d for part in get_args(annotation) if (d := _document_in(part))), None)


def _at(lines: Spots, where: Where, key: str, **values: str) -> Finding:
    return Finding(spot=lines.spot(where), key=f"files.{key}", values=tuple(sorted(values.items())))
