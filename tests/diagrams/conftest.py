"""What tests of pictures share: a book made of documents, and every picture of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stacks import Documents, make_book

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.draw import draw_for, draw_for_book, draw_for_pages, draw_for_part
from mopsbook.diagrams.lineage import lineages_of
from mopsbook.diagrams.picture import Picture

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[[Documents], Catalog]:
    """A function that makes the catalog of some documents."""
    return lambda documents: make_book(tmp_path, documents)


def draw_all(catalog: Catalog) -> dict[str, Picture]:
    """Return every picture of a book, by what it shows."""
    pictures = {f"book/{name}": picture for name, picture in draw_for_book(catalog).items()}
    for place, drawn in draw_for_pages(catalog).items():
        pictures |= {f"{place}/{picture.id}": picture for picture in drawn}
    for entity in catalog.entities:
        for picture in draw_for(entity, catalog):
            pictures[f"{entity.kind.name}/{entity.id}/{picture.id}"] = picture
    for entity in catalog.of_kind("object"):
        for field in lineages_of(catalog, entity):
            for picture in draw_for_part(entity, "field", field, catalog):
                pictures[f"field/{entity.id}#{field}/{picture.id}"] = picture
    return pictures
