"""Values that the way back is made of: what was edited, what is new, and what cannot be taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from mopsbook.documents.document import Document
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.columns import Column
from mopsbook.sheets.state import State


class Fault(Struct, frozen=True):
    """Something in the sheet that cannot be taken: where it stands, why, and the way out. Row 0 are the headings."""

    row: int
    heading: str
    message: str
    hint: str = ""


class CellEdit(Struct, frozen=True):
    """A cell that was edited. `after` is GONE if it was emptied."""

    row: int
    column: Column
    before: Any
    after: Any


class Edited(Struct):
    """The edits of one document. `answered` are its words about fields that were open, which the edits make untrue."""

    row: int
    document: Document
    state: State
    edits: list[CellEdit]
    answered: list[tuple[str, str]] = field(default_factory=list)


class Created(Struct):
    """A row that becomes a document. `cells` says which column each of its values came from."""

    row: int
    kind: Kind
    data: dict[str, Any]
    cells: list[CellEdit]
    file: str = ""


class Findings(Struct):
    """All that is known about a sheet that came back."""

    edited: list[Edited] = field(default_factory=list)
    created: list[Created] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: Sequence[str] = ()
    notes: list[str] = field(default_factory=list)
    files: Mapping[str, str] = field(default_factory=dict)
