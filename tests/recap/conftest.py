"""A repository with nobody's configuration for each test."""

from pathlib import Path

import pytest

from git_book import Repo, without_configuration
from mopsbook.kinds.load import load_kinds


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_configuration(tmp_path, monkeypatch)
    # What is kept counts at a desk alone.
    monkeypatch.delenv("CI", raising=False)
    return Repo(tmp_path / "repo", load_kinds())
