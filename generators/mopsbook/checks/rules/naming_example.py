"""An example of a naming convention contradicts the convention.

What: Every good example must follow the rule, read segment by segment, and every bad one must break it. Retired values of a list
are no longer good.

Why: People copy the examples. GitLab's handbook documents one form of a campaign name and its own parser wants another, so that
names written as the handbook says give nothing but empty columns.

Mend: The message says which segment does not fit. Mend the example, or the rule if the example is what you mean.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.naming.convention import read_convention
from mopsbook.naming.parse import find_fault

SEVERITY = "error"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each good example that breaks its rule, and each bad one that follows it."""
    for document in shelf.of_kind("naming-convention"):
        convention = read_convention(document, shelf)
        for index, example in enumerate(document.data.get("examples", ())):
            fault = find_fault(example.get("name", ""), convention)
            if fault:
                yield Complaint(document, ("examples", index, "name"), f"the good example breaks the rule: {fault.message}", fault.hint)
        for index, example in enumerate(document.data.get("counter_examples", ())):
            if example.get("name") and find_fault(example["name"], convention) is None:
                hint = "Tighten the rule so that it refuses the name, or move the name to the good examples."
                yield Complaint(document, ("counter_examples", index, "name"), "the bad example follows the rule", hint)
