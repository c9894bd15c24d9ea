"""mopsbook build: check the knowledge and build the site."""

import time
from pathlib import Path

import click

from mopsbook.layout import find_layout
from mopsbook.terminal.progress import progress_bar
from mopsbook.today import today


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site is written (default: as mkdocs.yml says, else `site`).",
)
@click.option("--dirty", is_flag=True, help="Build only the pages that changed. The result is the same.")
@click.option("--strict", is_flag=True, help="Let warnings of MkDocs fail the build, too.")
def command(folder: Path | None, site_dir: Path | None, dirty: bool, strict: bool) -> int:
    """Check a knowledge base, build its site, and say what was made.

    The site is built even if the check finds errors, so that they can be looked at; the exit code is 1 then.
    """
    from mopsbook.begun import begin_book

    start = time.monotonic()
    layout = find_layout(folder)
    begun = begin_book(layout, today())
    # MkDocs and all that makes pages take as long to import as a book to read: another process checks that one meanwhile.
    from mopsbook.site.build import build_site

    result = build_site(
        layout, site_dir=site_dir, dirty=dirty, strict=strict, progress=progress_bar("Building"), begun=begun
    )
    errors = [finding for finding in result.findings if finding.severity == "error" and finding.is_open]
    if errors:
        from mopsbook.checks.reports import text
        from mopsbook.checks.view import View
        from mopsbook.terminal.screen import standard_error

        screen = standard_error()
        click.echo(text.render(errors, View(screen.colour, screen.width)), err=True, color=screen.colour)
    for line in result.summary(time.monotonic() - start):
        click.echo(line)
    return int(bool(errors))
