"""Opt-outs: which fields say that somebody wants no messages, where people say it, and how it gets from system to system."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mopsbook.checks.flows import flows, runs
from mopsbook.checks.known_fields import Known, field_at, known_fields, system_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf


class Hop(NamedTuple):
    """A value that an integration in use brings from one system to another; systems by their ids."""

    source: str
    target: str
    document: Document


def find_opt_outs(shelf: Shelf) -> list[Known]:
    """Return the fields in use that hold an opt-out; of those that hold the same fact, the first."""
    fields = [known for known in known_fields(shelf).values() if known.item.get("consent") == "opt-out"]
    fields = [known for known in fields if not known.is_gone and known.item.get("status") != "planned"]
    return list({known.fact: known for known in reversed(fields)}.values())[::-1]


def holds_for(known: Known, message: str) -> bool:
    """Return whether an opt-out holds for a sort of message; one that names none holds for all."""
    covered = known.item.get("channels_covered")
    return not covered or message in covered


def find_hops(shelf: Shelf, known: Known) -> Iterator[Hop]:
    """Yield how a field gets from system to system; an opt-out also where an integration keeps such people back."""
    for flow in flows(shelf):
        facts = [end.known.fact for end in (flow.source, flow.target) if end.known]
        if known.fact in facts and runs(flow.document):
            yield Hop(flow.source.system, flow.target.system, flow.document)
    if known.item.get("consent") != "opt-out":
        return
    for document in shelf.of_kind("integration"):
        if document.data.get("carries_opt_out") and runs(document):
            source, target = (system_at(shelf, document, (side,)) for side in ("source", "target"))
            yield Hop(source, target, document)
            if document.data.get("direction") == "two-way":
                yield Hop(target, source, document)


def next_systems(hops: Iterable[Hop]) -> Mapping[str, list[str]]:
    """Return the systems to which a value goes on from each system."""
    ways: dict[str, list[str]] = defaultdict(list)
    for hop in hops:
        ways[hop.source].append(hop.target)
    return ways


def find_captures(shelf: Shelf, known: Known) -> Iterator[tuple[Document, Pointer]]:
    """Yield where it stands in which systems a value is given: by writers of the field, and by capture points of policies."""
    for other in known_fields(shelf).values():
        if other.fact == known.fact:
            for index in range(len(other.item.get("written_by", ()))):
                yield other.document, (*other.pointer, "written_by", index, "system")
    for policy in shelf.of_kind("policy"):
        if policy.data.get("status") != "retired":
            for index, point in enumerate(policy.data.get("capture_points", ())):
                at: Pointer = ("capture_points", index)
                fields = [field_at(shelf, policy, (*at, "writes", n)) for n in range(len(point.get("writes", ())))]
                if any(field and field.fact == known.fact for field in fields):
                    yield policy, (*at, "system")
