"""Hold what would be written against the schema, and say of each wrong value which cell it stands in."""

from collections.abc import Sequence

from mopsbook.documents.blanks import take_out_blanks
from mopsbook.documents.document import Source, Violation
from mopsbook.documents.validate import validate
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange, with_change
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.edits import CellEdit, Created, Edited, Fault


def check_edited(edited: Edited) -> tuple[list[CellEdit], list[Fault]]:
    """Return the edits that can be made and a fault for each other one. What was wrong before is no fault of the sheet."""
    kind, whole = edited.document.kind, edited.state.whole
    before = {(each.pointer, each.message) for each in _violations(whole, kind)}
    edits = list(edited.edits)
    faults: list[Fault] = []
    while edits:
        data = whole
        for edit in edits:
            data = with_change(data, FieldChange(edit.column.path, edit.before, edit.after))
        new = [each for each in _violations(data, kind) if (each.pointer, each.message) not in before]
        if not new:
            break
        blamed = {edit.column.path for each in new for edit in _blamed(each, edits)}
        faults += _faults(new, edits, edited.row)
        # Taking one edit back may make another one wrong, hence the rounds; where none is to blame, all are taken back.
        edits = [edit for edit in edits if edit.column.path not in blamed] if blamed else []
    return edits, list(dict.fromkeys(faults))


def check_created(created: Created) -> list[Fault]:
    """Return what is wrong with a new document."""
    return _faults(_violations(created.data, created.kind), created.cells, created.row)


def _violations(data: dict[str, object], kind: Kind) -> Sequence[Violation]:
    clean, _ = take_out_blanks({"kind": kind.name, **data}, kind)
    return validate(clean, kind, Source("", ""), ())[1]


def _faults(violations: Sequence[Violation], edits: Sequence[CellEdit], row: int) -> list[Fault]:
    faults = []
    for each in violations:
        blamed = _blamed(each, edits)
        emptied = bool(blamed) and blamed[0].after is GONE
        # Of a group that is not whole, the column of what is missing is named.
        heading = blamed[0].column.heading if blamed and not each.meant else ".".join(_names(each))
        faults.append(
            Fault(row, heading, f"it cannot be empty: {each.message}" if emptied else each.message, each.hint)
        )
    return faults


def _blamed(violation: Violation, edits: Sequence[CellEdit]) -> list[CellEdit]:
    """Return the edits that stand where something is wrong, within or around it, or else in the group that lacks it."""
    for names in (_names(violation), tuple(step for step in violation.pointer if isinstance(step, str))):
        found = [edit for edit in edits if names and all(a == b for a, b in zip(names, edit.column.path, strict=False))]
        if found:
            return found
    return []


def _names(violation: Violation) -> tuple[str, ...]:
    return tuple(step for step in (violation.meant or violation.pointer) if isinstance(step, str))
