"""What is to be read again, as a table for the terminal and as JSON."""

from typing import Any

from msgspec import to_builtins

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.to_review import LABELS, ToReview, say_why
from mopsbook.terminal.screen import Screen
from mopsbook.terminal.table import table

HEADS = ("What", "State", "Depend on it", "Why", "Where")


def show_due(due: ToReview, catalog: Catalog, screen: Screen) -> str:
    """Return a row for each document, in the columns of HEADS."""
    rows = [
        [
            "/".join(entity.key),
            LABELS[entity.freshness.state],
            str(catalog.tier_of(entity).direct),
            "; ".join(say_why(entity)),
            f"{entity.path}:{entity.line}",
        ]
        for entity in due.entities
    ]
    return table(HEADS, rows, screen)


def due_as_json(due: ToReview, catalog: Catalog) -> dict[str, Any]:
    """Return the documented shape: see docs/still-true.md."""
    items = [
        {
            "kind": entity.kind.name,
            "id": entity.id,
            "title": entity.title,
            "path": entity.path,
            "line": entity.line,
            "state": entity.freshness.state,
            "reviewed": entity.freshness.reviewed.isoformat() if entity.freshness.reviewed else None,
            "due": entity.freshness.due.isoformat() if entity.freshness.due else None,
            "changed": entity.freshness.changed,
            "because": [{**to_builtins(cause), "sentence": cause.sentence} for cause in entity.freshness.causes],
            "why": list(say_why(entity)),
            "dependents": catalog.tier_of(entity).direct,
        }
        for entity in due.entities
    ]
    return {"version": 1, "count": len(items), "items": items}
