"""Draw what a book or one of its entities has pictures for: finds the drawings in their folder and calls them."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.picture import Picture


@lru_cache(maxsize=1)
def find_drawings() -> Mapping[str, ModuleType]:
    """Return the drawings by id: the file's name with hyphens."""
    package = import_module("mopsbook.diagrams.drawings")
    names = sorted(module.name for module in iter_modules(package.__path__))
    return {name.replace("_", "-"): import_module(f"{package.__name__}.{name}") for name in names}


def draw_for_book(catalog: Catalog) -> dict[str, Picture]:
    """Return the pictures of the book as a whole by id; a drawing's `draw_parts` adds the parts of one that is too large."""
    pictures: dict[str, Picture] = {}
    for id, drawing in find_drawings().items():
        if drawing.EACH == "book":
            picture = drawing.draw(catalog, None)
            if picture is not None:
                pictures[id] = picture
                if hasattr(drawing, "draw_parts"):
                    pictures |= drawing.draw_parts(catalog)
    return pictures


def draw_for_pages(catalog: Catalog) -> dict[str, tuple[Picture, ...]]:
    """Return the pictures of pages that show many things, by what EACH of their drawings says: "index:system", "page:quality".

    Such a drawing returns as many as there is something to show for: one for each currency, or none.
    """
    pictures: dict[str, tuple[Picture, ...]] = defaultdict(tuple)
    for drawing in find_drawings().values():
        if drawing.EACH.startswith(("index:", "page:")):
            pictures[drawing.EACH] += tuple(drawing.draw(catalog, None))
    return dict(pictures)


def draw_for(entity: Entity, catalog: Catalog) -> tuple[Picture, ...]:
    """Return the pictures of an entity; none if it has nothing to draw."""
    drawn = (
        drawing.draw(catalog, entity)
        for drawing in find_drawings().values()
        if drawing.EACH in (entity.kind.name, "entity")
    )
    return tuple(picture for picture in drawn if picture is not None)


def draw_for_part(entity: Entity, part: str, id: str, catalog: Catalog) -> tuple[Picture, ...]:
    """Return the pictures of a part of an entity, such as a field of an object: of drawings with EACH = "object.field"."""
    drawn = (
        drawing.draw(catalog, entity, id)
        for drawing in find_drawings().values()
        if f"{entity.kind.name}.{part}" == drawing.EACH
    )
    return tuple(picture for picture in drawn if picture is not None)
