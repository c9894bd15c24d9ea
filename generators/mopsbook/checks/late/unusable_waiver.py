"""A waiver names a rule that there is not, or one that nobody may be let off.

What: The `rule` of a waiver is no rule of ours and none of the book's own, or it is one without which part of the book
would be left out of the check. Such a waiver lets nothing stay.

Why: With a slip in its name a waiver does nothing, and everybody believes that the matter is settled. And of a file that
cannot be read, or of a waiver that is over, there is no harmless way to say nothing.

Mend: Take the name that the message offers; it stands in brackets in the report. What nobody may be let off has to be
mended, or recorded by `mopsbook check --write-baseline` if the book has long been so.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.given import Given
from mopsbook.checks.waivers import KIND, OF_WAIVERS, read_waivers
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Waivers are asked."""
    return kind.name == KIND


def check(shelf: Shelf, given: Given, today: date) -> Iterator[Complaint]:
    """Yield each waiver whose rule is none, or must not be waived."""
    for waiver in read_waivers(shelf):
        name = waiver.rule
        if name and name not in given.rules:
            own = f"own/{name}" in given.rules
            near = f"did you mean `own/{name}`?" if own else did_you_mean(name, given.rules)
            hint = near or "`mopsbook explain` lists all rules."
            yield Complaint(waiver.document, ("rule",), f"no rule is called `{name}`", hint)
        elif name in given.never or name in OF_WAIVERS:
            hint = "Mend what it finds. If the book has long been so, `mopsbook check --write-baseline` records it."
            if name in OF_WAIVERS:
                hint = "Mend or delete the waiver that it speaks of."
            yield Complaint(waiver.document, ("rule",), f"`{name}` cannot be waived", hint)
