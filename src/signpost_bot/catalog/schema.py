"""The schema of a document as JSON Schema, for editors, forms and sheets."""

from signpost_bot.model.document import SCHEMAS, DocumentKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SENTENCE = {
    "type": "string",
    "description": "A sentence in Dutch or English: every Tuesday 12:00-13:00, not in holidays.",
}


def to_json_schema(kind: DocumentKind) -> dict[str, object]:
    """The JSON Schema of one kind of document, with the keys of the YAML files.

    It knows what stands in a file: a moment may be a sentence there.
    """
    schema = SCHEMAS[kind].model_json_schema()
    parts = schema.get("$defs", {})
    if "Moment" in parts:
        parts["Moment"] = {"anyOf": [SENTENCE, parts["Moment"]]}
    return {"$schema": DIALECT, **schema}
