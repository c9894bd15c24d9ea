"""mopsbook diff: what changed, what it means, whom it touches."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mopsbook.cli.options import read_shelf
from mopsbook.layout import find_layout
from mopsbook.terminal.progress import doing
from mopsbook.terminal.screen import standard_output
from mopsbook.today import today

if TYPE_CHECKING:
    from mopsbook.review.change import Review
    from mopsbook.review.states import States


@click.command(short_help="Say what changed, what it means and whom it touches.")
@click.argument("base", required=False, default="")
@click.argument("head", required=False, default="")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "--output", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write it into a file instead."
)
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
    from mopsbook.review.enforce import find_breaches
    from mopsbook.review.make import make_review
    from mopsbook.review.states import read_states

    layout = find_layout()
    now = read_shelf(layout)
    with doing("Comparing"):
        states = read_states(layout, now, base, head, today())
        review = make_review(states.before, states.after, states.base_words, states.head_words)
        breaches = find_breaches(review, states.before, states.after, states.reviewed_by(), today())
        review = replace(review, breaches=breaches)
    if svg:
        _draw(review, states, svg)
    screen = standard_output()
    text = import_module(f"mopsbook.review.formats.{format_}").render(review, states.after.kinds, screen)
    if output:
        write(output, text)
    else:
        click.echo(text, nl=False, color=screen.colour)
    return int(enforce and bool(review.breaches))


def _draw(review: "Review", states: "States", folder: Path) -> None:
    from mopsbook.review.pictures import draw_review

    with doing("Drawing"):
        for sketch in draw_review(review, states.before, states.after):
            write(folder / f"{sketch.name}.svg", sketch.svg)


def write(path: Path, text: str) -> None:
    """Write a file; raises SetupError if that cannot be done."""
    from mopsbook.errors import SetupError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SetupError(f"`{path}` cannot be written: {error.strerror}", "Name another place.") from error
