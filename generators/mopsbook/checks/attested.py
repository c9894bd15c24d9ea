"""What was reviewed, and what has changed since: the record of a review held against the book as it is.

A digest covers what is said and not how: comments, line breaks, quotes and the order of keys change nothing. What serves only to
find a document (`tags`, `aliases`), says when it was read, or follows from other fields is no part of what was reviewed.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.cause import Cause
from mopsbook.documents.document import Document
from mopsbook.documents.records import Record
from mopsbook.documents.shelf import Shelf, Target
from mopsbook.kinds.field import Field

_APART = frozenset({"kind", "id", "aliases", "tags", "last_reviewed", "reviewed_by", "review_every"})
# What a document means that does not say it.
_USUAL: Mapping[str, str] = {"status": "active"}
# Of ten hexadecimal digits one in a million million is taken for another by chance, and nobody gains by forging one.
_LENGTH = 10


class Attested(Struct, frozen=True):
    """How a document stands to the record of its review. `record` is None if there is one that cannot be read."""

    record: Record | None
    changed: bool = False
    causes: tuple[Cause, ...] = ()


_held: WeakKeyDictionary[Shelf, Mapping[int, Attested]] = WeakKeyDictionary()


def attested(document: Document, shelf: Shelf) -> Attested | None:
    """Return how a document of a shelf stands to its record.

    None if it has none, is retired, or was reviewed by hand since: whoever writes another day into `last_reviewed` has read it
    without a record, and is believed.
    """
    if shelf not in _held:
        # Most books, and most documents of others, have no record: nothing is worked out for them.
        pairs = ((id(one), _hold(one, shelf)) for one in shelf.documents) if shelf.records else ()
        _held[shelf] = {name: held for name, held in pairs if held is not None}
    return _held[shelf].get(id(document))


def _hold(document: Document, shelf: Shelf) -> Attested | None:
    if document.data.get("status") == "retired" or shelf.get(*document.key) is not document:
        return None
    name = recorded_as(document, shelf)
    if name is None:
        return None
    record = shelf.records[name]
    if record is None:
        return Attested(None)
    if record.on != document.data.get("last_reviewed"):
        return None
    changed = record.content != digest_content(document)
    return Attested(record, changed, tuple(dict.fromkeys(_find_causes(document, record, shelf))))


def recorded_as(document: Document, shelf: Shelf) -> tuple[str, str] | None:
    """Return under which kind and id the record of a document stands, which may be an old one; None if it has none."""
    kind = document.kind.name
    names = (document.id, *document.data.get("aliases", ()))
    return next(((kind, name) for name in names if (kind, name) in shelf.records), None)


def make_record(document: Document, shelf: Shelf, on: str, by: str) -> Record:
    """Return the record of a review of what the document, and what it depends on, say on a shelf."""
    watched: dict[str, dict[str, str]] = {}
    for target, field in find_watched(document, shelf):
        for name in field.watch:
            if target.document.kind.field((*target.part, name)) is not None:
                watched.setdefault(name_of(target), {})[name] = digest_watched(target, name)
    return Record(on, by, digest_content(document), watched)


def find_watched(document: Document, shelf: Shelf) -> Iterator[tuple[Target, Field]]:
    """Yield what a document depends on in a way that its schema watches, with the field that says so."""
    if not any(field.watch for field in document.kind.references):
        return
    for reference in shelf.references_of(document):
        target = shelf.resolve(reference) if reference.field.watch and not reference.typed else None
        if target is not None and target.document is not document:
            yield target, reference.field


def name_of(target: Target, id: str = "") -> str:
    """Return what a neighbour is called in records: system/marketo-engage, object/lead#email; or by another id."""
    part = _part_of(target)
    return f"{target.document.kind.name}/{id or target.document.id}{f'#{part}' if part else ''}"


def digest_content(document: Document) -> str:
    """Return the digest of what a document says of the thing that it describes."""
    kind = document.kind
    computed = {field.name for field in kind.computed}
    said = {
        name: _said(value, kind.by_name.get(name))
        for name, value in document.data.items()
        if name not in _APART and name not in computed
    }
    return _digest({name: value for name, value in said.items() if not _is_nothing(value)})


def digest_watched(target: Target, name: str) -> str:
    """Return the digest of a field of what a reference leads to, "" if that says nothing there."""
    node = target.document.get(target.part) if target.part else target.document.data
    value = node.get(name) if isinstance(node, Mapping) else None
    if value is None and not target.part:
        value = _USUAL.get(name)
    plain = _said(value, target.document.kind.field((*target.part, name)))
    return "" if _is_nothing(plain) else _digest(plain)


def _find_causes(document: Document, record: Record, shelf: Shelf) -> Iterator[Cause]:
    for target, field in find_watched(document, shelf):
        # A neighbour that was renamed by hand is known by its old id still.
        ids = (target.document.id, *target.document.data.get("aliases", ()))
        fields = next(filter(None, (record.watched.get(name_of(target, id)) for id in ids)), {})
        for name in field.watch:
            if name in fields and fields[name] != digest_watched(target, name):
                yield _cause(target, name)


def _cause(target: Target, name: str) -> Cause:
    document = target.document
    part = document.get(target.part) if target.part else {}
    field = document.kind.field((*target.part, name))
    label = field.label if field else name
    title = str(part.get("title") or part.get("label") or _part_of(target)) if target.part else ""
    return Cause(document.kind.name, document.id, _part_of(target), document.title, title, name, label)


def _part_of(target: Target) -> str:
    if not target.part:
        return ""
    part, field = target.document.get(target.part), target.document.kind.field(target.part)
    return str(part.get(field.part_key if field else "id", ""))


def _said(value: Any, field: Field | None) -> Any:
    """Return what a field says. One name, and a list of one, mean the same where both may be written."""
    many = field is not None and field.many and isinstance(value, str)
    return _plain([value] if many else value, field)


def _plain(value: Any, field: Field | None) -> Any:
    """Return a value without what is only the way in which it is written."""
    if isinstance(value, str):
        return value if field is not None and field.verbatim else " ".join(value.split())
    if isinstance(value, Mapping):
        inner = {str(key): _said(item, (field and field.child(str(key))) or field) for key, item in value.items()}
        return {key: item for key, item in inner.items() if not _is_nothing(item)}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [item for item in (_plain(item, field) for item in value) if not _is_nothing(item)]
    return value


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_LENGTH]
