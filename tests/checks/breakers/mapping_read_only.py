"""A field is read only in the one system into which it is mapped."""

from edits import Broken, Draw
from one_flow import lonely_flows, say_there

from mopsbook.checks.flows import ValueFlow
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[ValueFlow]:
    return lonely_flows(shelf)


def break_at(flow: ValueFlow, draw: Draw, shelf: Shelf) -> Broken:
    return say_there(flow, "read_only", "true")
