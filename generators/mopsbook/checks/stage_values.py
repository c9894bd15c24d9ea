"""The fields that hold the stage of a lifecycle, with the values that they may hold."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.targets import document_at, target_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf


class StageField(Struct, frozen=True):
    """A field of a system that holds the stage, and draws on a value list.

    `allowed` are the values as that system writes them, `retired` those that are gone, each with what is used instead.
    `plain` leads from what the system writes back to the value of the list. `given` are the values that the lifecycle
    writes into the system, by the number of the stage, each with its pointer.
    """

    lifecycle: Document
    system: str
    picklist: Document
    allowed: Sequence[str]
    retired: Mapping[str, str]
    plain: Mapping[str, str]
    given: Mapping[int, tuple[Pointer, str]]

    @property
    def known(self) -> set[str]:
        """Everything that the list calls a value in use: how it is written, how it is spelt elsewhere, and its label."""
        entries = [entry for entry in self.picklist.data.get("values", ()) if entry.get("status") != "retired"]
        words = {word for entry in entries for word in (entry.get("label"), *entry.get("aliases", ()))}
        return {*self.allowed, *self.plain.values(), *(word for word in words if word)}

    def value_of(self, index: int) -> tuple[Pointer, str] | None:
        """Return the value that a stage has in the system, with its pointer; None if it gives none."""
        return self.given.get(index)


_found: WeakKeyDictionary[Shelf, Sequence[StageField]] = WeakKeyDictionary()


def stage_fields(shelf: Shelf) -> Sequence[StageField]:
    """Return the fields that hold the stages of the lifecycles in use, as far as the book describes them; each once."""
    if shelf not in _found:
        found: dict[tuple[str, str, str], StageField] = {}
        for document in shelf.of_kind("lifecycle"):
            if document.data.get("status") != "retired":
                for index in range(len(document.data.get("status_fields", ()))):
                    field = _read(shelf, document, ("status_fields", index))
                    if field:
                        # Leads and contacts are two fields of one system and one list.
                        found.setdefault((document.id, field.system, field.picklist.id), field)
        _found[shelf] = tuple(found.values())
    return _found[shelf]


def _read(shelf: Shelf, document: Document, at: Pointer) -> StageField | None:
    system = _system(shelf, document, at)
    target = target_at(shelf, document, (*at, "field"))
    if not system or target is None or not target.part:
        return None
    picklist = _picklist(shelf, target.document, target.part, system)
    if picklist is None or picklist.is_spoilt(("values",)):
        return None
    allowed: list[str] = []
    retired: dict[str, str] = {}
    plain: dict[str, str] = {}
    for number, entry in enumerate(picklist.data.get("values", ())):
        written = [entry["value"]] if entry.get("value") else []
        for place, code in enumerate(entry.get("codes", ())):
            if _system(shelf, picklist, ("values", number, "codes", place)) == system:
                written = [code["value"]] if code.get("value") else written
        for value in written:
            plain[value] = entry.get("value", value)
            if entry.get("status") == "retired":
                retired[value] = entry.get("replaced_by", "")
            else:
                allowed.append(value)
    given: dict[int, tuple[Pointer, str]] = {}
    for index, stage in enumerate(document.data.get("stages", ())):
        for number, item in enumerate(stage.get("values", ())):
            here = ("stages", index, "values", number)
            if item.get("value") and _system(shelf, document, here) == system:
                given.setdefault(index, ((*here, "value"), item["value"]))
    return StageField(document, system, picklist, tuple(allowed), retired, plain, given)


def _picklist(shelf: Shelf, document: Document, field: Pointer, system: str) -> Document | None:
    """Return the list of a field in a system: the one it has there, else the one it has everywhere."""
    names = (document.get(field) or {}).get("names", ())
    for number, entry in enumerate(names):
        at = (*field, "names", number)
        if entry.get("picklist") and _system(shelf, document, at) == system:
            return document_at(shelf, document, (*at, "picklist"), "value-list")
    return document_at(shelf, document, (*field, "picklist"), "value-list")


def _system(shelf: Shelf, document: Document, at: Pointer) -> str:
    """Return the id of the system that an item names; a name that leads nowhere stands for itself."""
    system = document_at(shelf, document, (*at, "system"), "system")
    return system.id if system else document.get((*at, "system")) or ""
