"""A decision was superseded, and the two decisions do not agree on it.

What: A decision with `state: superseded` is named under `supersedes` by a later one that holds or was superseded itself. One
that is named so by a decision that holds says `state: superseded`. Nothing supersedes itself, directly or through
others, and nothing supersedes a decision of a later date.

Why: Whoever finds the old decision by search must see that it is over, and find the new one. Otherwise it is followed, with
the best of reasons.

Mend: Set the `state` of the old decision, or write its id under `supersedes` of the new one. Of a round, take out the step
that leads back in time.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.rounds import find_rounds
from mopsbook.checks.targets import document_at, names_at
from mopsbook.documents.dates import parse_date
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "error"
DIMENSION = "cohesive"
_NOT_IN_FORCE = ("proposed", "rejected")


def asks(kind: Kind) -> bool:
    """Decisions are asked."""
    return kind.name == "decision"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each end of a chain that the other end does not know of, each step back in time, and each round once."""
    ways: dict[str, list[str]] = {}
    heirs: dict[str, list[Document]] = {}
    # What could not be read, or is misspelt, may be what supersedes.
    unsure = shelf.is_partial
    for document in shelf.of_kind("decision"):
        unsure |= document.is_spoilt(("supersedes",))
        for at, name in names_at(document, ("supersedes",)):
            old = document_at(shelf, document, at, "decision")
            if old is None:
                unsure = True
                continue
            mine, theirs = parse_date(document.data.get("date")), parse_date(old.data.get("date"))
            if document.data.get("state") not in _NOT_IN_FORCE:
                heirs.setdefault(old.id, []).append(document)
            if mine and theirs and theirs > mine:
                hint = "Mend the date, or turn `supersedes` round."
                yield Complaint(document, at, f"`{name}` was decided on {theirs}, later than this one", hint)
            else:
                # A round of which one step leads back in time is mended where that is said.
                ways.setdefault(document.id, []).append(old.id)
    rounds = {members[0]: members for members in find_rounds(ways)}
    in_rounds = {name for members in rounds.values() for name in members}
    for document in shelf.of_kind("decision"):
        state = document.data.get("state")
        if document.id in rounds:
            others = listed(rounds[document.id][1:], 4, "and")
            message = f"it supersedes itself, by way of {others}" if others else "it supersedes itself"
            yield Complaint(document, ("supersedes",), message, "Take out the step that leads back.", on_key=True)
        elif document.id in in_rounds:
            continue
        elif state == "superseded" and document.id not in heirs and not document.data.get("replaced_by") and not unsure:
            hint = f"Write `supersedes: [{document.id}]` at the later decision, or `state: accepted` if it still holds."
            yield Complaint(document, ("state",), "no decision says that it supersedes this one", hint)
        elif state == "accepted" and document.id in heirs:
            message = f"`{heirs[document.id][0].id}` supersedes it, and it says that it still holds"
            yield Complaint(document, ("state",), message, "Write `state: superseded`.")
