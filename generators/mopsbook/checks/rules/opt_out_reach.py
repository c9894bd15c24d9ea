"""An opt-out does not reach a system that sends.

What: A system that sends messages (`sends`) must hear of every opt-out that holds for them: every field of an object with
`consent: opt-out` whose `channels_covered` names the message or names none. It hears of one if a chain of integrations
in use leads to it from the field's system of record, each of which maps the field or says `carries_opt_out: true`. The
other way round, an opt-out given in a system (`written_by` of the field, `capture_points` of a policy) must reach the
system of record. A message that no opt-out holds for is a finding, too. A book that describes no opt-out field is let be, and
so is one with a file that cannot be read: the way may stand there. An integration with an end that leads nowhere, or to a
system that is retired, may be any way.

Why: Somebody who said no and is written to again complains, and the law is on their side: the GDPR, CAN-SPAM and CASL
know no excuse of the kind "that was the other system". It is nearly always a system at the edge: gifts, surveys, sales
sequences, audiences for adverts.

Mend: Map the field in the integration, or let the integration keep such people back and say `carries_opt_out: true`.
If the system writes to nobody outside, take the message out of `sends`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import runs
from mopsbook.checks.known_fields import Known, record_of, system_at
from mopsbook.checks.opt_outs import find_captures, find_hops, find_opt_outs, holds_for, next_systems
from mopsbook.checks.stages import follow
from mopsbook.checks.targets import document_at, is_retired
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Systems, integrations, policies and objects are asked."""
    return kind.name in ("system", "integration", "policy", "object")


_IN_USE = frozenset({"active", "deprecated"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each message that nobody can opt out of, each system no opt-out reaches, each opt-out that stays where it is."""
    if shelf.is_partial:
        return
    outs = find_opt_outs(shelf)
    loose = _loose_ways(shelf)
    ways = {known.fact: _join(next_systems(find_hops(shelf, known)), loose) for known in outs}
    heard = {known.fact: follow(ways[known.fact], [record_of(shelf, known)]) for known in outs}
    for document in shelf.of_kind("system"):
        if outs and document.data.get("status", "active") in _IN_USE:
            yield from _unheard(document, outs, heard, shelf)
    for known in outs:
        record = record_of(shelf, known)
        for asked, pointer in find_captures(shelf, known):
            system = system_at(shelf, asked, pointer)
            gone = any(is_retired(shelf.get("system", name)) for name in (record, system))
            if record and system and not gone and record not in follow(ways[known.fact], [system]):
                message = (
                    f"an opt-out given in `{system}` does not reach `{record}`, the system of record of `{known.name}`"
                )
                hint = f"Map the field in an integration towards `{record}`, or say `carries_opt_out: true` there."
                yield Complaint(asked, pointer, message, hint)


def _loose_ways(shelf: Shelf) -> Mapping[str, Sequence[str]]:
    """Return the ways that integrations may be of which an end is not known; of that end another rule speaks."""
    ways: dict[str, list[str]] = defaultdict(list)
    for document in shelf.of_kind("integration"):
        ends = [_may_be(shelf, document, side) for side in ("source", "target")]
        if runs(document) and any(len(systems) != 1 for systems in ends):
            for system in ends[0]:
                ways[system] += ends[1]
    return ways


def _may_be(shelf: Shelf, document: Document, side: str) -> list[str]:
    system = document_at(shelf, document, (side,), "system")
    return [each.id for each in shelf.of_kind("system")] if system is None or is_retired(system) else [system.id]


def _join(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in one.keys() | other.keys()} if other else one


def _unheard(document: Document, outs: list[Known], heard: Mapping[str, set[str]], shelf: Shelf) -> Iterator[Complaint]:
    sends = [message for message in document.data.get("sends", ()) if message]
    for index, message in enumerate(document.data.get("sends", ())):
        if message and not any(holds_for(known, message) for known in outs):
            hint = "Add a field with `consent: opt-out` that holds for it, or extend `channels_covered` of one."
            yield Complaint(document, ("sends", index), f"nobody can opt out of `{message}`", hint)
    for known in outs:
        record = record_of(shelf, known)
        if record and any(holds_for(known, message) for message in sends) and document.id not in heard[known.fact]:
            known_in = listed(sorted(heard[known.fact]), 6, "and")
            message = f"`{known.name}` does not reach it: the opt-out is known in {known_in}"
            hint = "Map the field in an integration from there, or say `carries_opt_out: true` in one that keeps such people back."
            yield Complaint(document, ("sends",), message, hint)
