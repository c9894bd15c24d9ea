"""The command line. One module a command, each a thin door; `main` tells the three fates of an error apart."""

import gc
import os
import sys
import traceback


def main() -> None:
    """Run the command line. Exit 0: well; 1: the knowledge has errors; 2: the set-up is wrong; 3: mopsbook is wrong."""
    import click

    from mopsbook.cli.commands import cli
    from mopsbook.errors import SetupError

    # What is read lives until the end: the collector of cycles finds nothing in it, and takes a quarter of the time to see
    # that. Commands that go on until somebody stops them switch it on again.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A console that has no character for something shows its number; that is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        _stand_somewhere()
        _leave(cli.main(prog_name="mopsbook", standalone_mode=False) or 0)
    except SetupError as error:
        click.echo(f"mopsbook: {error.message}", err=True)
        if error.hint:
            click.echo(f"  {error.hint}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Somebody piped us into `head`. That is no error; but Python would complain while it closes.
        sys.stderr.close()
        sys.exit(0)
    except Exception:
        _confess()
        sys.exit(3)
    finally:
        gc.enable()


def _leave(code: int) -> None:
    """End the program at once: to give back value by value what the system takes back as a whole takes up to a second."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except OSError:
        # Python says why when it closes the stream.
        sys.exit(code)
    os._exit(code)


def _stand_somewhere() -> None:
    from pathlib import Path

    from mopsbook.errors import SetupError

    try:
        Path.cwd()
    except FileNotFoundError:
        raise SetupError(
            "the folder you are in was deleted", "Go to one that exists, and run this again there."
        ) from None


def _confess() -> None:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    lines = ["mopsbook made a mistake. Please report what follows; your files are untouched.", ""]
    for name in ("mopsbook", "mkdocs", "mkdocs-material", "yaml-rs", "jsonschema-rs", "pygraphviz"):
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name} is not installed")
    lines += [f"Python {platform.python_version()} on {platform.platform()}", "", traceback.format_exc()]
    print("\n".join(lines), file=sys.stderr)
