"""Who is who: which row is which document, which is new, and which can be neither."""

from collections.abc import Sequence

from msgspec import Struct, field

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.cells import is_blank, typed
from mopsbook.sheets.columns import value_at
from mopsbook.sheets.edits import Fault
from mopsbook.sheets.grid import Grid, Row
from mopsbook.sheets.headings import Headings
from mopsbook.sheets.marks import digest, read_mark
from mopsbook.words import fold


class Known(Struct, frozen=True):
    """A row that is a document; `mark` is empty where it is not known what was exported."""

    row: Row
    document: Document
    mark: frozenset[str]


class Rows(Struct):
    """All rows of a sheet. `missing` are the ids of documents that have no row, which happens to nobody else's work."""

    known: list[Known] = field(default_factory=list)
    new: list[tuple[Row, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: Sequence[str] = ()


def place_rows(grid: Grid, headings: Headings, kind: Kind, shelf: Shelf) -> Rows:
    """Return what each row is. Nothing is deleted: a document without a row stays as it is."""
    rows = Rows()
    ids = {document.id: document for document in shelf.of_kind(kind.name) if _can_come_back(document, shelf)}
    waiting: list[tuple[Row, str, frozenset[str]]] = []
    first: dict[str, int] = {}
    for row in grid.rows:
        id, mark = _cell(row, headings.id_at), _mark(row, headings.marks_at)
        if all(is_blank(cell) for at, cell in enumerate(row.cells) if at != headings.marks_at):
            # Somebody has emptied the row instead of deleting it.
            continue
        beyond = [cell for cell in row.cells[len(grid.headings) :] if not is_blank(cell)]
        if beyond:
            message = f"there are more cells than headings: `{typed(beyond[0])}`"
            rows.faults.append(Fault(row.number, "", message, "A separator within a text? Put the text in quotes."))
        if id and id in first:
            message = f"`{id}` is in row {first[id]}, too"
            rows.faults.append(
                Fault(row.number, "id", message, "Take one of the rows out, or give it an id of its own.")
            )
            continue
        first.setdefault(id, row.number)
        if beyond:
            continue
        was = not mark or digest("id", id) in mark
        if id in ids and was:
            rows.known.append(Known(row, ids[id], mark))
        else:
            waiting.append((row, id, mark))
    taken = {known.document.id for known in rows.known}
    renamed = {digest("id", id): id for id in ids if id not in taken}
    for row, id, mark in waiting:
        _place(row, id, mark, rows=rows, ids=ids, renamed=renamed, kind=kind, shelf=shelf, headings=headings)
    here = {known.document.id for known in rows.known} | set(first)
    rows.missing = [id for id in ids if id not in here]
    return rows


def _place(
    row: Row, id: str, mark: frozenset[str], *, rows: Rows, ids: dict[str, Document], renamed: dict[str, str], kind: Kind,
    shelf: Shelf, headings: Headings,
) -> None:  # fmt: skip
    """Decide on a row whose id no document has, or has not had when the sheet was made."""
    before = next((renamed[part] for part in mark if part in renamed), "")
    by_alias = _by_alias(id, kind, shelf) if digest("id", id) in mark else None
    if before:
        hint = f"To rename it: `mopsbook rename {kind.name}/{before} {id or 'NEW'}`. Write `{before}` here again."
        message = f"the id was `{before}` when the sheet was made, and is {f'`{id}`' if id else 'empty'} now"
        rows.faults.append(Fault(row.number, "id", message, hint))
    elif by_alias is not None and by_alias.id in ids and by_alias.id not in {known.document.id for known in rows.known}:
        # It was renamed in the book since.
        rows.known.append(Known(row, by_alias, mark))
    elif id in ids:
        rows.known.append(Known(row, ids[id], frozenset()))
    elif id.casefold() in shelf.unread:
        message = f"the file of `{id}` cannot be read as it is now"
        rows.faults.append(Fault(row.number, "id", message, "`mopsbook check` says why; mend that first."))
    elif mark and digest("id", id) in mark:
        message = f"{kind.label.lower()} `{id}` is gone: it was deleted or renamed after the sheet was made"
        rows.faults.append(Fault(row.number, "id", message, "Take the row out, or export the sheet again."))
    elif not id and (twin := _by_title(row, headings, ids)):
        message = f"the row has no id, and {kind.label.lower()} `{twin}` has this title"
        rows.faults.append(Fault(row.number, "id", message, f"Write `{twin}`, or another title."))
    else:
        rows.new.append((row, id))


def _can_come_back(document: Document, shelf: Shelf) -> bool:
    return "id" in document.data and shelf.get(document.kind.name, document.id) is document


def _cell(row: Row, at: int) -> str:
    return typed(row.cells[at]).strip() if at < len(row.cells) and row.cells[at] is not None else ""


def _mark(row: Row, at: int) -> frozenset[str]:
    return read_mark(row.cells[at]) if 0 <= at < len(row.cells) else frozenset()


def _by_alias(id: str, kind: Kind, shelf: Shelf) -> Document | None:
    return next((each for each in shelf.aliases.get(id.casefold(), ()) if each.kind.name == kind.name), None)


def _by_title(row: Row, headings: Headings, ids: dict[str, Document]) -> str:
    at = next((at for at, column in headings.columns if column.path == ("title",)), -1)
    title = fold(_cell(row, at)) if at >= 0 else ""
    return next((id for id, each in ids.items() if title and fold(str(value_at(each.data, ("title",)))) == title), "")
