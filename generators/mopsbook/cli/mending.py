"""`check --fix`: what is certain is mended before the check, and said line by line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mopsbook.checks.better import is_better
from mopsbook.checks.run import run_checks
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.nouns import as_written
from mopsbook.layout import Layout
from mopsbook.today import today
from mopsbook.words import count

if TYPE_CHECKING:
    from mopsbook.editing.mends import Mend


def mend(layout: Layout, shelf: Shelf, is_asked: Callable[[str], bool]) -> Shelf:
    """Mend what can have been meant in one way only, and return the book as it is then."""
    from mopsbook.editing.foresee import foresee
    from mopsbook.editing.mend_book import mend_book
    from mopsbook.editing.mends import find_mends
    from mopsbook.editing.write_files import write_files

    before = run_checks(shelf, today())
    mends = [each for each in find_mends(shelf, layout) if is_asked(each.path)]
    mended = mend_book(shelf, layout, mends, lambda book: is_better(before, run_checks(book, today())))
    write_files(layout.root, mended.files)
    for each in mended.done:
        place = each.path if each.moves else f"{each.path}:{each.line}"
        click.echo(f"mended {place}: {_typed(each)} -> {as_written(each.new)}", err=True)
    for each in mended.left:
        click.echo(
            f"left {each.path}:{each.line}: {each.old} -> {as_written(each.new)} would make something else wrong",
            err=True,
        )
    if not mended.done:
        click.echo("mopsbook: nothing could be mended with certainty", err=True)
    else:
        click.echo(f"mopsbook: {count(len(mended.done), 'place')} mended; `git diff` shows them", err=True)
    return foresee(shelf, mended.files)


def _typed(mend: "Mend") -> str:
    # Where only the quotes go, they must be seen.
    return f'"{mend.old}"' if mend.old == as_written(mend.new) and not mend.moves else mend.old
