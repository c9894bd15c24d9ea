"""A book with comments, the desk over it, and the server of the form with a client."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from form_client import FILES, Client

from mopsbook.form.desk import Desk
from mopsbook.form.server import FormServer
from mopsbook.kinds.kind import Kinds
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout, find_layout


@pytest.fixture
def place(tmp_path: Path) -> Layout:
    """The layout of the book with comments."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return find_layout(tmp_path)


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    """The kinds of our own schemas."""
    return load_kinds([])


@pytest.fixture
def desk(place: Layout, kinds: Kinds) -> Desk:
    """The desk over the book with comments."""
    return Desk(place, kinds)


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    """A client of a server that runs."""
    with FormServer(desk) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield Client(server)
        server.shutdown()
