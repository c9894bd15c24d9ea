"""A copy of the reference book with a kind of a team's own, set up for editors, and one language server for all tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from language_server import LanguageServer

from mopsbook.cli.schema import command as schema
from npm_packages import install

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
    """Return how the server is started."""
    program = install(HERE, "language-server") / "yaml-language-server" / "bin" / "yaml-language-server"
    return ["node", str(program), "--stdio"]
