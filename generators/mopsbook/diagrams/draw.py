"""Draw what a book or one of its entities has pictures for: finds the drawings in their folder and calls them."""

import platform
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from msgspec.structs import astuple

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.lay_out import name_command
from mopsbook.diagrams.picture import Picture, read_pictures
from mopsbook.kept import code_of, digest, write_kept

# What makes a picture of what it shows. Another processor may round in another way, and caches travel between machines.
_ROOMS = ("kinds", "catalog", "diagrams")
_MAKERS = ("graphviz", "pygraphviz", "markupsafe")


@lru_cache(maxsize=1)
def find_drawings() -> Mapping[str, ModuleType]:
    """Return the drawings by id: the file's name with hyphens."""
    package = import_module("mopsbook.diagrams.drawings")
    names = sorted(module.name for module in iter_modules(package.__path__))
    return {name.replace("_", "-"): import_module(f"{package.__name__}.{name}") for name in names}


def draw_for_book(catalog: Catalog, folder: Path | None = None) -> dict[str, Picture]:
    """Return the pictures of the book as a whole by id; a drawing's `draw_parts` adds the parts of one that is too large.

    Where a drawing says what it shows (`shows`), and that is the same as in an earlier run, its pictures are taken from `folder`.
    """
    pictures: dict[str, Picture] = {}
    for id, drawing in find_drawings().items():
        if drawing.EACH == "book":
            if folder is None or not hasattr(drawing, "shows"):
                pictures |= _draw_whole(id, drawing, catalog)
                continue
            made_by = [code_of(_ROOMS, _MAKERS), name_command(), sys.platform, platform.machine()]
            basis = digest([*made_by, drawing.shows(catalog)])
            known = read_pictures(folder / f"{id}.json", basis)
            if known is None:
                known = _draw_whole(id, drawing, catalog)
                write_kept(folder / f"{id}.json", basis, {id: astuple(picture) for id, picture in known.items()})
            pictures |= known
    return pictures


def _draw_whole(id: str, drawing: ModuleType, catalog: Catalog) -> dict[str, Picture]:
    picture = drawing.draw(catalog, None)
    if picture is None:
        return {}
    return {id: picture, **(drawing.draw_parts(catalog) if hasattr(drawing, "draw_parts") else {})}


def draw_for_page(page: str, catalog: Catalog) -> tuple[Picture, ...]:
    """Return the pictures of a page that shows many things, as EACH of their drawings names it: "index:system", "page:quality".

    Such a drawing returns as many as there is something to show for: one for each currency, or none.
    """
    drawings = [drawing for drawing in find_drawings().values() if page == drawing.EACH]
    return tuple(picture for drawing in drawings for picture in drawing.draw(catalog, None))


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
