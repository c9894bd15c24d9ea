"""Aims: how complete a document must be, by its kind and by its tier."""

from collections.abc import Mapping

from mopsbook.checks.tiers import tier_of
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def target_of(document: Document, shelf: Shelf) -> int:
    """Return the score that a document must reach, 0 if nothing is asked of it.

    `policy.completeness` says it: the number of its kind (`kinds`), or of its tier within the kind; else the one of its
    tier (`targets`); else `minimum`. Nothing is asked of what is retired.
    """
    policy = shelf.policy("completeness")
    if not policy or document.data.get("status") == "retired":
        return 0
    own: int | Mapping[str, int] | None = policy.get("kinds", {}).get(document.kind.name)
    if isinstance(own, int):
        return own
    targets: Mapping[str, int] = policy.get("targets", {}) | (own or {})
    # Tiers are worked out only for a book that asks by them.
    level = f"tier_{tier_of(document, shelf).level}" if targets else ""
    usual: int = policy.get("minimum", 0)
    return targets.get(level, usual)
