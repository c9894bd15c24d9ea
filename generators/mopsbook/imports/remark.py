"""Remark: one thing that the report says about a value, with the record it stands in."""

from typing import Literal

from msgspec import Struct

from mopsbook.imports.mend import Mend
from mopsbook.imports.record import Record

# html: its tags and entities are written as Markdown, or left out; normalised: another spelling of a known value; near: a slip of the pen; taken: the first of several;
# dropped: the map says that it means nothing; skipped: fits nowhere, and the map says not to mind;
# unplaced: fits nowhere; text: fits nowhere, and is written as it is.
What = Literal["html", "normalised", "near", "taken", "dropped", "skipped", "unplaced", "text"]


class Remark(Struct, frozen=True):
    """What became of a value that could not be taken as it was, and what would mend that, in words or in the map."""

    what: What
    record: Record
    field: str
    typed: str
    meant: str = ""
    message: str = ""
    hint: str = ""
    mend: Mend | None = None
