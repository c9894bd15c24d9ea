"""An object describes two fields that cannot be told apart.

What: Two fields of an object have the same label, or the same API name in one system and object there. Capitals and
blanks do not count. Retired fields are left out.

Why: People fill in the one and report on the other. Real portals have one or two such pairs in each object, and each
began with an import that made a field that was there already.

Mend: Merge the two, or give the label of each a word more that says what makes it different.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import Known, known_fields
from mopsbook.documents.document import Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each label and each API name that an earlier field of the object bears already."""
    labels: dict[tuple[str, str], str] = {}
    names: dict[tuple[str, str, str, str], str] = {}
    for known in known_fields(shelf).values():
        if known.is_gone or known.item.get("status") == "deprecated":
            continue
        id, owner = known.item["id"], known.document.id
        title = " ".join(str(known.item.get("title", "")).casefold().split())
        first = labels.setdefault((owner, title), id) if title else id
        if first != id:
            hint = "Merge the two, or say in the label what makes this one different."
            yield Complaint(known.document, (*known.pointer, "title"), f"field `{first}` has the same label", hint)
        for at, entry in _names(known):
            place = (owner, str(entry[0]), str(entry[1]).casefold(), str(entry[2]).casefold())
            other = names.setdefault(place, id)
            if other != id:
                message = f"field `{other}` is called `{entry[2]}` in `{entry[0]}` as well"
                yield Complaint(known.document, at, message, "One of the two names is wrong, or the two are one field.")


def _names(known: Known) -> Iterator[tuple[Pointer, tuple[str, str, str]]]:
    for index, entry in enumerate(known.item.get("names", ())):
        if entry.get("system") and entry.get("api_name"):
            at = (*known.pointer, "names", index, "api_name")
            yield at, (entry["system"], entry.get("object", ""), entry["api_name"])
