"""The list of commands says what each is for, in whole sentences."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mopsbook.cli.commands import cli


@pytest.mark.parametrize("name", cli.list_commands(None))
def test_a_command_says_what_it_is_for_on_one_line(name: str) -> None:
    """On a terminal of 80 columns no line of `mopsbook --help` is cut off, and every sentence has its end."""
    shown = CliRunner().invoke(cli, ["--help"], terminal_width=80).output
    (line,) = [line for line in shown.splitlines() if line.startswith(f"  {name} ")]
    assert line.endswith(".")
    assert not line.endswith("...")


def test_who_stands_in_a_folder_that_was_deleted_is_told_so(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"cd '{gone}' && rmdir '{gone}' && exec '{sys.executable}' -m mopsbook check"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, "was deleted" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
