"""mopsbook edit: a form in the browser, for one document at a time."""

from typing import TYPE_CHECKING

import click

from mopsbook.errors import SetupError
from mopsbook.layout import find_layout
from mopsbook.words import did_you_mean

if TYPE_CHECKING:
    from mopsbook.form.desk import Desk


@click.command(short_help="Edit a document in a form in the browser.")
@click.argument("document", required=False, default="", metavar="[KIND/ID]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where the form listens. Left out: any free port."
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def command(document: str, port: int, no_browser: bool) -> None:
    """Open a form in the browser that edits the files of this book, comments and all.

    KIND/ID is the document to begin with, as in process/webinar-launch (default: the list of all). Only this machine, and
    only the browser that opens the address, gets an answer. Ctrl-C ends it.
    """
    from mopsbook.form.desk import Desk
    from mopsbook.form.server import FormServer
    from mopsbook.kinds.load import load_kinds

    layout = find_layout()
    desk = Desk(layout, load_kinds([layout.schemas]))
    path = _path(desk, document) if document else "/"
    with FormServer(desk, port) as server:
        address = server.address(path)
        click.echo(f"Edit here: {address}\nPress Ctrl-C to end it.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("\nThe form is closed.")


def _path(desk: "Desk", document: str) -> str:
    kind, _, id = document.partition("/")
    if desk.shelf.get(kind, id) is None:
        known = [f"{each.kind.name}/{each.id}" for each in desk.shelf.documents]
        hint = did_you_mean(document, known) or "Name it by kind and id, as in process/webinar-launch."
        raise SetupError(f"there is no document `{document}`", hint)
    return f"/edit/{kind}/{id}"
