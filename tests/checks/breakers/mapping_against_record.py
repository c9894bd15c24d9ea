"""A mapping brings a copy into the system of record, always and one way."""

from edits import Broken, Draw, change, say

from mopsbook.checks.flows import ValueFlow, flows
from mopsbook.checks.known_fields import record_of
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[ValueFlow]:
    return [
        flow
        for flow in flows(shelf)
        if not flow.back and flow.source.known and flow.target.known and not flow.target.known.item.get("consent")
        if flow.source.known.fact == flow.target.known.fact
        and flow.source.system != flow.target.system == record_of(shelf, flow.target.known)
    ]


def break_at(flow: ValueFlow, draw: Draw, shelf: Shelf) -> Broken:
    document, at = flow.document, flow.pointer
    rule, way = say(document, (*at, "sync_rule"), "always-source"), say(document, (*at, "direction"), "one-way")
    return change(document, rule, way, named=(*at, "sync_rule"))
