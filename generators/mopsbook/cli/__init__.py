"""The command line. One module a command, each a thin door; `main` tells the three fates of an error apart."""

import gc
import sys
import traceback


def main() -> None:
    """Run the command line. Exit 0: well; 1: the knowledge has errors; 2: the set-up is wrong; 3: mopsbook is wrong."""
    import click

    from mopsbook.cli.commands import cli
    from mopsbook.errors import SetupError

    # What is read lives until the end, so the collector of cycles, called for every 700 new values, finds nothing in it
    # and takes a quarter of the time. Called a hundred times as rarely it still keeps memory low.
    gc.set_threshold(70_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # A console that has no character for something shows its number; that is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        _stand_somewhere()
        sys.exit(cli.main(prog_name="mopsbook", standalone_mode=False) or 0)
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
