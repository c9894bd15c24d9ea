"""mopsbook edit: a form in the browser, for one document at a time."""

import gc
from urllib.parse import quote

import click

from mopsbook.cli.completing import complete_ids
from mopsbook.cli.options import read_catalog
from mopsbook.layout import Layout, find_layout


@click.command(short_help="Edit a document in a form in the browser.")
@click.argument("name", required=False, default="", shell_complete=complete_ids)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where the form listens. Left out: any free port."
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def command(name: str, port: int, no_browser: bool) -> None:
    """Open a form in the browser that edits the files of this book and keeps their comments.

    NAME is the document to begin with: kind/id, an id, another name or a title (left out: the list of all). Only this machine
    gets an answer, and only the browser that opens the address. Ctrl-C ends it.
    """
    from mopsbook.form.desk import Desk
    from mopsbook.form.server import FormServer
    from mopsbook.kinds.load import load_kinds

    layout = find_layout()
    path = _path(layout, name) if name else "/"
    with FormServer(Desk(layout, load_kinds([layout.schemas])), port) as server:
        address = server.address(path)
        click.echo(f"Edit here: {address}\nPress Ctrl-C to end it.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        gc.enable()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("\nThe form is closed.")


def _path(layout: Layout, name: str) -> str:
    """Return the address of a document's page. Raises SetupError for a name that is none."""
    from mopsbook.answers.find import find_subject

    kind, id = find_subject(read_catalog(layout), name).entity.key
    return f"/edit/{quote(kind, safe='')}/{quote(id, safe='')}"
