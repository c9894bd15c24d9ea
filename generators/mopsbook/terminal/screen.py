"""Screen: what can be shown at the other end of a stream: colours or none, so many columns or any number.

Colours follow the terminal. Two variables say otherwise: NO_COLOR (https://no-color.org) for people who cannot use them, and
FORCE_COLOR (https://force-color.org) for logs that show colours though no terminal reads along, as those of GitHub do. Where
both are set NO_COLOR wins: too few colours hurt nobody. CLICOLOR and its kin say the same a third and fourth time, and are not
read. A terminal that calls itself dumb can neither paint nor go back in a line.
"""

import os
import shutil
import sys
from typing import IO

from msgspec import Struct


class Screen(Struct, frozen=True):
    """`width` is in columns; 0 says that a program or a file reads along, which wants every value whole."""

    colour: bool = False
    width: int = 0


PIPE = Screen()


def standard_output() -> Screen:
    """Return what standard output shows."""
    width = shutil.get_terminal_size().columns if _is_terminal(sys.stdout) else 0
    return Screen(_has_colour(sys.stdout), width)


def standard_error() -> Screen:
    """Return what standard error shows."""
    width = shutil.get_terminal_size().columns if _is_terminal(sys.stderr) else 0
    return Screen(_has_colour(sys.stderr), width)


def can_rewrite(stream: IO[str]) -> bool:
    """Return whether a line that was shown can be replaced by another one."""
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _has_colour(stream: IO[str]) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    # Node reads 0 as no, and so does whoever sets it.
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return can_rewrite(stream)


def _is_terminal(stream: IO[str] | None) -> bool:
    # A program that was started without a console has no streams; one that was closed cannot be asked.
    return stream is not None and not stream.closed and stream.isatty()
