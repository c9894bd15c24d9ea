"""A mapping into a smaller field no longer says what is done with what does not fit."""

from edits import Broken, Draw, change, take_out

from mopsbook.checks.field_types import lost
from mopsbook.checks.flows import ValueFlow, flows
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[ValueFlow]:
    return [flow for flow in flows(shelf) if "transform" in flow.mapping and not flow.back and is_smaller(flow)]


def is_smaller(flow: ValueFlow) -> bool:
    one, other, here, there = flow.source.known, flow.target.known, flow.source.system, flow.target.system
    if not one or not other:
        return False
    lengths, rooms = one.there(here, "length"), other.there(there, "length")
    types = [(held, holds) for held in one.there(here, "type") for holds in other.there(there, "type")]
    return bool(lengths and rooms and min(rooms) < max(lengths)) or any(lost(holds, held) for held, holds in types)


def break_at(flow: ValueFlow, draw: Draw, shelf: Shelf) -> Broken:
    edit = take_out(flow.document, (*flow.pointer, "transform"))
    return change(flow.document, edit, named=flow.into)
