"""A real repository with the small book in it, and nobody's configuration."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from compared_repo import Repo

from mopsbook.cli.commands import cli


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "repo").mkdir()
    return Repo(tmp_path / "repo")


@pytest.fixture
def run(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs mopsbook in the repository."""

    def call(*words: str) -> Result:
        monkeypatch.chdir(repo.root)
        return CliRunner().invoke(cli, words, standalone_mode=False)

    return call
