"""The commands by name. A command's module is imported only when it is called: start-up time is a feature."""

# Older versions of click know CompletionItem only as it is, without brackets.
from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click
from click.shell_completion import CompletionItem

import mopsbook.cli as package
from mopsbook import __version__

_NOT_COMMANDS = ("commands", "completing", "mending", "options", "outputs", "surroundings", "written")


class Commands(click.Group):
    """The group that finds `mopsbook check` in cli/check.py, as an object called `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted(
            module.name.removesuffix("_")
            for module in iter_modules(package.__path__)
            if module.name not in _NOT_COMMANDS
        )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return the commands and options that begin so."""
        # The usual way imports every command for its help, which takes longer than anybody waits for a key.
        names = [CompletionItem(name) for name in self.list_commands(ctx) if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None if there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # `import` is a word of Python's own, so its module has an underscore at the end.
        module = f"{cmd_name}_" if cmd_name == "import" else cmd_name
        command: click.Command = import_module(f"mopsbook.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for. Raises UsageError, with the nearest one, if there is none of that name."""
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and name not in self.list_commands(ctx):
            from mopsbook.words import did_you_mean

            near = _ELSEWHERE.get(name)
            hint = f"did you mean `{near}`?" if near else did_you_mean(name, self.list_commands(ctx))
            raise click.UsageError(f"there is no command `{name}`{f'; {hint}' if hint else ''}", ctx)
        return super().resolve_command(ctx, args)


# What other programs call it.
_ELSEWHERE = {
    "validate": "check", "lint": "check", "test": "check", "format": "fmt", "add": "new", "create": "new", "preview": "serve",
    "move": "rename", "mv": "rename", "search": "list", "find": "show", "compare": "diff", "todo": "gaps",
}  # fmt: skip


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"mopsbook {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """The knowledge base of a marketing operations team: YAML in git, checked, and rendered as a site."""
