"""mopsbook year: what became of the book in a year, or in any other period."""

from datetime import date, datetime
from pathlib import Path

import click

from mopsbook.cli.options import read_catalog
from mopsbook.cli.written import write_as, written_as
from mopsbook.layout import find_layout, read_site_address
from mopsbook.recap import formats
from mopsbook.terminal.progress import doing
from mopsbook.terminal.screen import PIPE, standard_output
from mopsbook.today import today

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Look back on a year, or on any other period.")
@click.argument("period", required=False, default="")
@click.option("--from", "first", type=_DAY, metavar="DATE", help="The first day, as in 2026-02-01.")
@click.option("--to", "last", type=_DAY, metavar="DATE", help="The last day; today if it is left out.")
@written_as(formats, "; docs/year.md has the shape of the JSON")
def command(period: str, first: datetime | None, last: datetime | None, format_: str, output: Path | None) -> None:
    """Say what was written, changed, decided, answered and audited in PERIOD, and how complete the book was month by month.

    PERIOD is a year (2026), a quarter (2026-Q3), a month (2026-07), or a fiscal year or a quarter of one (FY27, FY27-Q1). Left
    out, it is the present year. `--from` and `--to` name any other days.
    """
    from mopsbook.errors import SetupError
    from mopsbook.history.names import with_names
    from mopsbook.history.read import read_history
    from mopsbook.history.settings import read_settings
    from mopsbook.news.make import make_news
    from mopsbook.recap.make import find_days, make_recap
    from mopsbook.recap.period import between, find_period, year_of
    from mopsbook.recap.standing import read_standings

    if period and (first or last):
        raise SetupError(f"`{period}` and `--from` or `--to` name two periods", "Take one of them.")
    layout = find_layout()
    catalog = read_catalog(layout, checked=False)
    shelf = catalog.shelf
    if first or last:
        until = last.date() if last else today()
        chosen = between(first.date() if first else date(until.year, 1, 1), until)
    else:
        chosen = find_period(period, shelf) if period else year_of(today().year)
    if chosen.first > today():
        raise SetupError(f"{chosen.title} has not begun yet", "Name the present year, or days that are past.")
    with doing("Looking back"):
        log = with_names(read_history(layout, shelf.kinds, read_settings(shelf.book)), catalog)
        standings = read_standings(layout, shelf, find_days([chosen], today()))
        recap = make_recap(chosen, make_news(log, catalog), catalog, standings)
    screen = PIPE if output or format_ != "text" else standard_output()
    write_as(formats, format_, output, recap, catalog, read_site_address(layout), screen=screen)
