"""One word is defined twice.

What: The title of a term, what it stands for (`expansion`) or another name of it is one of these of a second term, without
regard to capitals, spaces and hyphens. That two terms have the same alias is for the rule `duplicate-id` to say. Retired
terms are left alone.

Why: With two definitions everybody quotes the one that suits. That is what a glossary was for.

Mend: Merge the two. If the word really means two things here, give each a title that tells them apart, such as "Lead
(person)" and "Lead (object in Salesforce)".
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document, Pointer
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import fold

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Terms are asked."""
    return kind.name == "term"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each word that an earlier term defines."""
    first: dict[str, tuple[Document, Pointer]] = {}
    for document in shelf.of_kind("term"):
        if document.data.get("status") == "retired":
            continue
        names: list[tuple[Pointer, str]] = [(("title",), document.data.get("title", ""))]
        names += [(("expansion",), document.data.get("expansion", ""))]
        names += [(("aliases", index), alias) for index, alias in enumerate(document.data.get("aliases", ()))]
        for at, name in names:
            holder, there = first.setdefault(fold(name), (document, at)) if name else (document, at)
            # Of two with one id, the rule `duplicate-id` speaks.
            if holder.id.casefold() != document.id.casefold() and {at[0], there[0]} != {"aliases"}:
                message = f"the term `{holder.id}` defines `{name}` as well, in {holder.path}"
                yield Complaint(document, at, message, "Merge the two, or say in the titles what tells them apart.")
