"""mopsbook schema: what an editor needs to help with documents."""

import os
from pathlib import Path

import click

from mopsbook.cli.completing import complete_kinds
from mopsbook.cli.options import read_shelf, terminal_width
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.find_kind import find_kind
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, look_for_layout
from mopsbook.words import count

# Beside what else mopsbook keeps in a repository.
_USUAL = ".mopsbook/schemas"


@click.command(short_help="Print what an editor needs to help with documents.")
@click.argument("kind", required=False, shell_complete=complete_kinds)
@click.option("--into", metavar="DIR", help="Write the schemas of all kinds into this folder.")
@click.option(
    "--vscode",
    is_flag=True,
    help=f"Write them (into {_USUAL} unless --into says otherwise) and the settings by which VS Code finds them.",
)
def command(kind: str | None, into: str | None, vscode: bool) -> None:
    """Print the JSON Schema of a kind, for an editor to complete and check documents with. Without KIND: list all kinds.

    It needs no other file, and knows the kinds of the book that the current folder belongs to. Schemas that are written
    into a folder also offer the names that a reference may use; write them again when names are missing.
    """
    layout = look_for_layout()
    if kind is not None and (into or vscode):
        raise SetupError(f"`{kind}` is one kind, and a folder gets them all", "Leave out the kind, or the option.")
    if into or vscode:
        _write(layout, into, vscode)
        return
    kinds = load_kinds([layout.schemas] if layout else [])
    if kind is None:
        _list(kinds)
    else:
        from mopsbook.editors.schema import make_schema
        from mopsbook.editors.write import as_text

        click.echo(as_text(make_schema(find_kind(kind, kinds.values()), kinds, {})), nl=False)


def _list(kinds: Kinds) -> None:
    longest = max(map(len, kinds)) + 2
    width = terminal_width()
    for name, kind in kinds.items():
        about = kind.help.partition("\n")[0]
        line = f"{name:<{longest}}{about}".rstrip()
        click.echo(line if not width or len(line) <= width else f"{line[: width - 3].rstrip()}...")


def _write(layout: Layout | None, into: str | None, vscode: bool) -> None:
    from mopsbook.editors.names import find_names
    from mopsbook.editors.write import write_schemas

    if vscode and layout is None:
        raise SetupError(
            "there is no book here for whose files VS Code could be set up", "Run this in a book's folder."
        )
    folder = Path(into) if into else (layout.root if layout else Path()) / _USUAL
    shelf = read_shelf(layout) if layout else None
    if vscode and layout and shelf:
        _set_up_vscode(layout, shelf, folder)
        return
    kinds = shelf.kinds if shelf else load_kinds()
    files = write_schemas(folder, kinds, find_names(shelf) if shelf else {})
    click.echo(f"{count(len(files), 'schema')} in {_shown(folder)}")


def _set_up_vscode(layout: Layout, shelf: Shelf, folder: Path) -> None:
    from mopsbook.editors.set_up import set_up_vscode

    done = set_up_vscode(layout.root, shelf, folder)
    click.echo(f"{count(len(done.schemas), 'schema')} in {_shown(folder)}")
    for written in done.settings:
        click.echo(f"written: {_shown(written)}")
    for path in done.strange:
        click.echo(
            f"{path} lies in the folder of another kind, so VS Code holds it against the wrong schema: move it",
            err=True,
        )


def _shown(path: Path) -> str:
    return os.path.relpath(path).replace(os.sep, "/")
