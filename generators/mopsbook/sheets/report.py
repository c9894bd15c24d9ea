"""What becomes of a sheet, in sentences: every change, every cell that cannot be taken, and what happens next."""

from collections.abc import Iterator, Sequence
from typing import Any

from mopsbook.editing.edit_yaml import GONE
from mopsbook.history.show import shorten, shorten_both
from mopsbook.sheets.cells import as_cell
from mopsbook.sheets.columns import Column
from mopsbook.sheets.edits import CellEdit, Fault, Findings
from mopsbook.words import count, listed

_MOST = 200


def render(findings: Findings, file: str, rows: int, *, dry_run: bool, written: bool) -> str:
    """Return the report. `written` says whether the changes are in the files now."""
    lines = [f"{file}: {count(rows, 'row')}", *(f"  {note}" for note in findings.notes)]
    changes = [line for lines_ in (_changed(findings), _created(findings)) for line in lines_]
    if changes:
        lines += ["", *changes]
    if findings.faults:
        lines += ["", f"{count(len(findings.faults), 'place')} cannot be taken:"]
        ordered = sorted(findings.faults, key=lambda fault: fault.row)
        lines += [line for fault in ordered[:_MOST] for line in _told(fault)]
        if len(ordered) > _MOST:
            lines.append(f"  and {len(ordered) - _MOST:,} more")
    if findings.missing:
        lines += ["", f"Not in the sheet, and left as they are: {listed(findings.missing, last='and')}."]
    return "\n".join([*lines, "", _end(findings, dry_run, written)]) + "\n"


def _changed(findings: Findings) -> Iterator[str]:
    for edited in findings.edited:
        if edited.edits:
            yield f"{edited.document.id} ({edited.document.path})"
            yield from (f"  {_sentence(edit)}" for edit in edited.edits)
            for key, name in edited.answered:
                yield f"  {name}: no longer said {'to be unknown' if key == 'unknown' else 'not to apply'}"


def _created(findings: Findings) -> Iterator[str]:
    for created in findings.created:
        yield f"{created.data['id']}: a new {created.kind.label.lower()}, row {created.row} ({created.file})"


def _sentence(edit: CellEdit) -> str:
    old, new = _shown(edit.before, edit.column), _shown(edit.after, edit.column)
    if edit.after is GONE:
        return f"{edit.column.heading}: `{shorten(old)}` taken out"
    if not old:
        return f"{edit.column.heading}: `{shorten(new)}`"
    before, after = shorten_both(old, new)
    return f"{edit.column.heading}: `{before}` → `{after}`"


def _shown(value: Any, column: Column) -> str:
    return "" if value is GONE else " ".join((as_cell(value, column) or "").split())


def _told(fault: Fault) -> Sequence[str]:
    row = f"row {fault.row}" if fault.row else "headings"
    place = ", ".join(part for part in (row, f"column {fault.heading}" if fault.heading else "") if part)
    return [f"  {place}: {fault.message}", *([f"    {fault.hint}"] if fault.hint else [])]


def _end(findings: Findings, dry_run: bool, written: bool) -> str:
    cells = sum(len(edited.edits) for edited in findings.edited)
    what = [count(cells, "cell")] if cells else []
    what += [f"{len(findings.created)} new"] if findings.created else []
    if not what:
        return "Nothing was written." if findings.faults else "Nothing was edited; nothing was written."
    whole = " and ".join(what)
    files = count(len(findings.files), "file")
    if written:
        return f"Written: {whole}, in {files}."
    if dry_run and not findings.faults:
        return f"Would be written: {whole}, in {files}. Nothing was, because of `--dry-run`."
    if dry_run:
        return f"With `--partial` would be written: {whole}, in {files}. Nothing was, because of `--dry-run`."
    return "Nothing was written. Mend the sheet and import it again, or take the rest with `--partial`."
