"""Two metrics bear one name.

What: The title of a metric is the title or another name of a second one, without regard to capitals, spaces and hyphens.
That two have the same alias is for the rule `duplicate-id` to say, and so is an alias that is the id of another one. Retired
metrics are left alone.

Why: Two people bring two numbers for "MQL conversion", both right by their own definition, and the meeting is about which
one counts.

Mend: Give each a name that says what tells them apart, or merge the two and keep one definition.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import fold

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Metrics are asked."""
    return kind.name == "metric"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each name of a metric that an earlier one bears."""
    first: dict[str, tuple[Document, Pointer]] = {}
    for document in shelf.of_kind("metric"):
        if document.data.get("status") == "retired":
            continue
        names: list[tuple[Pointer, str]] = [(("title",), document.data.get("title", ""))]
        # An alias that is the id of another one is for the rule duplicate-id, too.
        aliases = enumerate(document.data.get("aliases", ()))
        names += [(("aliases", index), alias) for index, alias in aliases if not _is_taken(alias, document, shelf)]
        for at, name in names:
            holder, there = first.setdefault(fold(name), (document, at)) if name else (document, at)
            if holder is not document and "title" in (at[0], there[0]):
                hint = "Say in the names what tells the two apart, or merge them."
                yield Complaint(document, at, f"the metric `{holder.id}` is called so as well", hint)


def _is_taken(alias: str, document: Document, shelf: Shelf) -> bool:
    return shelf.get("metric", alias.casefold()) not in (None, document)
