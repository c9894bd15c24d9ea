"""A field is of another type in the one system into which it is mapped."""

from edits import Broken, Draw
from hypothesis import strategies as st
from one_flow import lonely_flows, say_there

from mopsbook.checks.field_types import can_hold
from mopsbook.checks.flows import ValueFlow
from mopsbook.documents.shelf import Shelf

TYPES = ("boolean", "date", "integer")


def spots(shelf: Shelf) -> list[tuple[ValueFlow, list[str]]]:
    found = []
    for flow in lonely_flows(shelf):
        held = flow.source.known.there(flow.source.system, "type") if flow.source.known else []
        wrong = [type for type in TYPES if held and not any(can_hold(type, one) for one in held)]
        found += [(flow, wrong)] if wrong else []
    return found


def break_at(spot: tuple[ValueFlow, list[str]], draw: Draw, shelf: Shelf) -> Broken:
    flow, wrong = spot
    return say_there(flow, "type", draw(st.sampled_from(wrong)))
