"""A document says less than it did before.

What: The check was asked to compare with an earlier state (`mopsbook check --since main`), and something that was
answered then is not answered now. For documents that were changed since this fails; for others, which can become worse by
what happens around them, it is told only. With `--ratchet` it fails for every document, and for the book as a whole.

Why: A knowledge base decays by small losses that nobody would call a mistake: a line that was in the way of a merge, a
field that was emptied "for now". Each of them is easiest to mend by whoever made it, on the day it was made.

Mend: Write again what stood there; the message quotes it. If it makes no sense any more, say why under `does_not_apply`:
that is an answer.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.completeness import Gap
from mopsbook.checks.earlier import Earlier
from mopsbook.checks.finding import Complaint
from mopsbook.checks.given import Given
from mopsbook.checks.standings import Course, average_of, follow
from mopsbook.documents.document import Document, Pointer, Trouble
from mopsbook.documents.explain import show
from mopsbook.documents.shelf import Shelf
from mopsbook.reading.read import Problem
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "reliable"


def check(shelf: Shelf, given: Given, today: date) -> Iterator[Complaint | Trouble]:
    """Yield each document that is less complete than it was; with `--ratchet` the book as well."""
    earlier = given.earlier
    if earlier is None:
        return
    for course in follow(shelf, earlier, today):
        # Of what the rule schema-violation took out, enough is said there.
        left = [gap for gap in course.misses if not course.document.is_spoilt(gap.pointer)]
        if course.is_worse and (left or not course.misses):
            yield _complain(course, left, earlier.base)
    if earlier.whole:
        yield from _judge_book(shelf, earlier, today)


def _complain(course: Course, misses: list[Gap], base: str) -> Complaint:
    document = course.document
    scores = f"it is {course.score} % complete and was {course.old_score} % at `{base}`"
    names = list(dict.fromkeys(gap.field.dotted for gap in misses))
    if not names:
        # Where everything is answered as before, what was added lowers the share.
        return Complaint(document, (), scores, "Complete what was added.")
    scores = f"{scores[0].upper()}{scores[1:]}."
    hint = f"{scores} Write it again, {_OR}"
    first = misses[0]
    at, on_key = _place(document, first)
    if len(names) > 1:
        return Complaint(document, at, f"{listed(names, 12, 'and')} say less than before", hint, on_key)
    said = course.old.get(first.pointer) if course.old else None
    if said is None:
        return Complaint(
            document, at, f"`{names[0]}` says nothing in what was added", f"{scores} Fill it in, {_OR}", on_key
        )
    verb = "says nothing" if first.state in ("missing", "unknown") else "says less"
    return Complaint(document, at, f"`{names[0]}` {verb} now; it said {_quote(said)} before", hint, on_key)


_OR = "or say under `does_not_apply` why it makes no sense."


def _place(document: Document, gap: Gap) -> tuple[Pointer, bool]:
    """Return where a gap is seen: at its key, if that is still there, else at what it is missing in."""
    if gap.pointer in document.blanks or document.get(gap.pointer) is not None:
        return gap.pointer, True
    around = gap.pointer[:-1]
    return (around, True) if document.get(around) is not None else ((), False)


def _quote(said: object) -> str:
    if isinstance(said, list) and said and not any(isinstance(item, (dict, list)) for item in said):
        return listed([str(item) for item in said], 4, "and")
    return show(said)


def _judge_book(shelf: Shelf, earlier: Earlier, today: date) -> Iterator[Complaint | Trouble]:
    before, now = average_of(earlier.shelf, today), average_of(shelf, today)
    if now >= before:
        return
    message = f"the book as a whole is {now} % complete and was {before} % at `{earlier.base}`"
    hint = "Complete what was added or emptied, or something else that has gaps."
    if shelf.book:
        yield Complaint(shelf.book, ("title",), message, hint)
    else:
        yield Trouble("less-complete", f"{shelf.folder}/book.yaml", Problem(1, 1, None, message, hint))
