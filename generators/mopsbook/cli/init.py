"""mopsbook init: a repository of your own in one command."""

from pathlib import Path

import click

from mopsbook import __version__
from mopsbook.today import today
from mopsbook.words import count


@click.command(short_help="Begin a book of your own: knowledge, site, CI and editor.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--name", default="Marketing operations", show_default=True, help="What the book is called.")
@click.option("--full", is_flag=True, help="Begin with the whole reference book of 500 documents instead of a few.")
@click.option("--keep", is_flag=True, help="Leave files that are there as they are, and write the rest.")
def command(folder: Path, name: str, full: bool, keep: bool) -> None:
    """Begin a book in DIR: a few documents that belong together, a site, checks for GitHub, GitLab and pre-commit, and help in VS Code.

    Nothing that is there is overwritten. What was written is yours to change; mopsbook never writes it again.
    """
    from mopsbook.starter.begin import begin_book
    from mopsbook.starter.plan import plan_book
    from mopsbook.terminal.progress import doing

    files = plan_book(name, today(), __version__, full=full)
    with doing(f"Writing {count(len(files), 'file')}"):
        kept = begin_book(folder, files, keep=keep)
    click.echo(f"{name}: {count(len(files) - len(kept), 'file')} in {folder.resolve()}")
    for one in kept:
        click.echo(f"kept as it was: {one}")
    steps = [] if folder.resolve() == Path.cwd() else [f"cd {folder}"]
    git = [] if (folder / ".git").exists() else ["git init -b main"]
    click.echo("\nNext:\n")
    for step in (*steps, *git, 'git add -A && git commit -m "Begin the book"', "mopsbook serve"):
        click.echo(f"  {step}")
    click.echo("\nREADME.md says how to make it yours.")
