"""The list of commands says what each is for, in whole sentences."""

from __future__ import annotations

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
