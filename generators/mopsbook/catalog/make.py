"""Make the catalog: measure every document, and turn every reference that leads somewhere into a link."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Link, title_of
from mopsbook.checks.completeness import Completeness, measure_all
from mopsbook.checks.finding import Finding
from mopsbook.checks.freshness import Freshness, judge_all
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf, Target
from mopsbook.kinds.field import Field


def make_catalog(shelf: Shelf, findings: Sequence[Finding] | Callable[[], Sequence[Finding]], today: date) -> Catalog:
    """Return the catalog of a shelf; `findings` may be what gives them. Of two documents with one id the first counts; the rule duplicate-id reports both."""
    known = zip(shelf.documents, measure_all(shelf, today), judge_all(shelf, today), strict=True)
    entities = [_entity(*each) for each in known]
    links = dict.fromkeys(_links(shelf))
    return Catalog(shelf, entities, list(links), findings if callable(findings) else lambda: findings, today)


def _entity(document: Document, completeness: Completeness, freshness: Freshness) -> Entity:
    line = _line_of(document) if document.base else 1
    return Entity(
        kind=document.kind,
        id=document.id,
        title=document.title,
        data=document.data,
        path=document.path,
        line=line,
        completeness=completeness,
        freshness=freshness,
    )


def _line_of(document: Document) -> int:
    return document.source.places.key(document.base).line


def _links(shelf: Shelf) -> Iterator[Link]:
    # A large book has tens of thousands of references, and a document says its key anew each time.
    counting = {id(document): document.key for document in shelf.documents if shelf.get(*document.key) is document}
    lists: dict[int, tuple[int, Field] | None] = {}
    for reference, target in shelf.references:
        source = counting.get(id(reference.document))
        if target is None or source is None:
            continue
        field = reference.field
        part, part_id = _part(reference, lists) if len(reference.pointer) > 2 else ("", "")
        to_id, to_title = _part_meant(target) if target.part else ("", "")
        key = counting.get(id(target.document)) or target.document.key
        # What `Link(...)` comes to, in a third of the time.
        said = (source, key, field.dotted, field.link, field.backlink, part, part_id, to_id, to_title)
        yield tuple.__new__(Link, said)


def _part_meant(target: Target) -> tuple[str, str]:
    """Return the id and the title of the part of a document that a reference leads to."""
    found = target.document.get(target.part)
    part = found if isinstance(found, dict) else {}
    id = str(part.get("id") or part.get("value") or "")
    return id, title_of(part, id)


def _part(reference: Reference, lists: dict[int, tuple[int, Field] | None]) -> tuple[str, str]:
    """Return the title and the id of the step, stage or value that a reference stands in.

    `lists` remembers of each field in which list of such parts it lies, and how deep that is: it is so in every document.
    """
    within = id(reference.field)
    if within not in lists:
        lists[within] = _list_of_parts(reference)
    found = lists[within]
    item = reference.document.get(reference.pointer[: found[0] + 1]) if found else None
    if found is None or not isinstance(item, dict):
        return "", ""
    part_id = str(item.get(found[1].part_key, ""))
    return title_of(item, part_id), part_id


def _list_of_parts(reference: Reference) -> tuple[int, Field] | None:
    for depth, step in enumerate(reference.pointer):
        field = reference.document.kind.field(reference.pointer[:depth]) if isinstance(step, int) else None
        if field and field.part:
            return depth, field
    return None
