"""The meaning of a field is its label in other words.

What: `definition` says nothing but the label: the same words, or "The" and the same words. Capitals, articles and full
stops do not count.

Why: It looks documented and answers nothing. In one published dictionary 218 of 315 fields had no description at all,
which is at least honest.

Mend: Say what a value in it means and when it changes: not "The MQL date" but "The last time the person became an MQL".
"""

import re
from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.known_fields import known_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import fold

SEVERITY = "warning"
DIMENSION = "organized"


def asks(kind: Kind) -> bool:
    """Objects are asked."""
    return kind.name == "object"


_EMPTY = frozenset({"a", "an", "the", "of", "field", "value", "this", "is", "for"})


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each definition that repeats the label."""
    for known in known_fields(shelf).values():
        words = _words(known.item.get("definition"))
        labels = [_words(known.item.get("title")), _words(known.item["id"])]
        if words and words in labels:
            hint = "Say what a value in it means, and when it changes."
            yield Complaint(known.document, (*known.pointer, "definition"), "it says no more than the label", hint)


def _words(text: object) -> list[str]:
    return [word for word in fold(re.sub(r"[^\w\s-]", " ", str(text or ""))).split("-") if word not in _EMPTY]
