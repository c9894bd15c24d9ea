"""What conditions name and the book does not have: values that are in no list, attributes that no activity has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from mopsbook.checks.known_fields import Known, field_at
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.words import did_you_mean, listed


class Unlisted(Struct, frozen=True):
    """A value that a field cannot have: which one, in which list it is not, or is retired, and what to do.

    `index` is its place among several values, -1 if it stands alone.
    """

    value: str
    list: str
    retired: bool
    hint: str
    index: int = -1


def unlisted(shelf: Shelf, document: Document, at: Pointer) -> list[Unlisted]:
    """Return the values of a condition, or of an example's field, that are not in use in any list of the field.

    `at` is where `field` and `value` stand. Only `is` names whole values; without a list, any value may be right.
    """
    item = document.get(at) or {}
    known = field_at(shelf, document, (*at, "field"))
    lists = _lists(shelf, known) if known and item.get("op", "is") == "is" else []
    if not lists:
        return []
    many = isinstance(item.get("value"), list)
    values = item["value"] if many else [item.get("value")]
    known_values = [_entries(shelf, each) for each in lists]
    found = [
        _look_up(value, lists, known_values, index if many else -1)
        for index, value in enumerate(values)
        if value is not None
    ]
    return [one for one in found if one]


def unknown_attribute(shelf: Shelf, document: Document, at: Pointer, name: str) -> list[str]:
    """Return the attributes that the activity of a condition has, if the name is none of them; [] if it is, or none is known."""
    target = shelf.target_at(document, (*at, "activity"))
    activity = target.document.get(target.part) if target and target.part else None
    names = [one["name"] for one in (activity or {}).get("attributes", ()) if one.get("name")]
    return [] if name in names else names


# The values of each list by every way to write them, in lower case: many conditions ask the same list.
_Entries = Mapping[str, Sequence[Mapping[str, Any]]]
_read: WeakKeyDictionary[Shelf, dict[str, _Entries]] = WeakKeyDictionary()


def _entries(shelf: Shelf, values: Document) -> _Entries:
    read = _read.setdefault(shelf, {})
    if values.id not in read:
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for entry in values.data.get("values", ()):
            for spelling in set(_spellings(entry)):
                found[spelling].append(entry)
        read[values.id] = dict(found)
    return read[values.id]


def _look_up(value: object, lists: list[Document], known: Sequence[_Entries], index: int) -> Unlisted | None:
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    retired = ""
    for entries in known:
        for entry in entries.get(text.strip().casefold(), ()):
            if entry.get("status") != "retired":
                return None
            retired = f"Use `{entry['replaced_by']}`." if entry.get("replaced_by") else "It is retired there."
    used = [
        one["value"] for one in lists[0].data.get("values", ()) if one.get("value") and one.get("status") != "retired"
    ]
    hint = retired or did_you_mean(text, used) or f"The list has {listed(used, last='and')}."
    return Unlisted(text, lists[0].id, bool(retired), hint, index)


def _spellings(entry: Mapping[str, Any]) -> Iterator[str]:
    names = [entry.get("value"), entry.get("label"), *entry.get("aliases", ())]
    for name in (*names, *(code.get("value") for code in entry.get("codes", ()))):
        if name:
            yield str(name).strip().casefold()


def _lists(shelf: Shelf, known: Known) -> list[Document]:
    """Return every list that a field draws on, in whichever system; none if one of them cannot be found."""
    places = [(*known.pointer, "picklist")]
    places += [(*known.pointer, "names", index, "picklist") for index in range(len(known.item.get("names", ())))]
    named = [at for at in places if known.document.get(at)]
    targets = [shelf.target_at(known.document, at) for at in named]
    found = [target.document for target in targets if target and target.document.data.get("values")]
    return found if len(found) == len(named) else []
