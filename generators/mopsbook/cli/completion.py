"""mopsbook completion: what makes the Tab key complete commands, options, kinds and ids."""

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Let the Tab key complete commands, kinds and ids.")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print a script for SHELL by which the Tab key completes commands, options, kinds and ids of the book.

    \b
    bash (4.4 or newer), in ~/.bashrc:  eval "$(mopsbook completion bash)"
    zsh, in ~/.zshrc:                   eval "$(mopsbook completion zsh)"
    fish:  mopsbook completion fish > ~/.config/fish/completions/mopsbook.fish
    """
    from click.shell_completion import get_completion_class

    from mopsbook.cli.commands import cli

    found = get_completion_class(shell)
    assert found is not None  # click knows each of the three
    click.echo(found(cli, {}, "mopsbook", "_MOPSBOOK_COMPLETE").source())
