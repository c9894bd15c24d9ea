"""mopsbook review: say that something was read with care and found true, or ask what is to be read again."""

import click

from mopsbook.cli.completing import complete_ids, complete_teams
from mopsbook.cli.options import read_catalog, read_shelf, write_json
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.layout import find_layout
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today


@click.command(short_help="Record that something was read and is true, or list what is due.")
@click.argument("names", metavar="[ID]...", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--by", metavar="ROLE", default="", help="The role or team that read it. [default: as last time, or owner]"
)
@click.option("--due", is_flag=True, help="List what is to be read again, the most depended upon first.")
@click.option(
    "--team", metavar="TEAM", default="", shell_complete=complete_teams, help="With --due: only what this team owns."
)
@click.option(
    "--json", "as_json", is_flag=True, help="With --due: write it for programs; docs/still-true.md has the shape."
)
@click.option("--tidy", is_flag=True, help="Remove the records of what is not there any more.")
def command(names: tuple[str, ...], by: str, due: bool, team: str, as_json: bool, tidy: bool) -> None:
    """Say that you have read something with care and found it true: `mopsbook review process/lead-routing`.

    Sets `last_reviewed` to today and `reviewed_by`, and records a digest of what it says, and of what matters to it in what it
    depends on. When either changes, the check and the site say so. Read first: nothing reads it for you.
    """
    if tidy and (names or by or due or team or as_json):
        raise SetupError("`--tidy` stands alone", "Leave the rest out.")
    if tidy:
        _tidy()
        return
    if due and (names or by):
        raise SetupError("`--due` lists what is to be read, and ID says what was read", "Leave one of the two out.")
    if not due and (team or as_json):
        raise SetupError("`--team` and `--json` belong to `--due`", "Add --due.")
    if not due and not names:
        raise SetupError("nothing is named", "Name what you have read, or ask with --due what is to be read.")
    if due:
        _list_due(team, as_json)
    else:
        _sign(names, by)


def _list_due(team: str, as_json: bool) -> None:
    from mopsbook.answers.find import find_team
    from mopsbook.catalog.to_review import to_review
    from mopsbook.review.due import due_as_json, show_due

    catalog = read_catalog(find_layout(), checked=False)
    _say_leftovers(catalog.shelf)
    owner = find_team(catalog, team) if team else None
    found = to_review(catalog, owner)
    if as_json:
        write_json(due_as_json(found, catalog))
        return
    screen = standard_output()
    click.echo(show_due(found, catalog, screen), nl=False, color=screen.colour)
    if screen.width:
        click.echo(found.summary)


def _sign(names: tuple[str, ...], by: str) -> None:
    from mopsbook.documents.records import FOLDER
    from mopsbook.editing.write_files import write_files
    from mopsbook.review.sign import find_documents, sign

    layout = find_layout()
    shelf = read_shelf(layout)
    signed = sign(shelf, layout, find_documents(shelf, names), by, today())
    write_files(layout.root, signed.files)
    for document, reader in signed.by:
        click.echo(f"{document.kind.name}/{document.id} was reviewed on {today()} by {reader}")
    click.echo(f"mopsbook: commit {FOLDER} with it", err=True)
    _say_leftovers(shelf)


def _say_leftovers(shelf: Shelf) -> None:
    from mopsbook.review.leftovers import say_leftovers

    said = say_leftovers(shelf)
    if said:
        click.echo(f"mopsbook: {said}", err=True)


def _tidy() -> None:
    from mopsbook.editing.write_files import write_files
    from mopsbook.review.leftovers import find_leftovers

    layout = find_layout()
    found = find_leftovers(read_shelf(layout))
    write_files(layout.root, dict.fromkeys(found.values()))
    for path in found.values():
        click.echo(f"removed {path}")
    if not found:
        click.echo("Every record belongs to something that is there, or to a file that cannot be read.")
