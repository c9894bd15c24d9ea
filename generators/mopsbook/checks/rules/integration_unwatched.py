"""Nobody would hear that an integration of a critical system fails.

What: An integration in use has a system of tier 1 at one of its ends, and says neither where one sees that it works
(`monitoring`) nor where its alerts go (`alert_channel`), or only one of the two.

Why: Failures that nobody notices are what audits of marketing systems find most often. The sync stands still over the
weekend, and on Monday sales works old lists.

Mend: Fill in both. Where it makes no sense, say why under `does_not_apply`; where nobody knows, say under `unknown` who
finds out.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.completeness import measure_all
from mopsbook.checks.finding import Complaint
from mopsbook.checks.flows import runs
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Integrations are asked."""
    return kind.name == "integration"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each integration of a tier 1 system of which no failure is heard."""
    for document, measured in zip(shelf.documents, measure_all(shelf, today), strict=True):
        if document.kind.name != "integration" or not runs(document):
            continue
        silent = [
            gap.field.name
            for gap in measured.gaps
            if gap.pointer in (("monitoring",), ("alert_channel",))
            and gap.state == "missing"
            and not document.is_spoilt(gap.pointer)
        ]
        ends = [shelf.target_at(document, (side,)) for side in ("source", "target")]
        critical = [end.document.id for end in ends if end and end.document.data.get("tier") == 1]
        if silent and critical:
            message = f"`{critical[0]}` is tier 1, and {listed(silent, last='and')} {'is' if len(silent) == 1 else 'are'} missing"
            yield Complaint(
                document, (), message, "Say where one sees that it works, and which channel hears that it fails."
            )
