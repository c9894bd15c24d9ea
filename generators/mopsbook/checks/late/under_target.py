"""A document was changed and is less complete than is asked of it.

What: The check was asked to compare with an earlier state (`mopsbook check --since main`). A document that was added,
changed or renamed since is under its target, which the policy in book.yaml sets (`policy.completeness`).

Why: Nobody has time to complete everything, and everybody has for the one thing they are at. If each touch leaves a
document as it should be, what is used most is complete first, and the rest may wait.

Mend: Fill in what the message names, or say under `does_not_apply` why it makes no sense.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.completeness import SPOKEN_OF
from mopsbook.checks.finding import Complaint
from mopsbook.checks.given import Given
from mopsbook.checks.standings import follow
from mopsbook.documents.shelf import Shelf
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def check(shelf: Shelf, given: Given, today: date) -> Iterator[Complaint]:
    """Yield each document that was touched and is short of its target. Of one that is worse, less-complete speaks."""
    if given.earlier is None:
        return
    for course in follow(shelf, given.earlier, today):
        told = course.is_worse and "less-complete" not in given.silent
        if course.touched and course.is_short and not told and not course.document.violations:
            what = "changed" if course.old else "new"
            missing = listed(
                list(dict.fromkeys(gap.field.dotted for gap in course.now.gaps if gap.state not in SPOKEN_OF)), 6, "and"
            )
            message = f"it is {what} and {course.score} % complete; {course.target} % is asked for"
            yield Complaint(course.document, (), message, f"Missing: {missing}.")
