"""A waiver lets nothing stay: its rule finds nothing there.

What: The document that a waiver names, or the part of it, has no finding of its rule, or the book has switched the rule
off. Waivers of rules that compare with an earlier state are left alone, because they speak only when there is one.

Why: Once mended, the thing may break again under the old waiver, and nobody would hear of it until its last day.

Mend: Delete the waiver.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.earlier import COMPARING
from mopsbook.checks.finding import Complaint
from mopsbook.checks.given import Given
from mopsbook.checks.subject import name_subject
from mopsbook.checks.targets import is_retired
from mopsbook.checks.waivers import KIND, OF_WAIVERS, read_waivers
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Waivers are asked."""
    return kind.name == KIND


def check(shelf: Shelf, given: Given, today: date) -> Iterator[Complaint]:
    """Yield each waiver that could hold and covered nothing."""
    # What cannot be read may be what it is for.
    if shelf.is_partial:
        return
    for waiver in read_waivers(shelf):
        document, target, rule = waiver.document, waiver.target, waiver.rule
        if target is None or document.violations or not waiver.holds(today) or is_retired(target.document):
            continue
        if rule not in given.rules or rule in given.never or rule in OF_WAIVERS or rule in COMPARING:
            continue
        if document.id not in given.used:
            subject = name_subject(target.document, target.part)
            why = "the book has switched it off" if rule in given.silent else "there is nothing left to let stay"
            hint = f"Delete it: {why}."
            yield Complaint(document, ("rule",), f"`{rule}` finds nothing in {subject}", hint)
