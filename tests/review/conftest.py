"""The desk that the tests of reviews share."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_of_reviews import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A book in which nothing was reviewed yet."""
    return Desk(tmp_path, monkeypatch)
