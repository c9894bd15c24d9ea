"""A real terminal for a command: a pseudo-terminal of a given size, what is typed on it and what was shown."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import mopsbook

SOURCE = str(Path(mopsbook.__file__).parents[1])
needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def run_on_terminal(
    command: list[str],
    cwd: Path,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
    answers: Sequence[str] = (),
) -> tuple[int, str]:
    """Run a command whose output and errors both go to a terminal, on which the answers are typed, a line each.

    Return its exit code and what was shown.
    """
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    without = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "CI")
    kept = {name: value for name, value in os.environ.items() if name not in without}
    settings = {**kept, "PYTHONPATH": SOURCE, "TERM": "xterm", "PYTHONUTF8": "1", **(environment or {})}
    process = subprocess.Popen(command, cwd=cwd, env=settings, stdin=theirs, stdout=theirs, stderr=theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65_536)
        except OSError:  # on Linux, the end of a terminal that nobody holds any more
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return process.wait(timeout=60), shown.decode("utf-8", "replace").replace("\r\n", "\n")


def mopsbook_command(*words: str) -> list[str]:
    """Return the command line of mopsbook as it lies here."""
    return [sys.executable, "-m", "mopsbook", *words]
