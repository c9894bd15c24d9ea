"""Environments of their own: what somebody has who installed the distribution and nothing else."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path


def run(*command: str | Path, cwd: Path, home: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command with an empty HOME and nothing of this environment but what is needed to reach the package index."""
    keep = {
        key: value
        for key, value in os.environ.items()
        if key in ("PATH", "LANG") or key.lower().endswith("_proxy") or key.startswith(("PIP_", "SSL_"))
    }
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**keep, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not check or result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result


def make_environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin"
