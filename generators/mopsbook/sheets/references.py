"""Names in cells: people write a title where an id belongs, and what leads nowhere is said with the nearest name."""

from collections.abc import Collection
from typing import Any

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf
from mopsbook.imports.convert import Unfit
from mopsbook.kinds.nouns import noun_of
from mopsbook.sheets.columns import Column
from mopsbook.words import a, fold, nearest


def resolve_names(
    value: Any, before: Any, column: Column, document: Document, shelf: Shelf, new: Collection[str]
) -> Any:
    """Return the value with ids for titles. Raises Unfit for a name that leads nowhere and did not stand there before.

    `new` are the ids of documents that the same sheet makes.
    """
    if not column.field.refs:
        return value
    if isinstance(value, list):
        kept = before if isinstance(before, list) else [before]
        # A title and an id may name the same one.
        return list(dict.fromkeys(_resolve(name, kept, column, document, shelf, new) for name in value))
    return _resolve(value, before if isinstance(before, list) else [before], column, document, shelf, new)


def _resolve(
    name: Any, kept: list[Any], column: Column, document: Document, shelf: Shelf, new: Collection[str]
) -> Any:  # fmt: skip
    field = column.field
    reference = Reference(document, field.path, field, str(name))
    if name in kept or shelf.resolve(reference) is not None or shelf.is_unread(reference):
        return name
    if name in new and {"any", document.kind.name} & set(field.refs):
        return name
    titles = shelf.titles_for(reference)
    meant = [id for title, id in titles.items() if fold(title) == fold(str(name))]
    if len(meant) == 1:
        return meant[0]
    if field.is_text(str(name)):
        return name
    nouns = [noun_of(ref, shelf.kinds) for ref in field.refs]
    names = shelf.names_for(reference)
    near = nearest(str(name), [*names, *titles])
    hint = f"did you mean `{titles.get(near, near) if near not in names else near}`?" if near else ""
    if not hint:
        hint = f"Write the id or the title of {' or '.join(a(noun) for noun in nouns)}."
    raise Unfit(f"no {' or '.join(nouns)} is called `{name}`", hint)
