"""Posted: what a browser sent, as edits of the document and as what the document is to say."""

from typing import Any

from msgspec import Struct, field

from mopsbook.editing.edits import Edit
from mopsbook.reading.places import Pointer

# What a list sends even if it has no items: its name, and this.
LIST = "@list"
KEY = "@key"
VALUE = "@value"


class Posted(Struct):
    """The edits, each with the name of its control, what the document is to say, and what could not be understood.

    `tokens` tells which item stands where afterwards; a map's are told by key. `alone` are items that stand without a list.
    """

    notes: list[tuple[Edit, str]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, dict[int | str, str]] = field(default_factory=dict)
    alone: dict[str, str] = field(default_factory=dict)

    @property
    def edits(self) -> list[Edit]:
        """The edits, in the order in which they are to be made."""
        return [edit for edit, _ in self.notes]

    def name_of(self, pointer: Pointer) -> str:
        """Return the name of the control at a pointer of the document as it is to be, or of the nearest one around it."""
        name = ""
        for step in pointer:
            known = self.tokens.get(name, {})
            if name in self.tokens:
                if step not in known:
                    return name
                name = f"{name}/{known[step]}"
            else:
                name = f"{name}/{step}" if name else str(step)
        return f"{name}/{self.alone[name]}" if name in self.alone else name
