"""The site of this repository's own book, built once for all tests that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class ReferenceSite:
    """Where the site lies, and how its build went."""

    folder: Path
    code: int
    said: str


def build_reference_site(folder: Path) -> ReferenceSite:
    """Build the site as CI does, with `mkdocs build --strict`."""
    # Not above: whoever runs the tests of one room does not wait for MkDocs.
    from small_book import EPOCH

    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    # Material prints a notice about its successor; it goes to stderr and says nothing about the book.
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(EPOCH)}
    done = subprocess.run(command, cwd=REPOSITORY, env=quiet, capture_output=True, text=True, timeout=300, check=False)
    return ReferenceSite(folder, done.returncode, done.stdout + done.stderr)
