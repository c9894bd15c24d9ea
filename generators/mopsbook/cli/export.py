"""mopsbook export: the documents of a kind as a sheet, for people without git."""

from pathlib import Path

import click

from mopsbook.cli.completing import complete_kinds
from mopsbook.cli.options import existing, layout_of, read_shelf
from mopsbook.errors import SetupError
from mopsbook.terminal.progress import doing

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@click.command(short_help="Write the documents of a kind into a spreadsheet.")
@click.argument("kind", shell_complete=complete_kinds)
@click.option("--csv", "csv_", metavar="FILE", help="Where the sheet goes; - is the terminal, or a pipe.")
@click.option("--xlsx", metavar="FILE", help="A workbook, with help and choices in it.")
@click.option("--columns", metavar="A,B", default="", help="Only these fields, as in `owner,contract.renewal_date`.")
@click.option(
    "--separator",
    type=click.Choice(tuple(_SEPARATORS)),
    default="comma",
    show_default=True,
    help="What parts the cells of a CSV; Excel wants semicolons where a comma stands before decimals.",
)
@click.option("--book", default=".", metavar="DIR", help="The book, if it is not the one around this folder.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def command(
    kind: str, csv_: str | None, xlsx: str | None, *, columns: str, separator: str, book: str, force: bool
) -> int:
    """Write the documents of KIND into a sheet, one row for each. `mopsbook import KIND FILE` takes it back.

    Only cells that were edited change anything then: docs/spreadsheets.md.
    """
    from mopsbook.kinds.find_kind import find_kind
    from mopsbook.sheets.export import export_csv, export_xlsx

    if not csv_ and not xlsx:
        raise SetupError("it is not said where the sheet goes", f"As in `mopsbook export {kind} --csv {kind}.csv`.")
    for file in filter(None, (csv_, xlsx)):
        if file != "-" and Path(file).exists() and not force:
            raise SetupError(
                f"there is `{file}` already", "Somebody may have edited it. Name another file, or say `--force`."
            )
    shelf = read_shelf(layout_of(existing((book,), "Name the folder of a book with `--book`.")))
    meant = find_kind(kind, shelf.kinds.shown)
    wanted = tuple(name.strip() for name in columns.split(",") if name.strip())
    if csv_:
        with doing("Writing the sheet"):
            made = export_csv(meant, shelf, wanted, _SEPARATORS[separator], marked=csv_ != "-")
        _write(csv_, made.content)
    if xlsx:
        with doing("Writing the workbook"):
            made = export_xlsx(meant, shelf, wanted)
        _write(xlsx, made.content)
    for note in made.notes:
        click.echo(f"mopsbook: {note}.", err=True)
    return 0


def _write(file: str, content: bytes) -> None:
    if file == "-":
        click.echo(content, nl=False)
        return
    from mopsbook.whole_files import write_whole

    try:
        write_whole(Path(file), content)
    except OSError as error:
        raise SetupError(
            f"`{file}` cannot be written: {error.strerror}", "Name a file in a folder that is there."
        ) from error
