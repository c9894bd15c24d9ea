"""What a command tells as a whole, in one of the formats that lie in a folder, to the terminal or into a file: `--format`, `--output`."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeVar

import click

from mopsbook.errors import SetupError
from mopsbook.terminal.screen import Screen
from mopsbook.whole_files import write_whole

_USUAL = "text"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def names_of(formats: ModuleType) -> tuple[str, ...]:
    """Return the formats of a folder: each is a module, of that name."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def written_as(formats: ModuleType, more: str = "") -> Callable[[_Command], _Command]:
    """Return what gives a command `--format`, with the formats of a folder, as `format_`, and `--output`; `more` ends the help."""

    def add(command: _Command) -> _Command:
        format_ = click.option(
            "--format",
            "format_",
            type=click.Choice(names_of(formats)),
            default=_USUAL,
            show_default=True,
            help=f"How it is written{more}.",
        )
        output = click.option(
            "--output", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write it into a file instead."
        )
        return format_(output(command))

    return add


def write_as(formats: ModuleType, format_: str, output: Path | None, *told: Any, screen: Screen) -> None:
    """Write what is told, as the `render` of a format has it, to the terminal or into a file. Raises SetupError if that cannot be done."""
    text: str = import_module(f"{formats.__name__}.{format_}").render(*told, screen)
    if output:
        write_file(output, text)
    else:
        click.echo(text, nl=False, color=screen.colour)


def write_file(path: Path, text: str) -> None:
    """Write a file, in a folder that is made if need be; raises SetupError if that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise SetupError(f"`{path}` cannot be written: {error.strerror}", "Name another place.") from error
