"""Something in use refers to something that is retired.

What: A document that is active, planned or a draft names a document whose status is `retired`, or a value of a value
list that is retired. Saying what replaced what (`replaced_by`) and which documents explain a word (`related`) is
allowed. Decisions that were made, initiatives and vendor updates that are over, and change notes tell of their day and may name
what is gone since.

Why: A process that runs on a system nobody pays for any more fails on the day it is needed.

Mend: Refer to what took over, which the message names where it is known, or retire the document that refers.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.dead_names import uses_of_retired
from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf

SEVERITY = "warning"
DIMENSION = "cohesive"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each reference of something in use to something retired."""
    for reference, target in uses_of_retired(shelf):
        if target.part:
            heir = target.document.get(target.part).get("replaced_by")
            hint = f"Use `{heir}`." if heir else ""
            yield Complaint(reference.document, reference.pointer, f"`{reference.name}` is retired", hint)
        else:
            heir = target.document.data.get("replaced_by")
            hint = f"`{heir}` replaced it." if heir else "Name what took over, or take it out."
            message = f"{target.document.kind.label.lower()} `{target.document.id}` is retired"
            yield Complaint(reference.document, reference.pointer, message, hint)
