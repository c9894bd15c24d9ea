"""A value that follows from others is written, and is another one.

What: A field that follows from others (`x-computed` in the schema), such as the `tier` of a system, which is the sum of its
three scores for `criticality`, either is left out or says the same. While one of the numbers is missing, nothing follows
and nothing is compared. What is retired is left alone.

Why: The scores were agreed on by people who looked closely; the tier decides who is called at night. If one was changed and
the other was not, one of them is wrong, and everybody believes the one they saw.

Mend: Leave the value out, so that it follows by itself, or correct the numbers that it follows from.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.compute import follow
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Kinds are asked that have a field which follows from others."""
    return bool(kind.computed)


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each value that differs from what follows."""
    for kind in shelf.kinds.values():
        for document in shelf.of_kind(kind.name) if kind.computed else ():
            for field in kind.computed if document.data.get("status") != "retired" else ():
                group = field.computed["sum"]
                value, follows = document.data.get(field.name), follow(field, kind, document.data)
                if follows is None or value is None or value == follows or document.is_spoilt((group,)):
                    continue
                total = sum(document.data[group][child.name] for child in kind.by_name[group].children)
                message = f"`{field.name}` is {value}, and by `{group}`, which adds up to {total}, it is {follows}"
                hint = f"Leave `{field.name}` out, so that it follows, or correct `{group}`."
                yield Complaint(document, (field.name,), message, hint)
