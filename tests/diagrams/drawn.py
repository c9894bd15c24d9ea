"""Every picture of a book, for tests that hold something of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.diagrams.draw import draw_for, draw_for_book, draw_for_page, draw_for_part, find_drawings
from mopsbook.diagrams.lineage import lineages_of
from mopsbook.diagrams.picture import Picture
from mopsbook.documents.load import load_shelf
from mopsbook.kinds.load import load_kinds
from mopsbook.layout import Layout

REPOSITORY = Path(__file__).resolve().parents[2]


def draw_all(catalog: Catalog) -> dict[str, Picture]:
    """Return every picture of a book, by what it shows."""
    pictures = {f"book/{name}": picture for name, picture in draw_for_book(catalog).items()}
    for page in {drawing.EACH for drawing in find_drawings().values() if ":" in drawing.EACH}:
        pictures |= {f"{page}/{picture.id}": picture for picture in draw_for_page(page, catalog)}
    for entity in catalog.entities:
        for picture in draw_for(entity, catalog):
            pictures[f"{entity.kind.name}/{entity.id}/{picture.id}"] = picture
    for entity in catalog.of_kind("object"):
        for field in lineages_of(catalog, entity):
            for picture in draw_for_part(entity, "field", field, catalog):
                pictures[f"field/{entity.id}#{field}/{picture.id}"] = picture
    return pictures


@cache
def reference_book() -> Catalog:
    """Return the catalog of the reference book."""
    layout = Layout(REPOSITORY, REPOSITORY / "knowledge")
    return make_catalog(load_shelf(layout, load_kinds([layout.schemas])), (), date(2026, 10, 1))


@cache
def reference_pictures() -> Mapping[str, Picture]:
    """Return every picture of the reference book, drawn once in each process that asks: it takes seconds."""
    return draw_all(reference_book())
