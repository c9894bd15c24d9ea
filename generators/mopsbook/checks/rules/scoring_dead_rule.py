"""A scoring rule that nobody can ever satisfy.

What: Its conditions contradict each other; an exclusion takes out everybody who satisfies them; it compares a field with
values of which none is in the field's list, or none is in use any more; it names an attribute that the activity does not
have; or statuses that are of other channels than it names, or none of which is a success though it asks for one. The same
holds for exclusions. Fields that may hold several values are given the benefit of the doubt.

Why: People read the rule and believe that it counts. Most often a value was renamed in the list and not in the model, and
a whole group of people has lost points since.

Mend: Write the value as the list has it, mend the condition, or retire the rule.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.dead_rules import find_dead
from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "efficient"


def asks(kind: Kind) -> bool:
    """Scoring models are asked."""
    return kind.name == "scoring-model"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each rule and each exclusion that can never hold, with the reason."""
    for dead in find_dead(shelf):
        what = "the rule can never fire" if dead.at[0] == "rules" else "it takes out nobody"
        yield Complaint(dead.document, dead.pointer, f"{what}: {dead.reason}", dead.hint)
