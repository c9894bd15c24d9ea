"""Values that the way back is made of: what was edited, what is new, and what cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mopsbook.documents.document import Document
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.columns import Column
from mopsbook.sheets.state import State


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the sheet that cannot be taken: where it stands, why, and the way out. Row 0 are the headings."""

    row: int
    heading: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that was edited. `after` is GONE if it was emptied."""

    row: int
    column: Column
    before: Any
    after: Any


@dataclass(slots=True)
class Edited:
    """The edits of one document. `answered` are its words about fields that were open, which the edits make untrue."""

    row: int
    document: Document
    state: State
    edits: list[CellEdit]
    answered: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Created:
    """A row that becomes a document. `cells` says which column each of its values came from."""

    row: int
    kind: Kind
    data: dict[str, Any]
    cells: list[CellEdit]
    file: str = ""


@dataclass(slots=True)
class Findings:
    """All that is known about a sheet that came back."""

    edited: list[Edited] = field(default_factory=list)
    created: list[Created] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: Sequence[str] = ()
    notes: list[str] = field(default_factory=list)
    files: Mapping[str, str] = field(default_factory=dict)
