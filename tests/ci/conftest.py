"""A host for each test, and nobody's proxy between it and us."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from host import Host, running


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with running() as one:
        yield one
