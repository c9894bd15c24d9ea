"""mopsbook changes: a digest of what changed, for Monday morning."""

from pathlib import Path

import click

from mopsbook.cli.completing import complete_kinds, complete_teams
from mopsbook.cli.options import read_shelf
from mopsbook.cli.written import write_as, written_as
from mopsbook.feeds import formats
from mopsbook.layout import find_layout, read_site_address
from mopsbook.terminal.progress import doing
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today


@click.command(short_help="Tell what changed since a day or a revision.")
@click.option(
    "--since",
    "since",
    default="",
    metavar="DATE|REF",
    help="A day (2026-03-31) or a revision (v1, main~20). Default: last Monday.",
)
@click.option(
    "--until", "until", default="", metavar="DATE|REF", help="The same for the end. Default: the last commit."
)
@click.option(
    "--team",
    "team",
    default="",
    metavar="TEAM",
    shell_complete=complete_teams,
    help="Only what this team answers for: its id, name or title.",
)
@click.option(
    "--kind", "kind", default="", metavar="KIND", shell_complete=complete_kinds, help="Only things of this kind."
)
@written_as(formats)
def command(since: str, until: str, team: str, kind: str, format_: str, output: Path | None) -> None:  # fmt: skip
    """Tell what was committed since a day or a revision: what breaks something first, then what needs action, then the rest.

    Within that it goes by team. slack is the JSON that an incoming webhook takes; html is a mail.
    """
    from mopsbook.answers.find import find_team
    from mopsbook.catalog.make import make_catalog
    from mopsbook.feeds.digest import make_digest
    from mopsbook.feeds.story import Teller, find_pages
    from mopsbook.feeds.window import read_window
    from mopsbook.history.addresses import Addresses
    from mopsbook.history.at import find_revision, load_shelf_at
    from mopsbook.history.names import with_names
    from mopsbook.history.read import read_history
    from mopsbook.history.settings import read_settings
    from mopsbook.kinds.find_kind import find_kind
    from mopsbook.news.make import make_news
    from mopsbook.pages.shelving import shelve

    layout = find_layout()
    now = read_shelf(layout)
    with doing("Reading the history"):
        shelf = load_shelf_at(layout, find_revision(layout, "HEAD"), now)
        window = read_window(layout, since, until, today())
        catalog = make_catalog(shelf, (), today())
        news = make_news(with_names(read_history(layout, now.kinds, read_settings(shelf.book)), catalog), catalog)
    about = shelf.book.data if shelf.book else {}
    address = read_site_address(layout)
    root = f"{address.rstrip('/')}/" if address else ""
    teller = Teller(catalog, Addresses(about.get("repository", {})), root, find_pages(shelve(news)))
    digest = make_digest(
        news, teller, window, str(about.get("title", "Marketing operations")),
        find_team(catalog, team) if team else None,
        find_kind(kind, catalog.kinds.shown).name if kind else "",
    )  # fmt: skip
    screen = standard_output()
    write_as(formats, format_, output, digest, screen=screen)
