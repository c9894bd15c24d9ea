"""What tests of pictures share: a book made of documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stacks import Documents, make_book

from mopsbook.catalog.catalog import Catalog


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[[Documents], Catalog]:
    """A function that makes the catalog of some documents."""
    return lambda documents: make_book(tmp_path, documents)
