"""The last run of a checklist leaves out a question that was asked before, or answers one twice.

What: Each question that is still asked and was answered in an earlier run is answered in the newest one, too, and no run
answers a question twice. A question that did not apply has the result `na`. Questions that no run has answered yet are
new. That a run answers a question which does not exist is for the rule `broken-reference` to say.

Why: The question that is left out is the one that nobody likes to answer. An audit with a hole in it looks like one that
passed.

Mend: Answer it and add the result, write `result: na` if it did not apply, or delete the question if it is not asked any
more. Of two answers delete the one that is wrong.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.runs import item_of, newest_first
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "reliable"


def asks(kind: Kind) -> bool:
    """Checklists are asked."""
    return kind.name == "checklist"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each second answer, and of the newest run the questions that it leaves out."""
    for document in shelf.of_kind("checklist"):
        runs = document.data.get("runs", ())
        if document.data.get("status") == "retired":
            continue
        answers = [_answers(document, index) for index in range(len(runs))]
        for index, found in enumerate(answers):
            for name, places in found.items():
                for place in places[1:]:
                    second = ("runs", index, "results", place, "item")
                    message = f"`{name}` is answered twice in this run"
                    yield Complaint(document, second, message, "Delete the answer that is wrong.")
        dated = newest_first(document.data)
        # One without a day may be the newest.
        if len(runs) < 2 or len(dated) < len(runs):
            continue
        newest = dated[0][0]
        at = ("runs", newest, "results")
        asked = [item["id"] for item in document.data.get("items", ()) if "id" in item]
        before = {name for index, found in enumerate(answers) if index != newest for name in found}
        left_out = [name for name in asked if name in before and name not in answers[newest]]
        if left_out and answers[newest] and not document.is_spoilt(at):
            message = f"it leaves out {listed(left_out, 6, 'and')}, which {'was' if len(left_out) == 1 else 'were'} asked before"
            hint = "Add the answers, with `result: na` for what did not apply."
            yield Complaint(document, at, message, hint, on_key=True)


def _answers(document: Document, run: int) -> dict[str, list[int]]:
    """Return the questions that a run answers, each with the places of its answers."""
    found: dict[str, list[int]] = {}
    for place, result in enumerate(document.data["runs"][run].get("results", ())):
        name = item_of(result)
        if name:
            found.setdefault(name, []).append(place)
    return found
