"""mopsbook import: a list from elsewhere becomes documents."""

from pathlib import Path

import click

from mopsbook.cli.options import existing
from mopsbook.terminal.progress import doing


@click.command("import", short_help="Make documents from the records in a file, or update them.")
@click.argument("kind")
@click.argument("file")
@click.option(
    "--map", "map_", required=True, metavar="MAP.yaml", help="Which column feeds which field; docs/import.md shows how."
)
@click.option(
    "--into", required=True, metavar="DIR", help="The book or its knowledge folder; a new folder becomes a book."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def command(kind: str, file: str, map_: str, into: str, dry_run: bool) -> int:
    """Make documents of KIND from the records in FILE (YAML, JSON or CSV), or bring them up to date.

    What a person has edited stays. Exit 1: a record could not be placed; the report says which, and why.
    """
    from mopsbook.imports.run import run_import

    source, map_file = existing(
        (file, map_), hint="Name a file of records and, with `--map`, the map that says what is in it."
    )
    with doing("Importing"):
        result = run_import(kind, source, map_file, Path(into), dry_run)
    click.echo(result.report, nl=False)
    return int(not result.complete)
