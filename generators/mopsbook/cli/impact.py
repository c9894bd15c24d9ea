"""mopsbook impact: what depends on a thing, and why."""

import click

from mopsbook.cli.completing import complete_ids
from mopsbook.cli.options import read_catalog, write_json
from mopsbook.layout import find_layout
from mopsbook.terminal.screen import standard_output


@click.command(short_help="Show what depends on a thing, and why.")
@click.argument("name", shell_complete=complete_ids)
@click.option("--hops", type=click.IntRange(1, 9), default=3, show_default=True, help="How far to follow.")
@click.option("--json", "as_json", is_flag=True, help="Write it for programs; docs/terminal.md has the shape.")
def command(name: str, hops: int, as_json: bool) -> None:
    """Show what depends on NAME, the nearest first, each with the way that leads to it.

    NAME is kind/id, an id, another name, a title, or a part such as lead#email. What is retired depends on nothing.
    """
    from mopsbook.answers.find import find_subject
    from mopsbook.answers.impact import find_impact, show_impact

    catalog = read_catalog(find_layout(), checked=False)
    impact = find_impact(find_subject(catalog, name), catalog, hops)
    if as_json:
        write_json(impact.as_json(catalog))
        return
    screen = standard_output()
    click.echo(show_impact(impact, catalog, screen), nl=False, color=screen.colour)
