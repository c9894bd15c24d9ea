"""A mapping flows in a direction in which its integration does not, or by a rule that needs another one.

What: A mapping is `two-way` in an integration that is `one-way`; or its `sync_rule` is `two-way-latest` where the value
flows one way only.

Why: One of the two is wrong. Who reads the mapping believes that a correction on the other side comes back, and it
never does.

Mend: Make the integration `two-way` if values do come back, or the mapping `one-way` and its rule `always-source` or
`prefer-source-unless-blank`.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each mapping that contradicts its integration or itself."""
    for document in shelf.of_kind("integration"):
        whole = document.data.get("direction")
        for index, mapping in enumerate(document.data.get("field_mappings", ())):
            at = ("field_mappings", index)
            own = mapping.get("direction", whole)
            if mapping.get("direction") == "two-way" and whole == "one-way":
                message = "it flows both ways, and the integration only one way"
                hint = "Make the integration `two-way` if values come back, else this mapping `one-way`."
                yield Complaint(document, (*at, "direction"), message, hint)
            elif mapping.get("sync_rule") == "two-way-latest" and own == "one-way":
                message = "the latest change cannot win where the value flows one way only"
                hint = "Write `always-source` or `prefer-source-unless-blank`, or let the value flow both ways."
                yield Complaint(document, (*at, "sync_rule"), message, hint)
