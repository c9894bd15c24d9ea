"""The walls between the rooms stand: every import contract in pyproject.toml is kept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[2]


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "generators")
    # The banner is drawn without colour, so that what is broken can be read in a log.
    monkeypatch.setenv("NO_COLOR", "1")
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_room_has_its_place_in_the_line() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (line,) = (contract for contract in settings["contracts"] if contract["type"] == "layers")
    assert line["exhaustive"]
    placed = {room.strip() for layer in line["layers"] for room in layer.split("|")}
    package = ROOT / "generators" / "mopsbook"
    rooms = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    assert placed == rooms - {"__init__"}


def test_who_is_new_finds_every_room_in_the_order_of_the_line_and_every_file_beside_them() -> None:
    """CONTRIBUTING.md lists the rooms so that each imports only those above it, and names what lies in none."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = ROOT / "generators" / "mopsbook"
    listed = re.findall(r"^\| `(\w+)/` \|", guide, re.MULTILINE)
    assert sorted(listed) == sorted(path.parent.name for path in package.glob("*/__init__.py"))
    for number, room in enumerate(listed):
        text = "".join(path.read_text("utf-8") for path in (package / room).rglob("*.py"))
        used = set(re.findall(r"^ *(?:from|import) mopsbook\.(\w+)", text, re.MULTILINE))
        assert used.isdisjoint(listed[number + 1 :]), room
    beside = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert {name for name in beside if f"`{name}`" not in guide} == set()
