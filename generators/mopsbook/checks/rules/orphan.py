"""Nothing has to do with this.

What: A system that no integration, process, lifecycle, convention or role mentions, and that mentions nothing but its
owners. Whether a kind asks for this is in its schema.

Why: Either its place in the machinery was not written down, or it has none, and it costs money.

Mend: Write the integration or the process that it belongs to. If it has none, this may be the first candidate to
retire.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.targets import some_lead_nowhere
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import a

SEVERITY = "info"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Whether a kind is asked is in its schema."""
    return kind.orphan


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each document that nothing but its owners is connected with."""
    kinds = {kind.name for kind in shelf.kinds.values() if asks(kind)}
    # What could not be read may be what is connected, and so may be a name that leads nowhere.
    if not kinds or shelf.is_partial or any(some_lead_nowhere(shelf, kind) for kind in kinds):
        return
    # Each document once: a large book has tens of thousands of references among a few thousand documents.
    connecting: dict[int, Document] = {}
    for reference, target in shelf.references:
        if target is None or target.document is reference.document:
            continue
        # Teams and roles answer for everything: to be owned is not yet to be used.
        if reference.document.kind.name not in ("team", "book") and target.document.kind.name not in ("team", "role"):
            connecting[id(reference.document)] = reference.document
            connecting[id(target.document)] = target.document
    connected = {document.key for document in connecting.values()}
    for document in shelf.documents:
        if (
            document.kind.name in kinds
            and document.key not in connected
            and document.data.get("status") not in ("retired", "planned")
        ):
            noun = a(document.kind.label.lower())
            hint = f"Write the integration or process that uses it, or ask whether {noun} like this is still needed."
            yield Complaint(document, (), "nothing refers to it, and it refers to nothing but its owners", hint)
