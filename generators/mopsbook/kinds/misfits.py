"""What rules and pages rely on: fields of ours to which a team's schema gives another type.

A team may add fields, demand more of ours or leave them out. A list that becomes a text would break whatever reads it.
"""

from collections.abc import Iterator, Sequence

from mopsbook.kinds.field import Field

# Without these, no document could be named, found or shown.
_NEEDED = ("kind", "id", "title")


def find_misfits(fields: Sequence[Field], ours: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """Yield the top-level field and the message for each field that is not of the type that ours has."""
    own = {field.name: field for field in fields}
    # The book itself has no id.
    missing = [f"`{field.name}`" for field in ours if field.name in _NEEDED and field.name not in own]
    if missing:
        yield "", f"every kind needs {' and '.join(missing)}; write `allOf: [{{$ref: _envelope.schema.yaml}}]`"
    for field in ours:
        if field.name in own:
            yield from ((field.name, message) for message in _compare(own[field.name], field))


def _compare(own: Field, ours: Field) -> Iterator[str]:
    name = ".".join(own.path)
    if ours.types and (not own.types or not set(own.types) <= set(ours.types)):
        yield f"`{name}` must be of the type {' or '.join(ours.types)}, as mopsbook knows it"
    elif ours.item_types and own.item_types != ours.item_types:
        yield f"the items of `{name}` must be of the type {' or '.join(ours.item_types)}, as mopsbook knows them"
    elif ours.name == "id" and own.pattern != ours.pattern:
        yield f"`{name}` must keep its pattern, `{ours.pattern}`: addresses of pages are made of it"
    else:
        known = {child.name: child for child in own.children}
        for child in ours.children:
            if child.name in known:
                yield from _compare(known[child.name], child)
