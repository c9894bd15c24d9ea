"""Check a schema against the vocabulary, so that a misspelt annotation is an error on its line."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from mopsbook.reading.places import Places
from mopsbook.reading.read import Reading
from mopsbook.words import nearest


def find_faults(path: Path, reading: Reading, vocabulary: Any) -> list[str]:
    """Return a line for each fault: `path:line:column: what is wrong`. An empty list means that the schema is sound."""
    errors = list(_validator(_Frozen(vocabulary)).iter_errors(reading.value))
    if not errors:
        return []
    places = Places(reading.text)
    lines = []
    for error in errors:
        pointer = tuple(error.instance_path)
        unexpected = getattr(error.kind, "unexpected", None)
        if unexpected:
            for key in unexpected:
                place = places.key((*pointer, key))
                near = nearest(key, _words(vocabulary))
                hint = f"; did you mean `{near}`?" if near else ""
                lines.append(f"{path}:{place.line}:{place.column}: `{key}` is no word of our schemas{hint}")
        else:
            place = places.value(pointer)
            where = ".".join(map(str, pointer)) or "the schema"
            lines.append(f"{path}:{place.line}:{place.column}: {where}: {error.message}")
    return lines


def _words(vocabulary: Any) -> list[str]:
    return [*vocabulary["properties"], *STANDARD]


# The words of JSON Schema 2020-12 that our schemas use, for the nearest one to a misspelt one.
STANDARD = (
    "type", "title", "description", "properties", "required", "items", "enum", "const", "pattern", "format", "minLength",
    "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "additionalProperties", "default", "examples",
    "unevaluatedProperties", "propertyNames", "minProperties",
)  # fmt: skip


class _Frozen:
    """The vocabulary as a key of the cache: there is one for each run."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other.value == self.value


@lru_cache(maxsize=2)
def _validator(vocabulary: _Frozen) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(vocabulary.value)
