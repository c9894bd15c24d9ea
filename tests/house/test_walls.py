"""The walls between the rooms stand: every import contract in pyproject.toml is kept."""

from __future__ import annotations

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
