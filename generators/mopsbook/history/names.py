"""Put names in place of ids in what changed: readers know a role by what it is called today."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from mopsbook.catalog.catalog import Catalog
from mopsbook.documents.document import Document
from mopsbook.documents.mentions import MENTION, fold
from mopsbook.documents.shelf import Reference, Target
from mopsbook.history.change import WITHIN, Change, ChangeLog, Changes, FieldChange
from mopsbook.kinds.field import Field

_MENTION = re.compile(MENTION)
_ANY = Field("", (), "", refs=("any",))


def with_names(log: ChangeLog, catalog: Catalog) -> ChangeLog:
    """Return the log with the titles of what references and mentions lead to. What leads nowhere now stays as it was.

    What only follows a new id is set apart: readers would see the same name before and afterwards.
    """
    changes = log.changes
    return replace(log, changes=Changes(len(changes), lambda index: Names(changes[index], catalog).tell()))


class Names:
    """The names of one change, as the document that it happened to would understand them."""

    def __init__(self, change: Change, catalog: Catalog) -> None:
        """Take a change; what is gone by now understands nothing of its own, and is taken for any document."""
        self._change = change
        self._shelf = catalog.shelf
        self._document = catalog.shelf.get(change.kind, change.id)

    def tell(self) -> Change:
        """Return the change with names in it."""
        written = self._change.fields
        told = [field if field.follows else self._tell(field) for field in written]
        same = _find_same(told)
        if not same and tuple(told) == written:
            return self._change
        fields = tuple(field for at, field in enumerate(told) if at not in same)
        return replace(self._change, fields=fields, followed=tuple(written[at] for at in sorted(same)))

    def _tell(self, field: FieldChange) -> FieldChange:
        if field.item:
            field = replace(field, label=self._name_item(field))
        if not field.refs and "[[" not in field.old + field.new:
            return field
        return replace(field, old=self.name(field.old, field.refs), new=self.name(field.new, field.refs))

    def _name_item(self, field: FieldChange) -> str:
        name = self.name(field.item, field.item_refs)
        return WITHIN.join(name if label == field.item else label for label in field.label.split(WITHIN))

    def name(self, text: str, refs: str) -> str:
        """Return a text with names in it, be it that of references to these kinds, or prose if there are none."""
        if not refs:
            return _MENTION.sub(lambda match: match[2] or self._title(fold(match[1]), _ANY), text)
        field = Field("", (), "", refs=tuple(refs.split()))
        return ", ".join(self._title(name, field) for name in text.split(", "))

    def _title(self, name: str, field: Field) -> str:
        document = self._document or next(iter(self._shelf.documents), None)
        target = self._shelf.resolve(Reference(document, (), field, name)) if document and name else None
        return _call(target) if target else name


def _find_same(fields: Sequence[FieldChange]) -> set[int]:
    """Return which changes say nothing by the names of now: one name of a thing took the place of another."""
    same = {at for at, one in enumerate(fields) if one.follows or (one.what == "changed" and _says_same(one))}
    # In a list one name goes, and the other comes.
    gone = {(one.path, one.old): at for at, one in enumerate(fields) if one.what == "removed" and one.refs}
    for at, one in enumerate(fields):
        if gone and one.what == "added" and one.refs and (one.path, one.new) in gone:
            same |= {at, gone.pop((one.path, one.new))}
    return same


def _says_same(one: FieldChange) -> bool:
    return one.old == one.new and bool(one.old)


def _call(target: Target) -> str:
    document: Document = target.document
    part = document.get(target.part) if target.part else None
    return (
        str(part.get("title") or part.get("label") or part.get("value")) if isinstance(part, dict) else document.title
    )
