"""Flows: which integration brings the value of which field of which system into which other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.known_fields import Known, called, field_at, system_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf

_NOT_RUNNING = frozenset({"planned", "draft", "retired"})


class End(Struct, frozen=True, eq=False):
    """One side of a flow: the id of the system, the field as it is written, the field of the book if one is meant.

    `objects` are the records that the integration handles there, in lower case; none if it does not say.
    """

    system: str
    name: str
    known: Known | None
    objects: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other fields: the system, and the fact that it holds or its name there."""
        return (self.system, self.known.fact if self.known else self.name.casefold())

    def meets(self, other: "End") -> bool:
        """Return whether both are one field. A name that the book does not know may stand on two sorts of records."""
        if self.key != other.key:
            return False
        return bool(self.known or not self.objects or not other.objects or self.objects & other.objects)


class ValueFlow(Struct, frozen=True, eq=False):
    """A value that goes from one end to the other: which mapping says so, at which pointer of which integration.

    `back` says that it goes against the direction in which the mapping is written.
    """

    source: End
    target: End
    document: Document
    pointer: Pointer
    mapping: Mapping[str, Any]
    back: bool = False

    @property
    def into(self) -> Pointer:
        """Where the field is written that the value comes into."""
        return (*self.pointer, "source_field" if self.back else "target_field")


def flows(shelf: Shelf) -> Sequence[ValueFlow]:
    """Return what all integrations map that are not retired, in the order of their files; planned ones among them.

    Mappings that are not synchronised, and those whose integration leads to no system, are none.
    """
    if shelf not in _found:
        _found[shelf] = [flow for document in shelf.of_kind("integration") for flow in _flows_of(document, shelf)]
    return _found[shelf]


def flows_through(shelf: Shelf, integration: tuple[str, str]) -> Sequence[ValueFlow]:
    """Return what one integration maps, by its kind and id."""
    if shelf not in _by_integration:
        found: dict[tuple[str, str], list[ValueFlow]] = defaultdict(list)
        for flow in flows(shelf):
            found[flow.document.key].append(flow)
        _by_integration[shelf] = found
    return _by_integration[shelf].get(integration, ())


def runs(document: Document) -> bool:
    """Return whether an integration is in use; one that says nothing is."""
    return document.data.get("status", "active") not in _NOT_RUNNING


_found: WeakKeyDictionary[Shelf, Sequence[ValueFlow]] = WeakKeyDictionary()
_by_integration: WeakKeyDictionary[Shelf, Mapping[tuple[str, str], Sequence[ValueFlow]]] = WeakKeyDictionary()


def _flows_of(document: Document, shelf: Shelf) -> Iterator[ValueFlow]:
    source, target = (system_at(shelf, document, (side,)) for side in ("source", "target"))
    if not source or not target or document.data.get("status") == "retired":
        return
    theirs = {side: _objects(document, shelf, side) for side in ("source", "target")}
    for index, mapping in enumerate(document.data.get("field_mappings", ())):
        at: Pointer = ("field_mappings", index)
        if (
            mapping.get("sync_rule") == "do-not-sync"
            or not mapping.get("source_field")
            or not mapping.get("target_field")
        ):
            continue
        first = _end(shelf, document, (*at, "source_field"), source, theirs["source"])
        last = _end(shelf, document, (*at, "target_field"), target, theirs["target"])
        yield ValueFlow(first, last, document, at, mapping)
        if _goes_back(mapping, document):
            yield ValueFlow(last, first, document, at, mapping, back=True)


def _goes_back(mapping: Mapping[str, Any], document: Document) -> bool:
    said = mapping.get("direction")
    if said is None and mapping.get("sync_rule") != "always-source":
        said = document.data.get("direction")
    return said == "two-way"


def _end(shelf: Shelf, document: Document, pointer: Pointer, system: str, objects: frozenset[str]) -> End:
    name = document.get(pointer)
    return End(system, name, field_at(shelf, document, pointer) or called(shelf, system, name, objects), objects)


def _objects(document: Document, shelf: Shelf, side: str) -> frozenset[str]:
    """Return the records that an integration handles on one side, by every name that they go by."""
    names: set[str] = set()
    for index, item in enumerate(document.data.get("objects", ())):
        # What is only read flows the other way round, and its sides are told in words.
        for key in (f"{side}_object",) if item.get("operations") != ["read"] else ("source_object", "target_object"):
            target = shelf.target_at(document, ("objects", index, key))
            if target:
                kept = (entry.get("name", "") for entry in target.document.data.get("names", ()))
                names |= {target.document.id, target.document.title, *kept}
            elif isinstance(item.get(key), str):
                names |= set(item[key].split(","))
    return frozenset(name.strip().casefold() for name in names if name.strip())
