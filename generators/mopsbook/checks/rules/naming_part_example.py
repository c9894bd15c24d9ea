"""The example of a segment does not fit the segment, or shows a value that is retired.

What: What a segment gives as its `example` is a text that may stand there: a value of its list that is in use, a date of
its form, a text that its pattern and its length allow. Of whole names the rule `naming-example` speaks.

Why: The table of segments is what people read while they type. An example with a region that went away last year brings
the region back.

Mend: Write a value that is allowed today. The message says which one took over, where that is known.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.naming.clashes import find_clashes
from mopsbook.naming.convention import read_convention
from mopsbook.naming.parse import find_part_fault

SEVERITY = "error"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Naming conventions are asked."""
    return kind.name == "naming-convention"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each example of a segment that could not stand in a name."""
    for document in shelf.of_kind("naming-convention"):
        if document.data.get("status") == "retired":
            continue
        convention = read_convention(document, shelf)
        clashing = {clash.index for clash in find_clashes(convention)}
        for index, (segment, item) in enumerate(
            zip(convention.segments, document.data.get("segments", ()), strict=True)
        ):
            at = ("segments", index)
            if not item.get("example") or index in clashing or document.is_spoilt(at):
                continue
            fault = find_part_fault(segment, item["example"], convention)
            if fault:
                message = fault.message.replace(f"segment `{segment.title}`", "it", 1).removeprefix("it: ")
                yield Complaint(document, (*at, "example"), f"the example does not fit: {message}", fault.hint)
