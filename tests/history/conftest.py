"""A repository with nobody's configuration for each test."""

from pathlib import Path

import pytest
from git_book import Repo

from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return load_kinds()


@pytest.fixture
def repo(tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Repo(tmp_path / "repo", kinds)
