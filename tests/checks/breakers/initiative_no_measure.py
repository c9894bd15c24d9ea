"""An initiative begins, and nobody said by which number one will see whether it worked."""

from edits import TODAY, Broken, Draw, change, in_use, put, take_out

from mopsbook.checks.quarters import last_day
from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf


def spots(shelf: Shelf) -> list[Document]:
    initiatives = [each for each in in_use(shelf, "initiative") if "metrics" in each.data]
    return [each for each in initiatives if (last_day(each.data.get("quarter"), shelf) or TODAY) > TODAY]


def break_at(document: Document, draw: Draw, shelf: Shelf) -> Broken:
    begins = put(document, ("state",), "in-progress")
    return change(document, begins, take_out(document, ("metrics",)), named=("state",))
