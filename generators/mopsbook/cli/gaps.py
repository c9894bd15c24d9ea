"""mopsbook gaps: what to write next."""

import click

from mopsbook.cli.completing import complete_kinds, complete_teams
from mopsbook.cli.options import read_catalog, write_json
from mopsbook.layout import find_layout
from mopsbook.terminal.screen import standard_output


@click.command(short_help="Say what to write next, and where.")
@click.option(
    "--team",
    metavar="TEAM",
    default="",
    shell_complete=complete_teams,
    help="Only what this team owns: its id, name or title.",
)
@click.option("--kind", metavar="KIND", default="", shell_complete=complete_kinds, help="Only documents of this kind.")
@click.option(
    "--most", type=click.IntRange(min=1), default=10, show_default=True, help="How many documents to show at most."
)
@click.option("--json", "as_json", is_flag=True, help="Write it for programs; docs/terminal.md has the shape.")
def command(team: str, kind: str, most: int, as_json: bool) -> None:
    """Say what to write next: the gaps that matter most, each with what belongs there and the line to edit.

    What is under its target comes first, then what lacks something required, then by tier, by how many documents depend on
    it, and by how little is missing. A number behind a field says how many others are open in the same document.
    """
    from mopsbook.answers.gaps import find_gaps
    from mopsbook.terminal.lines import fill

    catalog = read_catalog(find_layout(), checked=False)
    gaps = find_gaps(catalog, team, kind, most)
    if as_json:
        write_json(gaps.as_json(catalog))
        return
    screen = standard_output()
    click.echo(gaps.show(catalog, screen), nl=False, color=screen.colour)
    if screen.width:
        click.echo(fill(gaps.summary, screen.width))
