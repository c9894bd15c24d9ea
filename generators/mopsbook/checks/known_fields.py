"""The fields that the objects of a book describe: found by their names, in each system that keeps them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.stages import follow
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf


class Known(Struct, frozen=True, eq=False):
    """A field that an object describes: where it stands, and what is said of it.

    `names` are its entries under `names`, by the id of the system; a system that splits the object has several. `fact` is
    the name of the first of all the fields that hold the same fact (`same_as`), mostly its own.
    """

    document: Document
    pointer: Pointer
    item: Mapping[str, Any]
    names: Mapping[str, Sequence[Mapping[str, Any]]]
    fact: str

    @property
    def name(self) -> str:
        """Its name as references write it: `lead#email`."""
        return f"{self.document.id}#{self.item['id']}"

    @property
    def is_gone(self) -> bool:
        """Whether it, or its whole object, is retired."""
        return "retired" in (self.item.get("status"), self.document.data.get("status"))

    @property
    def has_loose_names(self) -> bool:
        """Whether it has names in a system that nobody describes: then nobody can say where it is not kept."""
        return sum(map(len, self.names.values())) < len(self.item.get("names", ()))

    def objects(self, system: str) -> set[str]:
        """Return the names of its object in a system, and what it is called here, in lower case."""
        data = self.document.data
        here = [self.document.id, self.document.title, *(entry.get("object") for entry in self.names.get(system, ()))]
        return {
            str(name).casefold() for name in (*here, *(entry.get("name") for entry in data.get("names", ()))) if name
        }

    def there(self, system: str, fact: str) -> list[Any]:
        """Return what is said of it in a system (type, length, picklist), once for each name; what holds everywhere, else."""
        usual = self.item.get(fact)
        found = [entry.get(fact, usual) for entry in self.names.get(system, ())] or [usual]
        return [value for value in found if value is not None]


def known_fields(shelf: Shelf) -> Mapping[str, Known]:
    """Return the fields that the objects of a book describe, by their names (`lead#email`), in their order."""
    return _dictionary(shelf).fields


def called(shelf: Shelf, system: str, api_name: str, objects: Collection[str] = ()) -> Known | None:
    """Return the field that is called so in a system; None if none is, or if it cannot be told which.

    `objects` are the records that are meant, in lower case, if that is known. Of several fields that hold the same fact it
    is the first.
    """
    found = _dictionary(shelf).called.get((system, api_name.casefold()), ())
    if len(found) > 1 and objects:
        found = [known for known in found if known.objects(system) & set(objects)]
    return found[0] if len({known.fact for known in found}) == 1 else None


def system_at(shelf: Shelf, document: Document, pointer: Pointer) -> str:
    """Return the id of the system that a pointer leads to; "" if it leads to none."""
    target = shelf.target_at(document, pointer)
    return target.document.id if target and target.document.kind.name == "system" else ""


def field_at(shelf: Shelf, document: Document, pointer: Pointer) -> Known | None:
    """Return the field of an object that a pointer leads to, or None."""
    target = shelf.target_at(document, pointer)
    item = target.document.get(target.part) if target and target.part[:1] == ("fields",) else None
    return known_fields(shelf).get(f"{target.document.id}#{item.get('id')}") if target and item else None


class _Dictionary(Struct, frozen=True):
    fields: Mapping[str, Known]
    called: Mapping[tuple[str, str], Sequence[Known]]


# Every rule about fields asks.
_read: WeakKeyDictionary[Shelf, _Dictionary] = WeakKeyDictionary()


def _dictionary(shelf: Shelf) -> _Dictionary:
    if shelf not in _read:
        facts = _facts(shelf)
        found = (known for document in shelf.of_kind("object") for known in _fields_of(document, shelf, facts))
        fields = {known.name: known for known in found}
        by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for known in fields.values():
            for system, entries in known.names.items():
                for api_name in {str(entry.get("api_name", "")).casefold() for entry in entries}:
                    by_name[system, api_name].append(known)
        _read[shelf] = _Dictionary(fields, by_name)
    return _read[shelf]


def _facts(shelf: Shelf) -> Mapping[str, str]:
    """Return the first of all fields that hold the same fact, for each field that says so or of which it is said."""
    same: dict[str, list[str]] = defaultdict(list)
    for document in shelf.of_kind("object"):
        for index, item in enumerate(document.data.get("fields", ())):
            for place in range(len(item.get("same_as", ()))):
                target = shelf.target_at(document, ("fields", index, "same_as", place))
                if target and item.get("id"):
                    one = f"{document.id}#{item['id']}"
                    other = f"{target.document.id}#{target.document.get((*target.part, 'id'))}"
                    same[one].append(other)
                    same[other].append(one)
    groups = {name: follow(same, [name]) for name in same}
    return {name: min(group) for name, group in groups.items()}


def _fields_of(document: Document, shelf: Shelf, facts: Mapping[str, str]) -> Iterator[Known]:
    for index, item in enumerate(document.data.get("fields", ())):
        if item.get("id"):
            at: Pointer = ("fields", index)
            names: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
            for place, entry in enumerate(item.get("names", ())):
                system = system_at(shelf, document, (*at, "names", place, "system"))
                if system:
                    names[system].append(entry)
            name = f"{document.id}#{item['id']}"
            yield Known(document, at, item, names, facts.get(name, name))


def record_of(shelf: Shelf, known: Known) -> str:
    """Return the id of the system whose value counts: that of the field, else that of its object; "" if neither says."""
    at = (*known.pointer, "system_of_record")
    # A name that leads nowhere is no silence.
    if known.document.get(at) or known.document.is_spoilt(at):
        return system_at(shelf, known.document, at)
    return system_at(shelf, known.document, ("system_of_record",))


def lists_of(shelf: Shelf, known: Known, system: str) -> list[Document]:
    """Return the value lists that a field draws on in a system; one, unless the system splits the object."""
    found: dict[str, Document] = {}
    for index, entry in enumerate(known.item.get("names", ())):
        at = (*known.pointer, "names", index)
        if system_at(shelf, known.document, (*at, "system")) == system:
            here = (*at, "picklist") if entry.get("picklist") else (*known.pointer, "picklist")
            target = shelf.target_at(known.document, here)
            if target and target.document.kind.name == "value-list":
                found[target.document.id] = target.document
    return list(found.values())
