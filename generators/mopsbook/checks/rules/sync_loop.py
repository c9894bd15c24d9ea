"""A value comes back to where it started, through other integrations, and no rule ends the round.

What: Following the mappings of integrations in use, a field of a system leads through other fields back to itself, by
another mapping than the one it left by. The round is ended by a `conflict_rule` of one of its mappings or of the field,
or by an `update_rule` by which the first value stays.

Why: Each system takes the echo of its own change for somebody else's. Records are updated all night, the API limit is
spent by the morning, and an old value that was late on the way wins over a new one.

Mend: Decide which way the value goes and take out the mapping against it, or write down the `conflict_rule` that ends
the round. "Only true travels" is one.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import ValueFlow, flows, runs
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


_SETTLED = frozenset({"write-once", "only-if-empty"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each round once, at the first of its mappings."""
    moving = [flow for flow in flows(shelf) if runs(flow.document) and not _settled(flow)]
    leaving: dict[tuple[str, str], list[ValueFlow]] = {}
    for flow in moving:
        leaving.setdefault(flow.source.key, []).append(flow)
    seen: set[frozenset[tuple[str, str]]] = set()
    for flow in moving:
        way = _way_back(flow, leaving)
        places = frozenset(step.source.key for step in way)
        if way and places not in seen:
            seen.add(places)
            systems = " → ".join(f"`{step.source.system}`" for step in way)
            through = ", ".join(f"`{name}`" for name in dict.fromkeys(step.document.id for step in way[1:]))
            message = f"what it writes comes back: {systems} → `{flow.source.system}`, through {through}"
            hint = "Take out the mapping against the stream, or say in `conflict_rule` what ends the round."
            yield Complaint(flow.document, flow.into, message, hint)


def _way_back(start: ValueFlow, leaving: Mapping[tuple[str, str], Sequence[ValueFlow]]) -> list[ValueFlow]:
    """Return the shortest way from a flow back to its source, the flow first, without its own mapping; [] if none."""
    came: dict[tuple[str, str], ValueFlow] = {start.target.key: start}
    waiting = deque([start])
    while waiting:
        last = waiting.popleft()
        for flow in leaving.get(last.target.key, ()):
            if flow.mapping is start.mapping or not last.target.meets(flow.source):
                continue
            if flow.target.meets(start.source):
                way = [flow, last]
                while way[-1] is not start:
                    way.append(came[way[-1].source.key])
                return way[::-1]
            if flow.target.key not in came:
                came[flow.target.key] = flow
                waiting.append(flow)
    return []


def _settled(flow: ValueFlow) -> bool:
    rules = [flow.mapping.get("conflict_rule")]
    for known in (flow.source.known, flow.target.known):
        if known:
            rules += [known.item.get("conflict_rule"), known.item.get("update_rule") in _SETTLED]
    return any(rules)
