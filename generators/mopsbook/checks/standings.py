"""How complete each document is and was, and what is asked of it: what the rules compare, and reports tell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from mopsbook.checks.aims import target_of
from mopsbook.checks.comparison import Standing
from mopsbook.checks.completeness import SPOKEN_OF, Completeness, Gap, measure_all
from mopsbook.checks.earlier import Earlier
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


class Course(Struct, frozen=True):
    """One document now and before; `old` and `before` are None for a new one. `target` is 0 if nothing is asked.

    `misses` are the gaps that it has now and had not before: for a new one, all. What other rules speak of, such as names that
    lead nowhere, makes a document neither worse nor short here.
    """

    document: Document
    old: Document | None
    before: Completeness | None
    now: Completeness
    target: int
    touched: bool
    misses: tuple[Gap, ...]

    @property
    def score(self) -> int:
        """How complete it is, in per cent."""
        return self.now.but_for(SPOKEN_OF)

    @property
    def old_score(self) -> int:
        """How complete it was; 0 for a new one."""
        return self.before.but_for(SPOKEN_OF) if self.before else 0

    @property
    def is_worse(self) -> bool:
        """Whether it says less than before."""
        return self.before is not None and self.before is not self.now and self.score < self.old_score

    @property
    def is_short(self) -> bool:
        """Whether it is less complete than is asked."""
        return self.score < self.target


def follow(shelf: Shelf, earlier: Earlier, today: date) -> tuple[Course, ...]:
    """Return how each document stands to what it was, in their order. Of what is retired nothing is asked any more."""
    before = {
        id(old): done for old, done in zip(earlier.shelf.documents, measure_all(earlier.shelf, today), strict=True)
    }
    courses: list[Course] = []
    for document, now in zip(shelf.documents, measure_all(shelf, today), strict=True):
        if document.data.get("status") != "retired":
            old = earlier.before(document)
            was = before[id(old)] if old else None
            touched = document.key in earlier.touched
            target = target_of(document, shelf)
            courses.append(Course(document, old, was, now, target, touched, _misses(was, now)))
    return tuple(courses)


def standings_of(courses: Sequence[Course]) -> tuple[Standing, ...]:
    """Return what reports tell: the documents that were touched, and those that are worse than before."""
    return tuple(
        Standing(
            course.document.kind.name,
            course.document.id,
            course.document.title,
            course.document.path,
            _line_of(course.document),
            course.before.score if course.before else None,
            course.now.score,
            course.target,
            course.touched,
            tuple(dict.fromkeys(gap.field.label for gap in course.misses)),
        )
        for course in courses
        if course.touched or course.is_worse
    )


def _line_of(document: Document) -> int:
    # Where everything is new, the places of every file would have to be worked out.
    return document.source.places.key(document.base).line if document.base else 1


def living_scores(shelf: Shelf, today: date) -> list[int]:
    """Return how complete each document is that is not retired, in per cent."""
    measured = zip(shelf.documents, measure_all(shelf, today), strict=True)
    return [done.score for document, done in measured if document.data.get("status") != "retired"]


def average(points: int, documents: int) -> int:
    """Return the average of so many documents, whose scores are `points` together, rounded down; 100 for none."""
    return points // documents if documents else 100


def average_of(shelf: Shelf, today: date) -> int:
    """Return how complete a book is as a whole, in per cent: the average of what is not retired."""
    scores = living_scores(shelf, today)
    return average(sum(scores), len(scores))


def _misses(before: Completeness | None, now: Completeness) -> tuple[Gap, ...]:
    """Return the gaps by which there are more than before of a field; which of many items has it, nobody can tell."""
    old = [gap for gap in before.gaps if gap.state not in SPOKEN_OF] if before else []
    had, places = Counter(gap.field.dotted for gap in old), {gap.pointer for gap in old}
    gaps = [gap for gap in now.gaps if gap.state not in SPOKEN_OF]
    misses: list[Gap] = []
    # Where a gap stood before, the old one is still there.
    for gap in sorted(gaps, key=lambda gap: gap.pointer not in places):
        if had[gap.field.dotted]:
            had[gap.field.dotted] -= 1
        else:
            misses.append(gap)
    return tuple(gap for gap in gaps if gap in misses)
