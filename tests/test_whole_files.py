"""A file that is written is there whole, or as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mopsbook.whole_files import write_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and pipes are other ones there")


def test_what_cannot_be_written_to_its_end_leaves_what_was_there(tmp_path: Path) -> None:
    """Where the disk takes four kilobytes more, a file of five stays as it was, and nothing lies beside it."""
    (file := tmp_path / "file").write_text("before")
    code = (
        "import resource, sys; from pathlib import Path; from mopsbook.whole_files import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_whole(Path(sys.argv[1]), b'x' * 5000)\n"
        "except OSError as error: print(error.strerror)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("File too large\n", "")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_a_file_keeps_its_rights_and_a_link_leads_on(tmp_path: Path) -> None:
    """What a link leads to is written, with the rights it had; a new file has those of any other."""
    (tmp_path / "file").write_text("before")
    (tmp_path / "file").chmod(0o640)
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "usual").write_text("")
    write_whole(tmp_path / "link", b"after")
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_text() == "after"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    """Whoever reads at the other end of a pipe gets the content; it is not replaced by a file."""
    os.mkfifo(pipe := tmp_path / "pipe")
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"said")
        assert reader.communicate(timeout=60)[0] == b"said"
    assert pipe.is_fifo()
