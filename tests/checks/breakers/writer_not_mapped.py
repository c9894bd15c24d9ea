"""A field is said to be written through an integration that maps other fields."""

from edits import Broken, Draw, change, in_use, put_item

from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import Known, known_fields
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[Known, Document]]:
    written = {(flow.document.id, flow.target.known.fact) for flow in flows(shelf) if flow.target.known}
    integrations = [each for each in in_use(shelf, "integration") if each.data.get("field_mappings")]
    return [
        (known, integration)
        for known in known_fields(shelf).values()
        if known.item.get("written_by") and known.item.get("conflict_rule") and not known.is_gone
        # Who may say no is a matter of its own.
        if not known.item.get("consent")
        for integration in integrations
        if (integration.id, known.fact) not in written
    ]


def break_at(spot: tuple[Known, Document], draw: Draw, shelf: Shelf) -> Broken:
    known, integration = spot
    at = (*known.pointer, "written_by", 0)
    writer = f"{{by: integration, system: {integration.data['source']}, through: {integration.id}}}"
    return change(known.document, put_item(known.document, at, writer), named=(*at, "through"))
