"""mopsbook import: a sheet comes back, or a list from elsewhere becomes documents."""

from pathlib import Path

import click

from mopsbook.cli.completing import complete_kinds
from mopsbook.cli.options import existing, layout_of, read_shelf
from mopsbook.errors import SetupError
from mopsbook.terminal.progress import doing


@click.command("import", short_help="Take back a sheet, or make documents from a list.")
@click.argument("kind", shell_complete=complete_kinds)
@click.argument("file", type=click.Path())
@click.option("--map", "map_", metavar="MAP.yaml", help="Which column feeds which field; docs/import.md shows how.")
@click.option(
    "--into", metavar="DIR", help="The book or its knowledge folder; with `--map`, a new folder becomes a book."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--partial", is_flag=True, help="Of a sheet, write what is right, though other cells are wrong.")
def command(kind: str, file: str, map_: str | None, into: str | None, dry_run: bool, partial: bool) -> int:
    """Take back a sheet of KIND that `mopsbook export` wrote: only cells that were edited change anything.

    With `--map`, make documents of the records in FILE (YAML, JSON, CSV or a workbook) from elsewhere, or bring them up to date; what
    a person has edited stays. Exit 1: something could not be taken; the report says what, and why.
    """
    if map_ is None:
        return _take_sheet_back(kind, file, into or ".", dry_run, partial)
    from mopsbook.imports.run import run_import

    if into is None:
        raise SetupError("it is not said where the documents go", "Name the book, as in `--into .`.")
    source, map_file = existing(
        (file, map_), hint="Name a file of records and, with `--map`, the map that says what is in it."
    )
    with doing("Importing"):
        result = run_import(kind, source, map_file, Path(into), dry_run)
    click.echo(result.report, nl=False)
    return int(not result.complete)


def _take_sheet_back(kind: str, file: str, into: str, dry_run: bool, partial: bool) -> int:
    from mopsbook.kinds.find_kind import find_kind
    from mopsbook.sheets.take_back import take_back

    (source,) = existing((file,), hint="Name a sheet that `mopsbook export` wrote.")
    layout = layout_of(existing((into,), hint="Name the folder of a book with `--into`."))
    shelf = read_shelf(layout)
    meant = find_kind(kind, shelf.kinds.shown)
    with doing("Comparing"):
        result = take_back(meant, source, shelf, layout, dry_run=dry_run, partial=partial)
    click.echo(result.report, nl=False)
    return int(not result.complete)
