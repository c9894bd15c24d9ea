"""A copy of the reference book with a kind of a team's own, set up for editors, and one language server for all tests."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from language_server import LanguageServer

from mopsbook.cli.schema import command as schema

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RUNBOOK = """\
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  system: {title: System, type: string, description: The system that breaks., x-ref: system, x-expect: required}
"""


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository after `mopsbook schema --vscode`."""
    folder = tmp_path_factory.mktemp("editors").resolve()
    for name in ("knowledge", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "schemas" / "runbook.schema.yaml").write_text(RUNBOOK, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(schema, ["--vscode"], catch_exceptions=False).exit_code == 0
    return folder


@pytest.fixture(scope="session")
def server(repository: Path) -> Iterator[LanguageServer]:
    """The server, with the settings that VS Code would read in that repository."""
    settings = json.loads((repository / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    running = LanguageServer(_command(), repository, settings["yaml.schemas"])
    yield running
    running.stop()


def _command() -> list[str]:
    """Return how the server is started; it is fetched once for each lock file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        _give_up("there is no node or no npm; Debian has them in the packages nodejs and npm")
    lock = (HERE / "package-lock.json").read_bytes()
    folder = ROOT / ".cache" / "tests" / f"language-server-{hashlib.sha256(lock).hexdigest()[:12]}"
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Elsewhere first: a folder of that name is whole, whoever was stopped and whoever else is at it.
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, made)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            shutil.rmtree(made)
            _give_up(f"npm cannot fetch the language server: {done.stderr.strip()[-500:]}")
        try:
            made.rename(folder)
        except OSError:
            shutil.rmtree(made)
    return [node, str(program), "--stdio"]


def _give_up(reason: str) -> None:
    # In CI nobody would notice that nothing was tried.
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
