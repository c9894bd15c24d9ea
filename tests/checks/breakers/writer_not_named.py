"""A field no longer names an integration among its writers that brings another field into it."""

from collections import Counter

from edits import Broken, Draw, change, take_out, value_line

from mopsbook.checks.flows import ValueFlow, flows, runs
from mopsbook.checks.known_fields import Known
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[tuple[ValueFlow, Known, int]]:
    into = [(flow, flow.target.known) for flow in flows(shelf) if flow.target.known and runs(flow.document)]
    often = Counter((flow.document.id, known.name) for flow, known in into)
    found = []
    for flow, known in into:
        copies = flow.source.known and flow.source.known.fact == known.fact
        if flow.back or copies or often[flow.document.id, known.name] > 1:
            continue
        writers = known.item.get("written_by", ())
        named = [
            index
            for index, writer in enumerate(writers)
            if writer.get("through", flow.document.id) == flow.document.id
            and (writer.get("through") or writer.get("system") == flow.source.system)
        ]
        if len(named) == 1 and len(writers) > 1 and known.name not in known.document.data.get("key_fields", ()):
            found.append((flow, known, named[0]))
    return found


def break_at(spot: tuple[ValueFlow, Known, int], draw: Draw, shelf: Shelf) -> Broken:
    flow, known, index = spot
    at = (*known.pointer, "written_by")
    broken = change(known.document, take_out(known.document, (*at, index)), named=at, on_key=True)
    return broken.and_named(flow.document.path, value_line(flow.document, flow.into))
