"""Check a schema against the vocabulary, so that a misspelt annotation or keyword is an error on its line."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from mopsbook.reading.places import Places, Pointer
from mopsbook.reading.read import Reading
from mopsbook.words import did_you_mean, listed, nearest

# The words of JSON Schema 2020-12, by what stands behind them: a schema, a list or a map of schemas, anything else.
_ONE = frozenset(
    (
        "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then", "unevaluatedItems",
        "unevaluatedProperties",
    )
)  # fmt: skip
_LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_MAPS = frozenset(("$defs", "dependentSchemas", "patternProperties", "properties"))
_PLAIN = frozenset(
    (
        "$anchor", "$comment", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema", "$vocabulary",
        "const", "contentEncoding", "contentMediaType", "contentSchema", "default", "dependentRequired",
        "deprecated", "description", "enum", "examples", "exclusiveMaximum", "exclusiveMinimum", "format",
        "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems",
        "minLength", "minProperties", "minimum", "multipleOf", "pattern", "readOnly", "required", "title",
        "type", "uniqueItems", "writeOnly",
    )
)  # fmt: skip
STANDARD = _ONE | _LISTS | _MAPS | _PLAIN


def find_faults(path: Path, reading: Reading, vocabulary: Any) -> list[str]:
    """Return a line for each fault: `path:line:column: what is wrong`. An empty list means that the schema is sound."""
    errors = list(_validator(_Frozen(vocabulary)).iter_errors(reading.value))
    words = [*vocabulary["properties"], *sorted(STANDARD)]
    # What an annotation holds is no schema: whatever is wrong in there, the vocabulary says.
    strange = [(at, key) for at, key in _strange_words(reading.value, set(words), ())]
    if not errors and not strange:
        return []
    places = Places(reading.text)
    found: dict[tuple[int, int], str] = {}
    for at, key in strange:
        place = places.key((*at, key))
        near = nearest(key, words)
        found[place.line, place.column] = (
            f"`{key}` is no word of our schemas{f'; did you mean `{near}`?' if near else ''}"
        )
    for error in errors:
        pointer = tuple(error.instance_path)
        unexpected = getattr(error.kind, "unexpected", None)
        for key in unexpected or ():
            place = places.key((*pointer, key))
            allowed = vocabulary["properties"].get(str(pointer[-1]), {}).get("properties", words) if pointer else words
            hint = did_you_mean(key, allowed)
            said = f"`{key}` is no word of {f'`{pointer[-1]}`' if pointer else 'our schemas'}"
            found.setdefault((place.line, place.column), said + (f"; {hint}" if hint else ""))
        if not unexpected:
            place = places.value(pointer)
            where = ".".join(map(str, pointer)) or "the schema"
            found.setdefault((place.line, place.column), f"{where}{_say(error, pointer)}")
    return [f"{path}:{line}:{column}: {what}" for (line, column), what in sorted(found.items())]


_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")


def _say(error: Any, pointer: Pointer) -> str:
    """Return what an error says, with what is allowed where that is a list of words."""
    value = f"`{error.instance}`" if isinstance(error.instance, (str, int, float)) else "this"
    options = _TYPES if pointer and pointer[-1] == "type" else getattr(error.kind, "options", ())
    if options:
        words = [str(option) for option in options]
        near = did_you_mean(str(error.instance), words)
        return f" cannot be {value}; {near or f'allowed are {listed(words, last=_AND)}'}"
    return f": {error.message}" if len(error.message) <= _LONGEST else f": {error.message[:_LONGEST]}..."


_AND = "and"
_LONGEST = 200


def walk(schema: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """Yield each schema within a schema, itself first, with its pointer."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    for key, value in schema.items():
        if key in _ONE:
            yield from walk(value, (*at, key))
        elif key in _LISTS and isinstance(value, list):
            for index, item in enumerate(value):
                yield from walk(item, (*at, key, index))
        elif key in _MAPS and isinstance(value, dict):
            for name, item in value.items():
                yield from walk(item, (*at, key, name))


def rebuild(schema: Mapping[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a schema with each schema directly within it replaced by what `change` makes of it."""
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _ONE:
            made[key] = change(value)
        elif key in _LISTS and isinstance(value, list):
            made[key] = [change(item) for item in value]
        elif key in _MAPS and isinstance(value, dict):
            made[key] = {name: change(item) for name, item in value.items()}
        else:
            made[key] = value
    return made


def _strange_words(schema: Any, words: set[str], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    for pointer, node in walk(schema, at):
        yield from ((pointer, key) for key in node if key not in words)


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
