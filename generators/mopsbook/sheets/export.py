"""The whole export, top to bottom: book, table, file, and what is worth saying about it."""

from msgspec import Struct

from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.kind import Kind
from mopsbook.sheets.table import Table, make_table
from mopsbook.sheets.to_csv import to_csv
from mopsbook.sheets.to_xlsx import to_xlsx
from mopsbook.words import count, listed


class Export(Struct, frozen=True):
    """The bytes of a sheet, and sentences about it."""

    content: bytes
    notes: tuple[str, ...]


def export_csv(kind: Kind, shelf: Shelf, wanted: tuple[str, ...], separator: str, marked: bool) -> Export:
    """Return the documents of a kind as CSV; `marked` says whether with a byte-order mark."""
    table = make_table(kind, shelf, wanted)
    return Export(to_csv(table, separator, marked), _notes(table))


def export_xlsx(kind: Kind, shelf: Shelf, wanted: tuple[str, ...]) -> Export:
    """Return the documents of a kind as a workbook."""
    table = make_table(kind, shelf, wanted)
    return Export(to_xlsx(table, shelf), _notes(table))


def _notes(table: Table) -> tuple[str, ...]:
    rows, columns = len(table.rows), len(table.columns)
    notes = [f"{count(rows, table.kind.label.lower(), table.kind.plural.lower())}, {count(columns, 'column')}"]
    if table.left_out:
        names = listed([field.name for field in table.left_out], 40, "and")
        notes.append(f"left out, because no cell can hold a list of groups: {names}. They are edited in the files")
    if table.nameless:
        files = listed(list(dict.fromkeys(document.path for document in table.nameless)), last="and")
        notes.append(
            f"left out, because their id is missing or taken: {count(len(table.nameless), 'document')} in {files}"
        )
    return tuple(notes)
