"""mopsbook diff: what changed, what it means, whom it touches."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from mopsbook.cli.options import read_shelf
from mopsbook.cli.written import write_as, write_file, written_as
from mopsbook.diff import formats
from mopsbook.layout import find_layout
from mopsbook.terminal.progress import doing
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today

if TYPE_CHECKING:
    from mopsbook.diff.change import Diff
    from mopsbook.diff.states import States


@click.command(short_help="Say what changed, what it means and whom it touches.")
@click.argument("base", required=False, default="")
@click.argument("head", required=False, default="")
@written_as(formats)
@click.option(
    "--svg",
    "svg",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Draw before and after into this folder.",
)
@click.option("--enforce", is_flag=True, help="Fail if a change rule of book.yaml is not met.")
def command(base: str, head: str, format_: str, output: Path | None, svg: Path | None, enforce: bool) -> int:
    """Say in business words what changed since BASE, of which class it is and why, what it touches and who has to look at it.

    Without arguments the working tree is compared with where this branch left the main one: the `repository.branch` of
    book.yaml, else main or master, that of origin first. With BASE it is where the branch left BASE. With HEAD, too, the two
    commits are compared as they are.
    """
    from mopsbook.diff.enforce import find_breaches
    from mopsbook.diff.make import make_diff
    from mopsbook.diff.states import read_states

    layout = find_layout()
    now = read_shelf(layout)
    with doing("Comparing"):
        states = read_states(layout, now, base, head, today())
        diff = make_diff(states.before, states.after, states.base_words, states.head_words)
        breaches = find_breaches(diff, states.before, states.after, states.reviewed_by(), today())
        diff = replace(diff, breaches=breaches)
    if svg:
        _draw(diff, states, svg)
    screen = standard_output()
    write_as(formats, format_, output, diff, states.after.kinds, screen=screen)
    return int(enforce and bool(diff.breaches))


def _draw(diff: "Diff", states: "States", folder: Path) -> None:
    from mopsbook.diff.pictures import draw_diff

    with doing("Drawing"):
        for sketch in draw_diff(diff, states.before, states.after):
            write_file(folder / f"{sketch.name}.svg", sketch.svg)
