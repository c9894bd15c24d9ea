"""A field draws on another list in the one system into which it is mapped."""

from edits import Broken, Draw
from hypothesis import strategies as st
from one_flow import lonely_flows, say_there

from mopsbook.checks.flows import ValueFlow
from mopsbook.checks.known_fields import lists_of
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[ValueFlow]:
    with_lists = [
        flow
        for flow in lonely_flows(shelf)
        if flow.source.known and lists_of(shelf, flow.source.known, flow.source.system)
    ]
    return [flow for flow in with_lists if flow.target.known and flow.target.known.item.get("picklist")]


def break_at(flow: ValueFlow, draw: Draw, shelf: Shelf) -> Broken:
    assert flow.source.known
    values = {
        entry["value"]
        for each in lists_of(shelf, flow.source.known, flow.source.system)
        for entry in each.data["values"]
    }
    others = [
        each.id
        for each in shelf.of_kind("value-list")
        if values.isdisjoint(entry["value"] for entry in each.data["values"])
    ]
    return say_there(flow, "picklist", draw(st.sampled_from(others)))
