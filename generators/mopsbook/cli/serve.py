"""mopsbook serve: the site as it will be, rebuilt whenever a file changes."""

import gc
from pathlib import Path

import click

from mopsbook.layout import find_layout


@click.command(short_help="Show a preview of the site that follows your edits.")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where the preview listens.")
def command(folder: Path | None, address: str) -> None:
    """Show a preview of the site on this machine, and build it again when a file changes."""
    from mopsbook.site.build import serve_site

    gc.enable()
    serve_site(find_layout(folder), address)
