"""A list of stages holds a value that is no stage.

What: Where the stages of lifecycles are kept in a field that takes its values from a value list, each value of the list
that is in use is the value of a stage of one of them.

Why: Somebody will choose it. GitLab's handbook had a status "Bad Data" on one page and in no lifecycle: nobody owns such
records, no SLA runs, and no report counts them.

Mend: Retire the value (`status: retired`, with `replaced_by`), or describe the stage that it stands for.
"""

from collections.abc import Iterator
from datetime import date

from mopsbook.checks.finding import Complaint
from mopsbook.checks.stage_values import stage_fields
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.words import listed

SEVERITY = "warning"
DIMENSION = "cohesive"


def asks(kind: Kind) -> bool:
    """Lifecycles and value lists are asked."""
    return kind.name in ("lifecycle", "value-list")


def check(shelf: Shelf, today: date) -> Iterator[Complaint]:
    """Yield each value of a list of stages that no stage has."""
    lists: dict[str, Document] = {}
    written: dict[str, set[str]] = {}
    owners: dict[str, list[str]] = {}
    spoilt: set[str] = set()
    for field in stage_fields(shelf):
        name = field.picklist.id
        lists[name] = field.picklist
        owners.setdefault(name, []).append(field.lifecycle.id)
        if field.lifecycle.is_spoilt(("stages",)):
            spoilt.add(name)
        for index, stage in enumerate(field.lifecycle.data.get("stages", ())):
            said = field.value_of(index)
            words = {said[1]} if said else {stage.get("id", ""), stage.get("title", "")}
            written.setdefault(name, set()).update(field.plain.get(word, word) for word in words)
    for name, document in lists.items():
        for index, entry in enumerate(document.data.get("values", ())):
            unused = entry.get("value") and entry["value"] not in written.get(name, ())
            if unused and entry.get("status") != "retired" and name not in spoilt:
                whose = listed(sorted(set(owners[name])), last="or")
                message = f"no stage of {whose} has this value"
                hint = "Retire it, or describe the stage that it stands for."
                yield Complaint(document, ("values", index, "value"), message, hint)
