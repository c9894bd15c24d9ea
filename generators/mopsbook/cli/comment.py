"""mopsbook comment: notes become one comment of the pull request, updated by each run."""

import os
from pathlib import Path

import click

from mopsbook.errors import SetupError


@click.command(short_help="Put notes into the pull request, as one comment.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--name",
    default="review",
    show_default=True,
    help="Which comment; a second book in the same repository has one of its own.",
)
def command(files: tuple[str, ...], name: str) -> None:
    """Put Markdown files into the pull request that this run of GitHub Actions or GitLab CI belongs to.

    They become one comment, which later runs update. Outside of a pull request, or where the run is not allowed to comment (as
    for one that comes from a fork), this is said, and nothing else happens.
    """
    from mopsbook.hosts.api import RefusedError
    from mopsbook.hosts.conversation import find_conversation
    from mopsbook.hosts.say import say

    notes = [(note, Path(file).stem) for file in files if (note := _read(file))]
    conversation = find_conversation(os.environ)
    if conversation is None:
        click.echo("This run belongs to no pull request, so there is nothing to comment on.")
    elif not notes:
        click.echo("The files are empty, so nothing was said.")
    else:
        try:
            click.echo(f"Comment {say(conversation, notes, name)}.")
        except RefusedError as error:
            click.echo(
                f"mopsbook: this run may not comment ({error}). That is usual for a pull request from a fork; else give it leave:"
                " `permissions: {pull-requests: write}` on GitHub, a token with the scope `api` on GitLab.",
                err=True,
            )


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise SetupError(f"there is no `{file}`", "`mopsbook check --output markdown:FILE` writes one.") from error
    except (OSError, ValueError) as error:
        raise SetupError(f"`{file}` cannot be read: {getattr(error, 'strerror', None) or 'it is no UTF-8'}") from error
