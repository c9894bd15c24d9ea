"""Flows into fields that nothing else flows into or out of, and what an object says of such a field in that system.

If it says something wrong there, one mapping is wrong and no other.
"""

from collections import Counter

from edits import Broken, change, say, value_line

from mopsbook.checks.flows import ValueFlow, flows
from mopsbook.checks.known_fields import Known
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Shelf


def lonely_flows(shelf: Shelf) -> list[ValueFlow]:
    """Flows between two known fields without a transform, where no other one has to do with the target."""
    ends = Counter(end.key for flow in flows(shelf) for end in (flow.source, flow.target))
    return [
        flow
        for flow in flows(shelf)
        if flow.source.known and flow.target.known and "transform" not in flow.mapping
        if ends[flow.target.key] == 1 and len(flow.target.known.names.get(flow.target.system, ())) == 1
    ]


def said_there(flow: ValueFlow) -> tuple[Known, Pointer]:
    """The field that a flow leads into, and where its object says what it is called in that system."""
    known = flow.target.known
    assert known
    index = next(n for n, entry in enumerate(known.item["names"]) if entry["system"] == flow.target.system)
    return known, (*known.pointer, "names", index)


def say_there(flow: ValueFlow, key: str, value: str) -> Broken:
    """Say something of the field in the system that a flow leads to; the mapping must be named then."""
    known, at = said_there(flow)
    broken = change(known.document, say(known.document, (*at, key), value), named=(*at, key))
    return broken.and_named(flow.document.path, value_line(flow.document, flow.into))
