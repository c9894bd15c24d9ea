"""mopsbook graph: what is connected with what, for other tools."""

from importlib import import_module

import click

from mopsbook.cli.completing import complete_ids
from mopsbook.cli.options import read_catalog
from mopsbook.layout import find_layout

# Each is a function `as_...` of one of two modules; that of drawings is imported only where one is asked for.
_FORMATS = {"dot": "graph", "mermaid": "graph", "json": "graph", "svg": "drawing"}


@click.command(short_help="Write what is connected with what, for other tools.")
@click.argument("name", required=False, default="", shell_complete=complete_ids)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    default="dot",
    show_default=True,
    help="The language of the graph.",
)
@click.option(
    "--hops", type=click.IntRange(1, 9), default=1, show_default=True, help="How far from NAME, in either direction."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json; docs/terminal.md has the shape.")
def command(name: str, format_: str, hops: int, as_json: bool) -> None:
    """Write the whole catalog as a graph, or what is near NAME: kind/id, an id, another name or a title.

    `mopsbook graph marketo --format mermaid` can be pasted into a pull request.
    """
    from mopsbook.answers.find import find_subject
    from mopsbook.answers.graph import make_graph
    from mopsbook.terminal.progress import doing

    catalog = read_catalog(find_layout(), checked=False)
    graph = make_graph(catalog, find_subject(catalog, name).entity if name else None, hops)
    with doing(f"Writing {graph.summary}"):
        wanted = "json" if as_json else format_
        text = getattr(import_module(f"mopsbook.answers.{_FORMATS[wanted]}"), f"as_{wanted}")(graph)
    click.echo(text, nl=False)
