"""A repository with nobody's configuration for each test."""

from pathlib import Path

import pytest

from git_book import Repo, without_configuration
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return load_kinds()


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept counts at a desk alone."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def repo(tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_configuration(tmp_path, monkeypatch)
    return Repo(tmp_path / "repo", kinds)
