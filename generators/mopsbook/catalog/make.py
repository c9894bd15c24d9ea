"""Make the catalog: measure every document, and turn every reference that leads somewhere into a link."""

from collections.abc import Callable, Sequence
from datetime import date

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity, Link, title_of
from mopsbook.checks.completeness import Completeness, measure_all
from mopsbook.checks.finding import Finding
from mopsbook.checks.freshness import Freshness, judge_all
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Reference, Shelf, Target


def make_catalog(shelf: Shelf, findings: Sequence[Finding] | Callable[[], Sequence[Finding]], today: date) -> Catalog:
    """Return the catalog of a shelf; `findings` may be what gives them. Of two documents with one id the first counts; the rule duplicate-id reports both."""
    known = zip(shelf.documents, measure_all(shelf, today), judge_all(shelf, today), strict=True)
    entities = [_entity(*each) for each in known]
    counting = {id(document) for document in shelf.documents if shelf.get(*document.key) is document}
    links = [
        _link(reference, target)
        for reference, target in shelf.references
        if target is not None and id(reference.document) in counting
    ]
    return Catalog(
        shelf, entities, list(dict.fromkeys(links)), findings if callable(findings) else lambda: findings, today
    )


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


def _link(reference: Reference, target: Target) -> Link:
    part, part_id = _part(reference)
    found = target.document.get(target.part) if target.part else None
    to_part = found if isinstance(found, dict) else {}
    to_id = str(to_part.get("id") or to_part.get("value") or "")
    return Link(
        source=reference.document.key,
        target=target.document.key,
        field=reference.field.dotted,
        words=reference.field.link,
        back=reference.field.backlink,
        part=part,
        part_id=part_id,
        to_part=to_id,
        to_title=title_of(to_part, to_id),
    )


def _part(reference: Reference) -> tuple[str, str]:
    """Return the title and the id of the step, stage or value that a reference stands in."""
    if len(reference.pointer) < 3:
        return "", ""
    for depth in range(1, len(reference.pointer)):
        if isinstance(reference.pointer[depth], int):
            field = reference.document.kind.field(reference.pointer[:depth])
            item = reference.document.get(reference.pointer[: depth + 1])
            if field and field.part and isinstance(item, dict):
                id = str(item.get(field.part_key, ""))
                return title_of(item, id), id
    return "", ""
