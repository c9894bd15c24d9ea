"""What the columns of a grid mean: fields by path or label in any order, the marks, and what is neither."""

from collections.abc import Sequence

from msgspec import Struct

from mopsbook.kinds.field import Field
from mopsbook.sheets.cells import is_blank
from mopsbook.sheets.columns import Column, find_heading
from mopsbook.sheets.edits import Fault
from mopsbook.sheets.grid import Grid
from mopsbook.sheets.marks import letters_of
from mopsbook.words import did_you_mean


class Headings(Struct, frozen=True):
    """The columns with their positions, the position of the marks (-1: there are none), and what is to be said."""

    columns: Sequence[tuple[int, Column]]
    id_at: int
    marks_at: int
    faults: Sequence[Fault]
    notes: Sequence[str]


def read_headings(grid: Grid, columns: Sequence[Column], left_out: Sequence[Field]) -> Headings:
    """Return what each column is. One that is none is a fault if it may be a misspelt field, and passed over if not."""
    found: dict[str, tuple[int, Column]] = {}
    unknown: list[tuple[int, str]] = []
    faults: list[Fault] = []
    marks_at = -1
    for at, heading in enumerate(grid.headings):
        column = find_heading(heading, columns) if heading else None
        if letters_of(heading) is not None:
            marks_at = at
        elif column is None:
            unknown.append((at, heading))
        elif column.heading in found:
            faults.append(Fault(0, heading, "the heading stands there twice", "Take one of the two columns out."))
        else:
            found[column.heading] = (at, column)
    free = [column.heading for column in columns if column.heading not in found]
    notes: list[str] = []
    for at, heading in unknown:
        holds = any(at < len(row.cells) and not is_blank(row.cells[at]) for row in grid.rows)
        hint = did_you_mean(heading, free) if heading else ""
        if heading in {field.name for field in left_out}:
            notes.append(f"the column `{heading}` is passed over: no cell can hold it, so it is edited in the files")
        elif hint and holds:
            faults.append(Fault(0, heading, "there is no such field", hint))
        elif holds:
            name = f"column `{heading}` is no field and" if heading else f"column {at + 1} has no heading and"
            notes.append(f"the {name} is passed over")
    id_at = found.pop("id")[0]
    return Headings(list(found.values()), id_at, marks_at, faults, notes)
