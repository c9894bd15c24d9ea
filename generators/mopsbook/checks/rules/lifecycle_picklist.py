"""A stage is written into a system whose list of values does not have it.

What: Where the lifecycle is kept in a field of an object of this book (`status_fields`) and that field takes its values
from a value list, each stage's value in that system is in the list and not retired. What the list writes otherwise in that
system (`codes`) counts as it is written there. A stage that gives no value for the system is looked for by its name.

Why: A restricted picklist refuses the whole record, not only the field. The lead then stands still in one system and moves
on in the other, and the error is in a log.

Mend: Write the value letter by letter as the list has it, or add it to the list and to the system first.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stage_values import StageField, stage_fields
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean, listed

SEVERITY = "error"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Lifecycles are asked."""
    return kind.name == "lifecycle"


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each stage that cannot be written into the field that should hold it."""
    for field in stage_fields(shelf):
        document = field.lifecycle
        for index, stage in enumerate(document.data.get("stages", ())):
            at = ("stages", index)
            if not stage.get("id") or document.is_spoilt((*at, "values")):
                continue
            said = field.value_of(index)
            where = f"`{field.picklist.id}`, the list of the field in `{field.system}`,"
            if said is None:
                if not {stage["id"], stage.get("title")} & field.known:
                    message = f"{where} has no value for it"
                    hint = f"Say in `values` how `{field.system}` writes it. {_allowed(field)}"
                    yield Complaint(document, (*at, "id"), message, hint)
                continue
            pointer, value = said
            if value in field.retired:
                heir = field.retired[value]
                hint = f"Write `{heir}`." if heir else "Take another value, or put it back into use."
                yield Complaint(document, pointer, f"`{value}` is retired in {where.removesuffix(',')}", hint)
            elif value not in field.allowed:
                hint = did_you_mean(value, field.allowed) or _allowed(field)
                yield Complaint(document, pointer, f"{where} does not have `{value}`", hint)


def _allowed(field: StageField) -> str:
    return f"Allowed are {listed(field.allowed, last='and')}." if field.allowed else "The list is empty."
