"""mopsbook write: the same pages as files, for any other site engine."""

from pathlib import Path

import click

from mopsbook.layout import find_layout
from mopsbook.terminal.progress import progress_bar
from mopsbook.words import count


@click.command(short_help="Write every page as Markdown, for another site engine.")
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--book",
    "folder",
    type=click.Path(path_type=Path),
    help="The knowledge base (default: the one this folder belongs to).",
)
def command(target: Path, folder: Path | None) -> None:
    """Write every page as Markdown into TARGET, with a configuration that Zensical and MkDocs read.

    What you edited there is kept.
    """
    from mopsbook.site.write import write_pages

    written = write_pages(find_layout(folder), target, progress_bar("Writing"))
    for name in written.kept:
        click.echo(f"kept {target / name}: somebody edited it. Delete it to have it written anew.", err=True)
    pages = count(written.pages, "page")
    click.echo(f"{pages} in {target}. Build them with `zensical build` or `mkdocs build` in {target}.")
