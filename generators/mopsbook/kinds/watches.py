"""Watches: which fields of a neighbour matter to whoever depends on it (`x-watch`), and whether there are such fields."""

from collections.abc import Iterator, Mapping, Sequence

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean, listed

_DEPENDS = ("here", "here-only", "both")


def find_blind_watches(kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the pointer of a field in the schema, and what is wrong with what it watches.

    Where a reference may name several kinds, one of them must have the field.
    """
    for top in kind.fields:
        for field in top.walk():
            if field.watch:
                yield from ((("properties", top.name), message) for message in _of_field(field, kinds))


def _of_field(field: Field, kinds: Mapping[str, Kind]) -> Iterator[str]:
    name = field.dotted
    if not field.refs:
        yield f"`{name}` has x-watch and no x-ref, so it names nothing that could be watched"
        return
    if field.dependence not in _DEPENDS:
        yield f"`{name}` has x-watch and `x-dependence: {field.dependence}`, so it does not depend on what it names"
    known = sorted(names_to_watch(field, kinds))
    for watched in field.watch:
        if watched not in known:
            hint = did_you_mean(watched, known) or f"fields are {listed(known, 40, 'and')}"
            yield f"`{name}` has an x-watch that names `{watched}`, which {' and '.join(field.refs)} does not have; {hint}"


def names_to_watch(field: Field, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the fields that something may have to which a field refers: those of its kinds, or of the parts it means."""
    found: set[str] = set()
    for wanted, part in field.wanted:
        for kind in kinds.values() if wanted == "any" else filter(None, [kinds.get(wanted)]):
            fields: Sequence[Field] = kind.fields
            if part:
                fields = [child for each in kind.parts if each.part == part for child in each.children]
            found.update(each.name for each in fields)
    return found
