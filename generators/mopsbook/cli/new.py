"""mopsbook new: a file for a new document, with all that it should say."""

import os
import sys
from typing import Any

import click

from mopsbook.cli.completing import complete_kinds
from mopsbook.cli.options import read_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.kinds.field import Field
from mopsbook.kinds.find_kind import find_kind
from mopsbook.kinds.kind import Kind
from mopsbook.layout import find_layout
from mopsbook.words import a


@click.command(short_help="Make a file for a new document, with all that it should say.")
@click.argument("kind_name", metavar="KIND", shell_complete=complete_kinds)
@click.argument("id")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="What is known already; several times.")
def command(kind_name: str, id: str, settings: tuple[str, ...]) -> None:
    """Make a file for a new document of KIND, with a line for each field that it should fill in and what to write there.

    On a terminal it asks for them; Enter leaves a field for later, and Ctrl+D all the rest. It never writes over a file.
    """
    from mopsbook.editing.new_document import draft_document, mean_names, prove_draft, put_value
    from mopsbook.editing.new_place import find_first_line, find_place, refuse_id
    from mopsbook.editing.write_files import write_files
    from mopsbook.today import today

    layout = find_layout()
    shelf = read_shelf(layout)
    kind = find_kind(kind_name, shelf.kinds.values())
    if kind.hidden or "id" not in kind.by_name:
        raise SetupError(
            f"a book has one file of the kind `{kind.name}`", "Write it by hand; `mopsbook schema` says how."
        )
    refuse_id(shelf, kind, id)
    path = find_place(shelf, layout, kind, id)
    values: dict[str, Any] = {"id": id}
    for setting in settings:
        name, sign, typed = setting.partition("=")
        if not sign:
            raise SetupError(f"`{setting}` sets nothing", "Write --set FIELD=VALUE, as in `--set owner=web-manager`.")
        put_value(kind, values, name.strip(), typed)
    values = {name: mean_names(shelf, kind, name, value) for name, value in values.items()}
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            _ask(shelf, kind, values)
        except click.Abort as stop:
            # Ctrl+C is to forget it all.
            if not isinstance(stop.__context__, EOFError):
                raise
            click.echo()
    text = draft_document(kind, values, today(), find_first_line(shelf, kind, path))
    prove_draft(shelf, kind, path, text)
    write_files(layout.root, {path: text.encode()})
    shown = os.path.relpath(layout.root / path).replace(os.sep, "/")
    click.echo(f"{shown} is there; fill in what stands empty, then run `mopsbook check {shown}`")


def _ask(shelf: Shelf, kind: Kind, values: dict[str, Any]) -> None:
    """Ask for what is needed and not known. What is a group of its own is left for the editor."""
    from mopsbook.editing.new_document import needed_fields, title_of

    for field in needed_fields(kind):
        if field.name in values or field.name in ("kind", "last_reviewed") or field.children:
            continue
        if field.name == "title":
            values["title"] = click.prompt(_head(field), default=title_of(values["id"]))
            continue
        value = _ask_for(shelf, kind, field)
        if value is not None:
            values[field.name] = value


def _ask_for(shelf: Shelf, kind: Kind, field: Field) -> Any:
    from mopsbook.editing.new_document import example_of, find_fault, mean_names, read_value

    while True:
        typed = click.prompt(_head(field), default="", show_default=False).strip()
        if not typed and not field.structural:
            return None
        if not typed:
            click.echo(f"  {a(kind.label.lower())} cannot be without it; type it as in {example_of(field)}")
            continue
        try:
            value = mean_names(shelf, kind, field.name, read_value(field, typed))
            fault = find_fault(shelf, kind, field.name, value)
        except SetupError as error:
            fault = f"{error.message}. {error.hint}".strip()
        if not fault:
            return value
        click.echo(f"  {fault}")


def _head(field: Field) -> str:
    about = f"\n{field.about}" if field.about else ""
    choices = f"\n  {', '.join(map(str, field.values))}" if field.values else ""
    return f"{about}{choices}\n{field.label}"
