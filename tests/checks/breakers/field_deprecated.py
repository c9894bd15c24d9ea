"""A field that integrations map is on its way out, and nothing takes its place."""

from edits import Broken, Draw, Spot, change, put_into

from mopsbook.checks.flows import flows, runs
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Spot]:
    ends = [end.known for flow in flows(shelf) if runs(flow.document) for end in (flow.source, flow.target)]
    mapped = {known.name: known for known in ends if known and "status" not in known.item}
    return [(known.document, known.pointer) for _, known in sorted(mapped.items())]


def break_at(spot: Spot, draw: Draw, shelf: Shelf) -> Broken:
    document, at = spot
    return change(document, put_into(document, at, "status: deprecated"), named=(*at, "status"))
