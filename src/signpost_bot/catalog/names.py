"""The names that a file may use for its fields, by schema."""

from functools import cache
from typing import Annotated, get_args, get_origin

from signpost_bot.model.document import SCHEMAS
from signpost_bot.model.language import Document
from signpost_bot.model.moment import Moment
from signpost_bot.model.persona import Personas
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
    schemas: list[type[Document]] = [*SCHEMAS.values(), Personas, ResearchReport]
    return frozenset(name for schema in schemas for name in schema.model_fields)


@cache
def all_names() -> dict[str, frozenset[str]]:
    """What may stand anywhere, in whatever kind of file, and what may stand behind it: text,
    a list, or fields of its own."""
    found: dict[str, set[str]] = {}
    left: list[type[Document]] = [*SCHEMAS.values(), Personas, ResearchReport]
    seen: set[type[Document]] = set()
    while left:
        schema = left.pop()
        if schema in seen:
            continue
        seen.add(schema)
        for name, field in schema.model_fields.items():
            found.setdefault(name, set()).update(_shapes(field.annotation))
            if (inner := _document_in(field.annotation)) is not None:
                left.append(inner)
    return {name: frozenset(shapes) for name, shapes in found.items()}


def _shapes(annotation: object) -> set[str]:
    if get_origin(annotation) is tuple:
        return {"list"}
    if get_origin(annotation) is Annotated:
        return _shapes(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return {"fields", "text"} if annotation is Moment else {"fields"}
    inner = [part for part in get_args(annotation) if part is not type(None)]
    return {shape for part in inner for shape in _shapes(part)} if inner else {"text"}


def _document_in(annotation: object) -> type[Document] | None:
    """The document type inside `tuple[Moment, ...]`, `Place | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return annotation
    return next((d for part in get_args(annotation) if (d := _document_in(part))), None)
