"""The distribution, built once, and an empty environment with the wheel in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from environments import make_environment, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdist and wheel (the wheel from the sdist, as an index would get it)."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(target), str(ROOT)], check=True, capture_output=True)
    return target


@pytest.fixture(scope="session")
def installed(dist: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    bin = make_environment(folder / "env")
    run(bin / "pip", "install", "--quiet", next(dist.glob("*.whl")), cwd=folder, home=home)
    return bin
