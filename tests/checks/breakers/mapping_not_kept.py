"""A mapping takes a value from a field that its system does not keep."""

from edits import Broken, Draw, set_value

from mopsbook.checks.flows import ValueFlow, flows
from mopsbook.checks.known_fields import Known, known_fields
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[ValueFlow, Known]]:
    return [
        (flow, known)
        for flow in flows(shelf)
        if flow.source.known and flow.target.known and not flow.back and flow.document.data.get("personal_data")
        if is_writer(flow, flow.target.known) and not flow.target.known.item.get("consent")
        for known in known_fields(shelf).values()
        if known.names and flow.source.system not in known.names and not known.has_loose_names and not known.is_gone
        if is_like(known, flow.source.known) and not known.item.get("consent")
    ]


def is_writer(flow: ValueFlow, known: Known) -> bool:
    return any(writer.get("through") == flow.document.id for writer in known.item.get("written_by", ()))


def is_like(one: Known, other: Known) -> bool:
    """Whether one field fits wherever the other does."""
    return all(one.item.get(fact) == other.item.get(fact) for fact in ("type", "picklist", "length"))


def break_at(spot: tuple[ValueFlow, Known], draw: Draw, shelf: Shelf) -> Broken:
    flow, known = spot
    return set_value(flow.document, (*flow.pointer, "source_field"), f'"{known.name}"')
