"""The official schema of SARIF and the validator of its authors: no copy of ours that could be mended to fit."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from npm_packages import install

Validate = Callable[[Path], str]


@pytest.fixture(scope="session")
def multitool() -> Path:
    """Microsoft's package, which brings the schema of https://github.com/oasis-tcs/sarif-spec along."""
    return install(Path(__file__).parent, "sarif-multitool") / "@microsoft" / "sarif-multitool-linux"


@pytest.fixture(scope="session")
def sarif_schema(multitool: Path) -> dict[str, Any]:
    schema = json.loads((multitool / "sarif-2.1.0.json").read_text("utf-8-sig"))
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return schema


@pytest.fixture(scope="session")
def validate_sarif(multitool: Path) -> Validate:
    """Return what the validator says of a file by the rules of SARIF and of GitHub, remarks left out."""
    program = multitool / "Sarif.Multitool"
    program.chmod(0o755)

    def validate(file: Path) -> str:
        rules = ["--level", "Error;Warning", "--kind", "Fail", "--rule-kind", "Sarif;Ghas"]
        # What the machine knows of languages is of no matter, and need not be installed.
        done = subprocess.run(
            [program, "validate", file, *rules],
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
        return "\n".join(line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line)

    return validate
