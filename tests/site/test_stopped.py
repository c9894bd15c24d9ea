"""A build that is stopped, by somebody or by a full disk: no process stays, nothing half is taken for whole, and it is said why."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from small_book import CONFIG, build, read_site, small_documents, write, write_book

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

_BUILD = [sys.executable, "-m", "mopsbook", "build"]
# Two processors, whatever this machine has; and as soon as the first page is there, the build waits to be stopped. It waits by
# little and little: a signal that comes between two steps of Python is heard after the step, and one sleep is one step.
_HOOK = """
import mopsbook.site.ahead, time
mopsbook.site.ahead.count_processes = lambda: 2
def on_post_page(output, page, config):
    print("ready", flush=True)
    for _ in range(1000):
        time.sleep(0.1)
"""


def _book(root: Path) -> Path:
    write(root / "hook.py", _HOOK)
    return write_book(root, small_documents(), config=CONFIG + "hooks: [hook.py]\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda each: each.name)
def test_a_build_that_is_told_to_end_ends_with_all_its_processes(tmp_path: Path, number: signal.Signals) -> None:
    """Whoever waits until nobody can write to the build's output any more does not wait, as a job of CI would."""
    with subprocess.Popen(_BUILD, cwd=_book(tmp_path), stdout=subprocess.PIPE, start_new_session=True) as done:
        assert done.stdout is not None
        try:
            assert done.stdout.readline() == b"ready\n"
            os.kill(done.pid, number)
            done.communicate(timeout=60)
        finally:
            if done.returncode is None:
                os.killpg(done.pid, signal.SIGKILL)
    assert done.returncode == (-number if number == signal.SIGKILL else 128 + number)


def test_what_is_half_written_when_a_command_is_told_to_end_is_taken_away(tmp_path: Path) -> None:
    """A command that is told to end tidies up as after Ctrl+C: here, the file that is being written beside its place."""
    write(tmp_path / "knowledge/book.yaml", "kind: book\ntitle: Ours\n")
    waits = (
        "import os, sys, time; import mopsbook.whole_files as files\n"
        "fdopen = os.fdopen\n"
        "def slowly(*rest):\n    print('ready', flush=True)\n    for _ in range(1000): time.sleep(0.1)\n    return fdopen(*rest)\n"
        "files.os.fdopen = slowly\n"
        "sys.argv[1:] = ['check', '--output', 'json:report.json']\n"
        "from mopsbook.cli import main; main()"
    )
    with subprocess.Popen([sys.executable, "-c", waits], cwd=tmp_path, stdout=subprocess.PIPE) as done:
        assert done.stdout is not None
        assert done.stdout.readline() == b"ready\n"
        done.terminate()
        assert done.wait(60) == 128 + signal.SIGTERM
    assert not [path.name for path in tmp_path.iterdir() if "report" in path.name]


def test_a_full_disk_is_said_and_the_next_build_makes_what_was_cut_off(tmp_path: Path) -> None:
    """The build names the file and the reason and takes no blame; with room again, `--dirty` gives what a clean build gives."""
    write_book(tmp_path, small_documents())

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        _BUILD, cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False, preexec_fn=fill
    )
    assert done.returncode == 2
    assert "cannot be read or written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    site = tmp_path / "site"
    assert [path for path in site.rglob("*") if path.stat().st_size == 100_000]
    time.sleep(0.01)
    build(tmp_path, site, dirty=True)
    build(tmp_path, clean := tmp_path / "clean")
    assert read_site(site) == read_site(clean)
