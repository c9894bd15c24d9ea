"""A desk for each test, and clones of its repository."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk, make_desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a book in which nothing is wrong, committed on main."""
    return make_desk(tmp_path / "desk", monkeypatch)


@pytest.fixture
def clone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """A function that clones the desk's repository, with options of git."""

    def make(*options: str) -> Desk:
        root = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", *options, f"file://{desk.root}", str(root)], check=True)
        return Desk(root, monkeypatch)

    return make
