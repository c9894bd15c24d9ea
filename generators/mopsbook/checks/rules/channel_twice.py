"""Two channels are one and the same in the systems.

What: In every system in which both have a name under `names`, two channels in use have the same name, without regard to
capitals. That one system knows several channels by one name is allowed, as long as another system tells them apart.

Why: Each page has its own statuses for what is one list of statuses in the system, so at least one of them is wrong.

Mend: Merge the two, and keep the other name as an alias. If they are two, give the right name in the system that tells them
apart.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import document_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Channels are asked."""
    return kind.name == "channel"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each channel that bears the names of an earlier one."""
    earlier: dict[tuple[str, str], list[tuple[Document, dict[str, str]]]] = {}
    for document in shelf.of_kind("channel"):
        if document.data.get("status") in ("retired", "planned") or document.is_spoilt(("names",)):
            continue
        names: dict[str, str] = {}
        for index, item in enumerate(document.data.get("names", ())):
            system = document_at(shelf, document, ("names", index, "system"), "system")
            if system and item.get("name"):
                names[system.id] = " ".join(item["name"].casefold().split())
        twins = [twin for pair in names.items() for twin in earlier.get(pair, ())]
        for twin, theirs in twins:
            shared = names.keys() & theirs.keys()
            if all(names[system] == theirs[system] for system in shared):
                message = f"it is called like the channel `{twin.id}` in every system that both name"
                yield Complaint(document, ("names",), message, "Merge the two, or mend the names.", on_key=True)
                break
        for pair in names.items():
            earlier.setdefault(pair, []).append((document, names))
