"""A token must be filled in every clone, and the template has nothing in it that shows whether it was.

What: A token of a campaign type with `required: true` has a `default`, and not an empty one.

Why: An empty token shows nothing, in the mail as well: "Dear , join us on ." A default such as FILL-ME is seen in the test
mail, and a search for it finds what was forgotten before anybody outside does.

Mend: Put a word into the token of the template that nobody can overlook, such as FILL-ME, and write it as `default`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Campaign types are asked."""
    return kind.name == "campaign-type"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each required token that is empty in the template."""
    for document in shelf.of_kind("campaign-type"):
        if document.data.get("status") == "retired" or "tokens.default" in document.data.get("does_not_apply", {}):
            continue
        for index, token in enumerate(document.data.get("tokens", ())):
            at = ("tokens", index)
            empty = token.get("default") in (None, "") and not document.is_spoilt((*at, "default"))
            if token.get("required") and token.get("name") and empty:
                hint = "Write what stands in the template, such as FILL-ME."
                yield Complaint(document, (*at, "name"), "it must be filled, and its template shows nothing", hint)
