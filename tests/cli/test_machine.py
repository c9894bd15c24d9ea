"""What a machine may be like: without rights, without a terminal, with another clock or other options of Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from small_book import small_documents, write_book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and shells are other ones there")

_MOPSBOOK = (sys.executable, "-m", "mopsbook")
# Whoever may do everything, as in a container, is to be refused things, too.
_LIKE_OTHERS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()

needs_rights = pytest.mark.skipif(
    bool(_LIKE_OTHERS) and shutil.which("setpriv") is None, reason="root may do everything"
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small book on disk."""
    return write_book(tmp_path, small_documents())


def _run(book: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    return subprocess.run(words, cwd=book, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_closed_output_is_no_mistake(book: Path) -> None:
    """`mopsbook check >&-` does its work, exits as usual, and complains of nothing."""
    done = _run(book, "sh", "-c", 'exec "$@" >&-', "sh", *_MOPSBOOK, "check")
    assert (done.returncode, done.stderr) == (0, "")


@needs_rights
def test_a_cache_that_may_not_be_looked_into_is_done_without(book: Path) -> None:
    """A cache that another user left behind changes nothing of what is found."""
    usual = _run(book, *_MOPSBOOK, "check")
    (cache := book / ".cache" / "mopsbook").mkdir(parents=True, exist_ok=True)
    cache.chmod(0)
    done = _run(book, *_LIKE_OTHERS, *_MOPSBOOK, "check")
    cache.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, usual.stdout, usual.stderr)


@needs_rights
def test_a_file_that_may_not_be_replaced_is_named_and_nothing_is_written(book: Path) -> None:
    """What stands in the message is the file of the book, not the one that was put down beside it."""
    before = {path: path.read_bytes() for path in (book / "knowledge").rglob("*.yaml")}
    (book / "knowledge" / "systems").chmod(0o555)
    done = _run(book, *_LIKE_OTHERS, *_MOPSBOOK, "rename", "system/marketo", "mkto")
    (book / "knowledge" / "systems").chmod(0o755)
    assert done.returncode == 2
    assert "knowledge/systems/" in done.stderr and ".staging" not in done.stderr
    assert {path: path.read_bytes() for path in (book / "knowledge").rglob("*.yaml")} == before


@needs_rights
def test_a_site_that_may_not_be_written_is_said_by_its_own_name(book: Path) -> None:
    """What stands in the message is a file of the site, not the one that was to be moved to its place."""
    (book / "site").mkdir(mode=0o555)
    done = _run(book, *_LIKE_OTHERS, *_MOPSBOOK, "build")
    assert done.returncode == 2
    assert "site/.mopsbook-ledger.json` cannot be read or written: Permission denied" in done.stderr


@pytest.mark.parametrize("epoch", ["-1", "4294967296", "soon"])
def test_a_clock_that_no_file_can_say_is_refused(book: Path, epoch: str) -> None:
    """SOURCE_DATE_EPOCH before 1970 or after 2106 is said to be wrong before anything is made."""
    done = _run(book, *_MOPSBOOK, "check", SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"SOURCE_DATE_EPOCH is `{epoch}`" in done.stderr and "since 1970" in done.stderr


def test_python_without_docstrings_is_told_what_is_missing(book: Path) -> None:
    """The pages of rules are their docstrings; where Python drops these, that is said, and no mistake is confessed."""
    done = _run(book, sys.executable, "-OO", "-m", "mopsbook", "explain", "incomplete")
    assert done.returncode == 2
    assert "-OO" in done.stderr
