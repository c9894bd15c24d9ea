"""mopsbook codeowners: who reviews which file, from the owners in the book."""

import difflib
from pathlib import Path

import click

from mopsbook.cli.options import read_catalog
from mopsbook.errors import SetupError
from mopsbook.layout import Layout, find_layout


@click.command(short_help="Write CODEOWNERS from the owners in the book.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the file is not as it would be written.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file. Default: where GitHub or GitLab has it.",
)
@click.option(
    "--fallback",
    default="",
    metavar="HANDLE",
    help="Who is asked where nobody with a handle owns a file. Default: the team that owns most.",
)
def command(check: bool, output: Path | None, fallback: str) -> int:
    """Write CODEOWNERS, so that the review of a change goes to the owner of what changed.

    Owners are `owner` in the documents; a role counts as its team, and teams have a `handle`. What stands in the file outside
    of the marks stays as it is.
    """
    from mopsbook.cli.written import write_file
    from mopsbook.diff.codeowners import place_block, write_owners

    layout = find_layout()
    root = _repository(layout)
    owners = write_owners(read_catalog(layout, checked=False), _prefix(layout, root), fallback)
    path = output or _find(root)
    text = _read(path)
    wanted = place_block(text, owners.block)
    for warning in owners.warnings:
        click.echo(f"mopsbook: {warning}", err=True)
    if not check:
        write_file(path, wanted)
        click.echo(f"{path}: {'as it was' if wanted == text else 'written'}")
        return 0
    if wanted == text:
        click.echo(f"{path}: up to date")
        return 0
    lines = difflib.unified_diff(
        text.splitlines(), wanted.splitlines(), str(path), "as it would be written", lineterm="", n=0
    )
    click.echo("\n".join(lines))
    click.echo("Run `mopsbook codeowners` and commit the file.", err=True)
    return 1


def _read(path: Path) -> str:
    """Return what the file says, line ends and all; "" if there is none."""
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError:
        raise SetupError(f"`{path}` is no text in UTF-8", "Save it as UTF-8.") from None
    except OSError as error:
        raise SetupError(f"`{path}` cannot be read: {error.strerror}", "Name another file with `--output`.") from error


def _repository(layout: Layout) -> Path:
    """Return the top of the repository; the root of the book if there is none, or no git."""
    root = layout.root.resolve()
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _prefix(layout: Layout, root: Path) -> str:
    inner = layout.root.resolve().relative_to(root).as_posix()
    return "" if inner == "." else f"{inner}/"


def _find(root: Path) -> Path:
    from mopsbook.diff.codeowners import PLACES

    there = next((root / place for place in PLACES if (root / place).is_file()), None)
    if there:
        return there
    gitlab = (root / ".gitlab-ci.yml").is_file() or (root / ".gitlab").is_dir()
    return root / (PLACES[3] if gitlab and not (root / ".github").is_dir() else PLACES[0])
