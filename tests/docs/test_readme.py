"""What the README shows is what happens."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mopsbook.cli.check import FORMATS
from mopsbook.cli.check import command as check
from mopsbook.cli.commands import cli
from reference_day import find_epoch
from small_book import at

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_edit_gives_the_finding_that_the_readme_shows(tmp_path: Path) -> None:
    """The misspelt owner of the five-minute tour gives, to the letter, the finding that the README prints."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    path = tmp_path / "knowledge/systems/qualified.yaml"
    before = path.read_text(encoding="utf-8")
    assert "owner: sdr-manager\n" in before
    path.write_text(before.replace("owner: sdr-manager\n", "owner: sdr-manger\n", 1), encoding="utf-8")
    result = CliRunner().invoke(check, [str(path)], standalone_mode=False)
    block = re.search(r"^       (error\[broken-reference\].*?)\n\n", README, re.DOTALL | re.MULTILINE)
    assert block
    shown = "\n".join(line.removeprefix("       ") for line in block[1].split("\n"))
    assert result.output.startswith(shown + "\n")


def test_the_reference_knowledge_base_passes_its_own_check() -> None:
    """`mopsbook check --fail-on warning` finds nothing to fail on in knowledge/ on the day somebody last read in it.

    Reviews, contracts and dates come due as time passes; that is their purpose, and no reason for the code's tests to fail.
    """
    with at(find_epoch()):
        result = CliRunner().invoke(check, [str(ROOT), "--fail-on", "warning"], standalone_mode=False)
    assert result.return_value == 0, result.output


@pytest.mark.parametrize("name", sorted(cli.list_commands(None)))
def test_every_command_is_in_the_readme(name: str) -> None:
    """A command that nobody reads of is not there."""
    assert f"`mopsbook {name}" in README


def test_every_format_is_in_the_readme() -> None:
    """The README names each format that `--format` offers."""
    for name in FORMATS:
        assert f"`{name}`" in README
