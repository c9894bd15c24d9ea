"""mopsbook list: what there is, in a table."""

import click

from mopsbook.cli.completing import complete_kinds
from mopsbook.cli.options import read_catalog, write_json
from mopsbook.layout import find_layout
from mopsbook.terminal.screen import standard_output


@click.command(short_help="List what there is: all systems, or those of tier 1.")
@click.argument("kind", required=False, default="", shell_complete=complete_kinds)
@click.option(
    "--where",
    multiple=True,
    metavar="EXPR",
    help="Only what is so: tier=1,2; status!=retired; owner=role/x; contract.renewal_date<2027-01-01; description~word;"
    " runbook= (is empty). Several must all be true.",
)
@click.option("--columns", metavar="A,B", default="", help="Fields to show; also completeness, freshness and path.")
@click.option("--sort", metavar="FIELD", default="", help="Sort by a field; -FIELD puts the greatest first.")
@click.option("--json", "as_json", is_flag=True, help="Write it for programs; docs/terminal.md has the shape.")
def command(kind: str, where: tuple[str, ...], columns: str, sort: str, as_json: bool) -> None:
    """List the documents of KIND, or of all kinds, in a table that fits the terminal.

    In a pipe, values are whole, stand between tabs, and have no heads: `mopsbook list system | cut -f1`.
    """
    from mopsbook.answers.listing import make_listing
    from mopsbook.terminal.lines import fill
    from mopsbook.terminal.table import count_fitting, table

    catalog = read_catalog(find_layout(), checked=False)
    names = [name.strip() for name in columns.split(",") if name.strip()]
    listing = make_listing(catalog, kind, where, names, sort.strip())
    if as_json:
        write_json(listing.as_json())
        return
    screen = standard_output()
    heads, rows = listing.heads, listing.rows(catalog)
    whole = [number for number, column in enumerate(listing.columns) if column == "id"]
    # Columns that nobody asked for by name give way on a narrow terminal.
    shown = len(heads) if names else count_fitting(heads, rows, screen, whole)
    text = table(heads[:shown], [row[:shown] for row in rows], screen, whole)
    click.echo(text, nl=False, color=screen.colour)
    if screen.width:
        rest = f" No room for {', '.join(heads[shown:])}; `--columns` chooses." if shown < len(heads) else ""
        click.echo(fill(f"{listing.noun}.{rest}" if rows else "Nothing is so.", screen.width))
