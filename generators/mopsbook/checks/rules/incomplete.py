"""Something that is expected of every document of this kind is missing here.

What: A field that the kind marks as required is empty, null or a placeholder such as TBD, or the document as a whole is less
complete than the book's policy asks for (`policy.completeness.minimum`). Fields that are merely recommended count for the
completeness and are listed on the quality page.

Why: A required key that may be null is how real catalogues stay empty behind a green check: GitLab's stack file has 21 required
keys, and 74 % of its systems say nothing in one of them.

Mend: Fill it in. If it makes no sense here, say why under `does_not_apply`. If nobody knows, say under `unknown` who finds out:
that is a fact, too, and it is on the page of whom you ask.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.completeness import Gap, measure
from mopsbook.checks.finding import Complaint
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf

SEVERITY = "warning"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each required field that says nothing, and each document that is under the minimum."""
    minimums = shelf.policy("completeness", "kinds", default={})
    usual = shelf.policy("completeness", "minimum", default=0)
    for document in shelf.documents:
        if document.data.get("status") == "retired":
            continue
        result = measure(document)
        reported = False
        for gap in result.gaps:
            if gap.state == "missing" and (gap.field.expect == "required" or gap.said not in ("", "null")):
                reported = True
                yield _complain(document, gap)
        minimum = minimums.get(document.kind.name, usual)
        if result.score < minimum and not reported:
            missing = ", ".join(f"`{'.'.join(gap.field.path)}`" for gap in result.gaps[:6])
            yield Complaint(document, (), f"it is {result.score} % complete; {minimum} % is asked for", f"Missing are {missing}.")


def _complain(document: Document, gap: Gap) -> Complaint:
    path = ".".join(gap.field.path)
    hint = f"{gap.field.help} Or say under `does_not_apply` why it makes no sense, or under `unknown` who finds out."
    if gap.pointer in document.blanks:
        said = f"says `{gap.said}`, which says nothing" if gap.said else "is empty"
        return Complaint(document, gap.pointer, f"`{path}` {said}", hint, on_key=True)
    return Complaint(document, gap.pointer[:-1], f"`{path}` is missing", hint, on_key=True)
