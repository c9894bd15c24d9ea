"""The whole way back, top to bottom: grid, headings, rows, edits, texts, report."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mopsbook.documents.document import Document
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.edit_yaml import GONE
from mopsbook.editing.set_fields import FieldChange
from mopsbook.editing.write_files import write_files
from mopsbook.errors import SetupError
from mopsbook.imports.convert import Unfit
from mopsbook.imports.run import encode
from mopsbook.imports.sources.workbook import is_workbook
from mopsbook.kinds.kind import Kind
from mopsbook.layout import Layout
from mopsbook.sheets.columns import find_columns
from mopsbook.sheets.compare import compare_row, find_answered, find_forms
from mopsbook.sheets.edits import CellEdit, Edited, Fault, Findings
from mopsbook.sheets.from_csv import read_csv_sheet
from mopsbook.sheets.from_xlsx import read_xlsx_sheet
from mopsbook.sheets.grid import Grid
from mopsbook.sheets.headings import read_headings
from mopsbook.sheets.new_rows import Folder, make_created, name_rows
from mopsbook.sheets.references import resolve_names
from mopsbook.sheets.report import render
from mopsbook.sheets.rows import place_rows
from mopsbook.sheets.sound import check_created, check_edited
from mopsbook.sheets.state import States
from mopsbook.sheets.write_back import write_back


class TakenBack(Struct, frozen=True):
    """What to print, and whether every cell could be taken."""

    report: str
    complete: bool


def take_back(
    kind: Kind, file: Path, shelf: Shelf, layout: Layout, *, dry_run: bool = False, partial: bool = False
) -> TakenBack:
    """Take a sheet back. All is written or nothing, unless `partial` lets what is right through."""
    grid = read_grid(file)
    findings = find_edits(grid, kind, shelf, layout)
    writes = not dry_run and (partial or not findings.faults)
    if writes:
        write_files(layout.root, {name: encode(name, text, layout.root) for name, text in findings.files.items()})
    report = render(findings, file.name, len(grid.rows), dry_run=dry_run, written=writes)
    return TakenBack(report, not findings.faults)


def read_grid(file: Path) -> Grid:
    """Return the grid of a file. Raises SetupError if it cannot be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SetupError(f"`{file}` cannot be read: {error.strerror}", "Name a sheet.") from error
    return read_xlsx_sheet(content, str(file)) if is_workbook(content) else read_csv_sheet(content, str(file))


def find_edits(grid: Grid, kind: Kind, shelf: Shelf, layout: Layout) -> Findings:
    """Return all that the sheet says other than the book, with the texts of the files that it would change."""
    columns, left_out = find_columns(kind)
    headings = read_headings(grid, columns, left_out)
    rows = place_rows(grid, headings, kind, shelf)
    findings = Findings(
        faults=[*headings.faults, *rows.faults], missing=rows.missing, notes=[*grid.notes, *headings.notes]
    )
    forms = find_forms(grid, headings)
    ids = name_rows(rows.new, headings, kind, shelf)
    new = {id for id in ids.values() if id}
    states = States()
    for known in rows.known:
        state = states.of(known.document)
        edits, faults = compare_row(known, state, grid, headings, forms)
        edits, more = _resolve(edits, known.document, shelf, new)
        edited = Edited(known.row.number, known.document, state, edits)
        edited.edits, wrong = check_edited(edited)
        findings.faults += [*faults, *more, *wrong]
        if edited.edits:
            answered = [place for edit in edited.edits for place in find_answered(edit, state.own)]
            edited.answered = list(dict.fromkeys(answered))
            findings.edited.append(edited)
    texts, refused = write_back(findings.edited)
    for edited, change, reason in refused:
        _take_back(edited, change, reason, findings)
    findings.edited = [edited for edited in findings.edited if edited.edits]
    folder = Folder(kind, shelf, layout)
    for row, _ in rows.new:
        created, faults = make_created(
            row, ids[row.number], headings=headings, forms=forms, kind=kind, shelf=shelf, new=new
        )
        faults = faults or check_created(created)
        try:
            if not faults:
                created.file, texts[created.file] = folder.write(created)
                findings.created.append(created)
        except Unfit as unfit:
            faults = [Fault(row.number, "id", unfit.message, unfit.hint)]
        findings.faults += faults
    findings.files = texts
    return findings


def _resolve(
    edits: list[CellEdit], document: Document, shelf: Shelf, new: Collection[str]
) -> tuple[list[CellEdit], list[Fault]]:  # fmt: skip
    """Return the edits with ids for titles, and those whose names lead nowhere."""
    found: list[CellEdit] = []
    faults: list[Fault] = []
    for edit in edits:
        try:
            if edit.after is not GONE:
                value = resolve_names(edit.after, edit.before, edit.column, document, shelf, new)
                edit = replace(edit, after=value)  # noqa: PLW2901 - the same edit, in the words of the book
            if edit.after != edit.before:
                found.append(edit)
        except Unfit as unfit:
            faults.append(Fault(edit.row, edit.column.heading, unfit.message, unfit.hint))
    return found, faults


def _take_back(edited: Edited, change: FieldChange, reason: str, findings: Findings) -> None:
    """Make a fault of a change that the text of the file does not allow."""
    place = edited.document.source.places.value(edited.document.in_file(change.path))
    findings.faults.append(
        Fault(
            edited.row,
            ".".join(change.path),
            f"it cannot be changed in {edited.document.path}:{place.line}, because {reason}",
            "Edit it there by hand.",
        )
    )
    edited.edits = [edit for edit in edited.edits if edit.column.path != change.path]
    edited.answered = [place for place in edited.answered if place != change.path]
