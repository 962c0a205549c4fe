"""The names that a file may use for its fields, by schema."""

from functools import cache
from typing import get_args

from signpost_bot.model.document import SCHEMAS
from signpost_bot.model.language import Document
from signpost_bot.model.report import ResearchReport


def list_names(schema: type[Document], where: tuple[object, ...]) -> list[str]:
    """The names that are known there: of the document itself, or of a part of it."""
    for part in where:
        field = schema.model_fields.get(str(part))
        if field is not None:
            schema = _document_in(field.annotation) or schema
    return list(schema.model_fields)


@cache
def first_names() -> frozenset[str]:
    """What may stand at the start of a line, in whatever kind of file."""
    schemas: list[type[Document]] = [*SCHEMAS.values(), ResearchReport]
    return frozenset(name for schema in schemas for name in schema.model_fields)


@cache
def all_names() -> frozenset[str]:
    """What may stand anywhere, in whatever kind of file."""
    found: set[str] = set()
    left: list[type[Document]] = [*SCHEMAS.values(), ResearchReport]
    seen: set[type[Document]] = set()
    while left:
        schema = left.pop()
        if schema not in seen:
            seen.add(schema)
            found |= set(schema.model_fields)
            inner = (_document_in(field.annotation) for field in schema.model_fields.values())
            left += [one for one in inner if one is not None]
    return frozenset(found)


def _document_in(annotation: object) -> type[Document] | None:
    """The document type inside `tuple[Moment, ...]`, `Place | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return annotation
    return next((d for part in get_args(annotation) if (d := _document_in(part))), None)
