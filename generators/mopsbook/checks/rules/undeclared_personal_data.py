"""Something says that it has no personal data, and personal fields say otherwise.

What: An integration with `personal_data: false` maps a field that an object calls personal or of a special category, or
a system with `holds_personal_data: false` keeps such a field.

Why: What is not known to hold personal data is forgotten when somebody asks for theirs to be shown or deleted, and when
the register of processing is written.

Mend: Say `true` and fill in what then follows: legal basis, residency, privacy review. If the field is not personal, or
is not kept there, mend it at the object.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import flows
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations and systems are asked."""
    return kind.name in ("integration", "system")


_PERSONAL = frozenset({"personal", "special"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each integration and each system that denies the personal data it has."""
    kept: dict[str, list[str]] = defaultdict(list)
    for known in known_fields(shelf).values():
        if known.item.get("personal_data") in _PERSONAL and not known.is_gone:
            for system in known.names:
                kept[system].append(known.name)
    carried: dict[str, list[str]] = defaultdict(list)
    for flow in flows(shelf):
        for end in (flow.source, flow.target):
            if end.known and end.known.item.get("personal_data") in _PERSONAL:
                carried[flow.document.id].append(end.known.name)
    for kind, key, verb, names in (
        ("integration", "personal_data", "carries", carried),
        ("system", "holds_personal_data", "keeps", kept),
    ):
        for document in shelf.of_kind(kind):
            fields = list(dict.fromkeys(names[document.id]))
            if document.data.get(key) is False and fields and document.data.get("status") != "retired":
                message = f"it {verb} personal data: {listed(fields, 4, 'and')}"
                yield Complaint(document, (key,), message, "Say `true`, or mend `personal_data` of the fields.")
