"""What may be chosen in a cell: the allowed values, or the ids that a reference may name."""

from mopsbook.documents.shelf import Shelf
from mopsbook.imports.normalise import as_text
from mopsbook.sheets.columns import Column


def find_choices(column: Column, shelf: Shelf) -> list[str]:
    """Return the choices of a cell that holds one value; none where anything may stand, or a part of something."""
    field = column.field
    if column.holds != "text":
        return []
    if field.values:
        return [as_text(value) for value in field.values]
    if not field.refs or "any" in field.refs or any("." in ref for ref in field.refs):
        return []
    return sorted({document.id for ref in field.refs for document in shelf.of_kind(ref)})
