"""An initiative cannot come before what it needs.

What: What an initiative `needs` first is not due in a later quarter than the initiative, is not dropped while the initiative is
planned or under way, and is not open once the initiative is done. Nothing needs itself, directly or through others.

Why: A plan that hangs on something later is no plan, and it is found out in the quarter in which nothing can be done about it.

Mend: Move one of the two to another quarter, set the `state` that is out of date, or take out what it does not need after all.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.quarters import last_day
from mopsbook.checks.rounds import find_rounds
from mopsbook.checks.targets import document_at, names_at
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "efficient"
_AHEAD = ("planned", "in-progress")
_OPEN = ("idea", "planned", "in-progress")


def asks(kind: Kind) -> bool:
    """Initiatives are asked."""
    return kind.name == "initiative"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each need that comes too late or never, and each round once."""
    ways: dict[str, list[str]] = {}
    needs = []
    for document in shelf.of_kind("initiative"):
        for at, _ in names_at(document, ("needs",)) if document.data.get("status") != "retired" else ():
            needed = document_at(shelf, document, at, "initiative")
            if needed:
                ways.setdefault(document.id, []).append(needed.id)
                needs.append((document, at, needed))
    rounds = {members[0]: members for members in find_rounds(ways)}
    in_rounds = {name for members in rounds.values() for name in members}
    for document in shelf.of_kind("initiative"):
        if document.id in rounds:
            others = listed(rounds[document.id][1:], 4, "and")
            message = f"it needs itself first, by way of {others}" if others else "it needs itself first"
            yield Complaint(document, ("needs",), message, "Take out what it does not need.", on_key=True)
    for document, at, needed in needs:
        wrong, hint = ("", "") if document.id in in_rounds else _what_is_wrong(document, needed, shelf)
        if wrong:
            yield Complaint(document, at, wrong, hint)


def _what_is_wrong(document: Document, needed: Document, shelf: Shelf) -> tuple[str, str]:
    """Return what is wrong and the way out; nothing if all is well."""
    mine, theirs = document.data.get("state"), needed.data.get("state")
    if mine in _AHEAD and theirs == "dropped":
        return f"it needs `{needed.id}`, which was dropped", "Take it out of `needs`, or drop this one as well."
    if mine == "done" and theirs in _OPEN:
        hint = f"Say of `{needed.id}` that it is `done` or `dropped`, or take it out of `needs`."
        return f"it is done, and `{needed.id}`, which it needs first, is `{theirs}`", hint
    end, later = (last_day(one.data.get("quarter"), shelf) for one in (document, needed))
    if mine in _AHEAD and theirs in _AHEAD and end and later and later > end:
        hint = "Move one of the two, or take it out of `needs`."
        return f"it needs `{needed.id}` first, which is due in {needed.data['quarter']}", hint
    return "", ""
