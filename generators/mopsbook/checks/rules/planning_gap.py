"""The steps of a planning process leave out a question that every campaign has to answer.

What: As soon as one step of a process says what it `covers`, the steps together cover all twelve questions of campaign
planning: the message, the audience, the offer, review of the content, tracking, nurture, social media, what else runs at
the time, targets, dashboards, watching it run, and making it better.

Why: What no step asks for is done by those who think of it. Tracking and targets are what is forgotten most, and they
cannot be made up for afterwards.

Mend: Name the question under `covers` at the step in which it is answered, or add the step that answers it.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import count

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Processes are asked."""
    return kind.name == "process"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each planning process that leaves out a question."""
    for document in shelf.of_kind("process"):
        field = document.kind.field(("steps", "covers"))
        steps = document.data.get("steps", ())
        covered = {question for step in steps for question in step.get("covers", ())}
        unsure = any(document.is_spoilt(("steps", index, "covers")) for index in range(len(steps)))
        if field is None or not covered or unsure or document.data.get("status") == "retired":
            continue
        missing = [value for value in field.values if value not in covered]
        if missing:
            names = ", ".join(field.value_label(value) for value in missing)
            message = (
                f"{count(len(missing), 'question')} of campaign planning {'is' if len(missing) == 1 else 'are'} in"
            )
            values = ", ".join(map(str, missing))
            hint = f"Name them under `covers` at the step that answers them: [{values}]."
            yield Complaint(document, ("steps",), f"{message} no step: {names}", hint, on_key=True)
