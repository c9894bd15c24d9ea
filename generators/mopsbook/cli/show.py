"""mopsbook show: all that is known of one thing."""

import click

from mopsbook.cli.completing import complete_ids
from mopsbook.cli.options import read_catalog, write_json
from mopsbook.layout import find_layout
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today


@click.command(short_help="Show all that is known of one thing.")
@click.argument("name", shell_complete=complete_ids)
@click.option("--json", "as_json", is_flag=True, help="Write it for programs; docs/terminal.md has the shape.")
@click.option("--since", is_flag=True, help="Say also since when each value is as it is, who set it and why.")
def command(name: str, as_json: bool, since: bool) -> None:
    """Show what is known of NAME: its facts, what it refers to and what refers to it, what is wrong, what changed.

    NAME is kind/id, an id, another name, a title, or a part such as lead#email.
    """
    from mopsbook.answers.about import tell_about
    from mopsbook.answers.find import find_subject
    from mopsbook.answers.show import show
    from mopsbook.history.change import ChangeLog
    from mopsbook.history.read import read_history
    from mopsbook.history.settings import read_settings
    from mopsbook.terminal.progress import doing

    layout = find_layout()
    catalog = read_catalog(layout)
    subject = find_subject(catalog, name)
    with doing("Reading what changed"):
        settings = read_settings(catalog.shelf.book)
        # Of a part the past is read only where it is asked for.
        quiet = subject.part and not (since or as_json)
        log = ChangeLog() if quiet else read_history(layout, catalog.kinds, settings)
    about = tell_about(subject, catalog, log)
    if as_json:
        write_json(about.as_json())
        return
    screen = standard_output()
    click.echo(show(about, screen, today(), since), nl=False, color=screen.colour)
