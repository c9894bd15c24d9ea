"""Programs that tests speak to and that come from npm: fetched once for each lock file, kept below .cache/tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]


def install(here: Path, name: str) -> Path:
    """Return the node_modules of the package.json in `here`. Skips the test where there is no npm, or it cannot fetch."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        give_up("there is no node or no npm; Debian has them in the packages nodejs and npm")
    lock = (here / "package-lock.json").read_bytes()
    folder = ROOT / ".cache" / "tests" / f"{name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Elsewhere first: a folder of that name is whole, whoever was stopped and whoever else is at it.
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        for file in ("package.json", "package-lock.json"):
            shutil.copy(here / file, made)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            shutil.rmtree(made)
            give_up(f"npm cannot fetch {name}: {done.stderr.strip()[-500:]}")
        try:
            made.rename(folder)
        except OSError:
            shutil.rmtree(made)
    return folder / "node_modules"


def give_up(reason: str) -> NoReturn:
    """Skip the test; in CI, where nobody would notice that nothing was tried, fail it."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
