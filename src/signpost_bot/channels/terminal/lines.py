"""One JSON line from outside as a typed object, or a sentence about what is wrong with it."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Row = TypeVar("Row", bound=BaseModel)


def read_row(text: str, schema: type[Row], example: str) -> Row | str:
    """The row, or what to mend and what a row looks like. What was written is never repeated.

    JSON may carry lone surrogates, which nothing after this could store or print: they become
    question marks.
    """
    try:
        return schema.model_validate(_clean(json.loads(text)))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"] if part in schema.model_fields)
        what = problem["msg"].removeprefix("Value error, ")
        return f"{where + ': ' if where else ''}{what}; write {example}"
    except (ValueError, RecursionError):
        return f"this is not JSON; write {example}"


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return {key: _clean(item) for key, item in value.items()} if isinstance(value, dict) else value
