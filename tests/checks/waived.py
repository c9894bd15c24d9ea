"""More waivers for the reference book, in a file of their own: what the rules about them are tried with."""

from __future__ import annotations

from edits import Broken

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

PATH = "knowledge/late-waivers.yaml"
_FIELDS = ("id", "title", "rule", "entity", "reason", "owner", "until")


def waiver(shelf: Shelf, document: Document, rule: str, until: str, *, named: str) -> Broken:
    """Return the book with one more waiver, where a field of it must be named."""
    owner = shelf.of_kind("role")[0].id
    said = ("late", "Left as it is", rule, f"{document.kind.name}/{document.id}", "It has to wait.", owner, until)
    lines = [f"{name}: {value}" for name, value in zip(_FIELDS, said, strict=True)]
    text = "kind: waiver\nwaivers:\n  - " + "\n    ".join(lines) + "\n"
    return Broken({PATH: text}, PATH, 3 + _FIELDS.index(named))
