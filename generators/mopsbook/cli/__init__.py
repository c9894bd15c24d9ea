"""The command line. One module a command, each a thin door; `main` tells the three fates of an error apart."""

import errno
import gc
import os
import signal
import sys
import traceback
from typing import NoReturn

# What the system refuses has its cause on the machine: no room, no right to write, too many open files.
_REFUSED = frozenset(
    (
        errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM,
        errno.EIO, errno.EAGAIN, errno.ENAMETOOLONG,
    )
)  # fmt: skip


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
    _heed_signals()
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
    except Exception as error:
        refused = _say_refused(error)
        if refused:
            click.echo(f"mopsbook: {refused}", err=True)
            click.echo("  Mend that, and run the command again.", err=True)
            sys.exit(2)
        _confess()
        sys.exit(3)
    finally:
        gc.enable()


def _leave(code: int) -> None:
    """End the program at once: to give back value by value what the system takes back as a whole takes up to a second."""
    try:
        # Who closed one of them has left us none.
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        # Python says why when it closes the stream.
        sys.exit(code)
    os._exit(code)


def _heed_signals() -> None:
    """Let a machine that asks us to stop be heard as Ctrl+C is: processes end, and what is half written is taken away."""

    def stop(number: int, _: object) -> NoReturn:
        # Who asks twice need not wait.
        signal.signal(number, signal.SIG_DFL)
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # `nohup` has said that one of them is to be passed over.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)


def _say_refused(error: Exception) -> str:
    """Return what the system refused, and where; "" if that is not what went wrong."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    # Where there is no folder for temporary files, Python says so in words, and names no file.
    nowhere = isinstance(error, FileNotFoundError) and error.filename is None
    if not isinstance(error, OSError) or not (error.errno in _REFUSED or nowhere):
        return ""
    name = error.filename2 or error.filename
    where = f"`{os.fsdecode(name)}`" if isinstance(name, (str, bytes)) else "the output, or a file,"
    return str(error.strerror) if nowhere else f"{where} cannot be read or written: {error.strerror}"


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
