"""The printed JSON Schema: valid, described, and true of every file in `offerings/`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from signpost_bot.catalog.schema import DIALECT, to_json_schema
from signpost_bot.model.document import DocumentKind
from signpost_bot.model.offering import Offering

OFFERINGS = Path(__file__).parents[2] / "offerings"
FILES = {
    DocumentKind.OFFERING: "*/offerings/*.yaml",
    DocumentKind.CAMPAIGN: "*/campaigns/*.yaml",
    DocumentKind.INSTITUTION: "*/institution.yaml",
    DocumentKind.CALENDAR: "*/calendar.yaml",
    DocumentKind.NATIONAL: "national.yaml",
}


def read_like_an_editor(file: Path) -> object:
    """As YAML 1.2, which editors use: 12:00 and 2026-11-23 are text, and no is too."""
    return plain(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))


def plain(value: object) -> object:
    match value:
        case dict():
            # Numbers in quotes are text for an editor too; BaseLoader no longer knows, and the
            # only such values are phone numbers.
            return {k: v if k == "phone" else plain(v) for k, v in value.items() if k != "slug"} | {
                k: v for k, v in value.items() if k == "slug"
            }
        case list():
            return [plain(item) for item in value]
        case "true" | "false":
            return value == "true"
        case str() if re.fullmatch(r"-?\d+", value):
            return int(value)
    return value


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_file_is_right_for_an_editor_with_the_schema(kind: DocumentKind) -> None:
    schema = to_json_schema(kind)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = sorted(OFFERINGS.glob(FILES[kind]))

    wrong = [
        f"{file.parent.parent.name}/{file.name}: {error.message[:200]}"
        for file in files
        for error in validator.iter_errors(read_like_an_editor(file))
    ]

    assert files
    assert wrong == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"moments": [{"start": "12.00", "weekdays": ["tue"]}]}, "moments"),
        ({"moments": [12]}, "moments"),
        ({"story": {"name": "Esra", "words": {"nl": "a", "en": "b"}}}, "story"),
        ({"titel": "x"}, None),
        ({"audience": {"levels": ["vwo"]}}, "audience"),
    ],
)
def test_what_is_wrong_is_wrong_for_an_editor_too(changes: dict[str, Any], field: str) -> None:
    right = read_like_an_editor(OFFERINGS / "voorbeeld/offerings/huiskamer.yaml")
    assert isinstance(right, dict)

    errors = list(
        Draft202012Validator(to_json_schema(DocumentKind.OFFERING)).iter_errors(right | changes)
    )

    assert {error.absolute_path[0] if error.absolute_path else None for error in errors} == {field}


def list_described(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    parts = {"Offering": schema, **schema["$defs"]}
    for name, part in parts.items():
        for half in part.get("anyOf", [part]):
            for field, about in half.get("properties", {}).items():
                yield f"{name}.{field}", about.get("description", "")


def test_every_key_of_an_offering_is_described_in_a_sentence() -> None:
    found = dict(list_described(to_json_schema(DocumentKind.OFFERING)))

    assert set(Offering.model_fields) <= {name.removeprefix("Offering.") for name in found}
    assert [name for name, about in found.items() if not re.match(r"[A-Za-z0-9].*\.", about)] == []


def test_it_names_its_dialect() -> None:
    assert to_json_schema(DocumentKind.OFFERING)["$schema"] == DIALECT
