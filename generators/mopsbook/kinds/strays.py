"""Strays: words of a schema that change nothing where they stand, or speak of what is not there.

A misspelt annotation is a fault already (`vocabulary.py`); one that is spelt well and does nothing must be one, too.
"""

import re
from collections.abc import Iterator, Sequence

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean, listed

# A field in a template such as "{value} {unit}".
_NAMED = re.compile(r"\{([^{}]*)\}")

Stray = tuple[tuple[str, ...], str]


def find_strays(kind: Kind) -> Iterator[Stray]:
    """Yield the pointer in the schema, as near as a field tells it, and what is wrong there."""
    names = list(kind.by_name)
    columns = [name for names_ in kind.columns for name in names_]
    sort_by = [kind.sort_by.removeprefix("-")] if kind.sort_by else []
    for word, fields in (("group_by", kind.group_by), ("columns", columns), ("sort_by", sort_by)):
        for name in fields:
            if name not in names:
                yield ("x-kind", word), f"x-kind names the field `{name}`, which there is not; {_near(name, names)}"
    if kind.many and kind.many in names:
        yield ("x-kind", "many"), f"`{kind.many}` is a field, so no list of documents can stand under this key"
    for name in kind.schema.get("required", ()):
        if name not in names:
            yield ("required",), f"`{name}` is required, and there is no such field; {_near(name, names)}"
    for field in kind.fields:
        group = kind.by_name.get(field.computed.get("sum", "")) if field.computed else None
        if field.computed and (group is None or not group.children):
            said = field.computed["sum"]
            message = f"`{field.name}` is computed from `{said}`, which is no group of whole numbers"
            yield ("properties", field.name), message
    for top in kind.fields:
        for field, beside in _walk(top, kind.fields):
            yield from ((("properties", top.name), message) for message in _of_field(field, beside))


def _walk(field: Field, beside: Sequence[Field]) -> Iterator[tuple[Field, Sequence[Field]]]:
    yield field, beside
    for child in field.children:
        yield from _walk(child, field.children)


def _of_field(field: Field, beside: Sequence[Field]) -> Iterator[str]:
    name = ".".join(field.path)
    texts = set(field.item_types if field.many and field.item_types else field.types)
    if field.refs and texts and "string" not in texts:
        yield f"`{name}` has x-ref and holds no text, which a reference is"
    yield from _of_change(field)
    if field.prose and texts and "string" not in texts:
        yield f"`{name}` has x-prose and holds no text"
    if field.part:
        key = next((child for child in field.children if child.name == field.part_key), None)
        if not field.many or key is None or key.types != ("string",):
            yield f"`{name}` has x-part and is no list of groups with a text `{field.part_key}` by which one is named"
    values = {str(value) for value in field.values}
    strange = [label for label in field.value_labels if label not in values]
    if strange:
        yield f"`{name}` has x-labels for {listed(strange, last='and')}, which enum does not allow"
    if field.weighs and not field.weight:
        yield f"`{name}` has x-weight and is not asked for; write `x-expect` as well"
    siblings = [other.name for other in beside]
    for other in field.expect_when:
        if other not in siblings:
            yield f"`{name}` has x-expect-when for `{other}`, which does not stand beside it; {_near(other, siblings)}"


def _of_change(field: Field) -> Iterator[str]:
    """Yield what is wrong with what a schema says of changes of a field."""
    name = ".".join(field.path)
    if field.dependence == "whole" and not field.part:
        yield f"`{name}` has `x-dependence: whole` and no x-part, so it has no parts that could hang together"
    elif field.dependence not in ("here", "whole") and not field.refs:
        yield f"`{name}` has x-dependence and no x-ref, so it names nothing that could depend on it"
    for impact in field.impacts:
        wrong = [str(value) for value in impact.to if field.values and value not in field.values]
        if wrong:
            yield f"`{name}` has an x-impact for {listed(wrong, last='and')}, which enum does not allow"
    children = [child.name for child in field.children]
    for said in _NAMED.findall(field.say):
        if said not in children:
            yield f"`{name}` has an x-say that names `{said}`, which does not stand in it; {_near(said, children)}"


def _near(name: str, known: Sequence[str]) -> str:
    return did_you_mean(name, known) or f"fields are {listed(sorted(known), 40, 'and')}"
