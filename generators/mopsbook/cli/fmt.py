"""mopsbook fmt: the keys of every document in one order."""

from pathlib import Path

import click

from mopsbook.cli.options import existing, layout_of, standing
from mopsbook.words import count


@click.command(short_help="Bring the keys of documents into one order; change nothing else.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not in order.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(paths: tuple[str, ...], check: bool, diff: bool) -> int:
    """Bring the keys of documents into one order: who and what it is, what is particular to its kind, the long text.

    Comments, quotes, anchors and blank lines stay, and the files say what they said. PATHS are files or folders (default:
    the whole book). Running it twice changes nothing. Exit 1 with --check or --diff: a file is not in order.
    """
    from mopsbook.editing.order_files import order_files
    from mopsbook.editing.show_diff import show_diff
    from mopsbook.editing.write_files import write_files
    from mopsbook.kinds.load import load_kinds

    wanted = existing(paths)
    layout = layout_of(wanted)
    asked = {path for each in wanted for path in (each.resolve(), standing(each))}

    def is_asked(path: Path) -> bool:
        return not asked or any(one in asked for one in (path, path.resolve(), *path.parents, *path.resolve().parents))

    ordered = order_files(layout, load_kinds([layout.schemas]), is_asked)
    if diff:
        click.echo(show_diff(ordered.before, ordered.after), nl=False)
    if not check and not diff:
        write_files(layout.root, ordered.after)
    for path in ordered.after if not diff else ():
        click.echo(f"{path} {'is not in order' if check else 'is in order now'}")
    for line in ordered.left:
        click.echo(f"mopsbook: {line}", err=True)
    if not ordered.after:
        click.echo(f"{count(ordered.seen, 'file')} in order", err=diff)
    return int(bool(ordered.after) and (check or diff))
