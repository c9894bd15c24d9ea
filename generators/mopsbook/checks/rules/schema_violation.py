"""A document says something that its kind does not allow.

What: A key that the kind does not know, a value that is not among the allowed ones, text where a list belongs, a date
that is none, a key without which the document cannot be used.

Why: A misspelt key is a fact that nobody will ever find. A free spelling of a value breaks every table and filter
that draws on it: GitLab's stack file had twelve spellings of one tier.

Mend: Take the allowed value or the key that the message names. The authoring reference on the site lists every field
of the kind with examples. Texts that look like numbers or switches (`2026`, `true`) need quotes where text is wanted.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.comments import swallowed_by_comment
from mopsbook.documents.document import Trouble
from mopsbook.documents.layouts import hint_layout
from mopsbook.documents.shelf import Shelf
from mopsbook.words import did_you_mean, listed

SEVERITY = "error"
DIMENSION = "organized"


def check(shelf: Shelf, today: date) -> Iterator[Complaint | Trouble]:
    """Yield every value that a schema does not allow."""
    yield from (trouble for trouble in shelf.troubles if trouble.rule == "schema-violation")
    for document in (*shelf.documents, *([shelf.book] if shelf.book else [])):
        for pointer in document.blanks:
            word = swallowed_by_comment(document, pointer)
            if word:
                hint = f'Put it in quotes: "{word}".'
                yield Complaint(
                    document, pointer, f"`{word}` is a comment here, and the field stays empty", hint, on_key=True
                )
        for violation in document.violations:
            hint = hint_layout(document, violation) or violation.hint
            yield Complaint(document, violation.pointer, violation.message, hint, violation.on_key)
    for part in ("completeness", "review"):
        for name in shelf.policy(part, "kinds", default={}):
            if shelf.book and name not in shelf.kinds:
                hint = did_you_mean(name, shelf.kinds) or f"Kinds are {listed(list(shelf.kinds), 40, 'and')}."
                yield Complaint(
                    shelf.book, ("policy", part, "kinds", name), f"there is no kind `{name}`", hint, on_key=True
                )
