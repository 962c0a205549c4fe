"""The fictional catalog `voorbeeld`: an example of everything that can be filled in."""

from collections.abc import Iterator
from typing import get_args

from filled import OFFERINGS
from pydantic import BaseModel

from signpost_bot.actions.catalog import check_files
from signpost_bot.app import build_index
from signpost_bot.model.document import SCHEMAS, DocumentKind


def test_the_example_uses_every_field_of_every_document_somewhere() -> None:
    """Whoever fills in a catalog finds an example of everything."""
    used = {
        found
        for one in check_files(OFFERINGS, build_index()).documents
        if one.key.institution == "voorbeeld"
        for found in list_filled(one.content)
    }
    schemas = [schema for kind, schema in SCHEMAS.items() if kind is not DocumentKind.NATIONAL]
    fields = {found for schema in schemas for found in list_fields(schema)}

    assert sorted(fields - used) == []


def list_filled(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for field in value.model_fields_set:
            yield type(value).__name__, field
            yield from list_filled(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from list_filled(item)


def list_fields(kind: object) -> Iterator[tuple[str, str]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield kind.__name__, name
            yield from list_fields(field.annotation)
    for part in get_args(kind):
        yield from list_fields(part)
