"""The whole run, top to bottom: from folders to a book that can be made into pages."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from mopsbook.aside import Aside
from mopsbook.begun import Begun, begin_book
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.diagrams.lay_out import keep_layouts
from mopsbook.diagrams.picture import Picture
from mopsbook.history.names import with_names
from mopsbook.history.read import read_history
from mopsbook.history.settings import read_settings
from mopsbook.kinds.load import find_builtin
from mopsbook.layout import Layout
from mopsbook.pages.book import Book
from mopsbook.recap.make import find_days, find_years
from mopsbook.recap.standing import BookStanding, read_standings


def make_book(
    layout: Layout, today: date, progress: Callable[[int, int], None] | None = None, begun: Begun | None = None
) -> Book:
    """Read, check, connect, date and draw. Raises SetupError if the set-up is wrong; never for what stands in a document.

    Of a large book other processes work out the findings and, once somebody says that they will be needed, the pictures and how
    complete it was, while this one goes on; who asks for one of them has to wait for it. `begun` is the same book, if somebody has begun with it.
    """
    if begun is None or (begun.layout, begun.today) != (layout, today):
        begun = begin_book(layout, today, progress)
    shelf = begun.shelf
    catalog = make_catalog(shelf, begun.findings, today)
    log = with_names(read_history(layout, shelf.kinds, read_settings(shelf.book)), catalog)

    def look_back() -> Mapping[date, BookStanding]:
        return read_standings(layout, shelf, find_days(find_years(log, today), today))

    pictures = Aside(lambda: _draw(catalog, layout.cache / "diagrams"), worth=begun.many, later=True)
    standings = Aside(look_back, worth=begun.many, later=True)

    def begin() -> None:
        for aside in (pictures, standings):
            aside.begin()

    return Book(catalog, log, pictures, standings, begin)


def _draw(catalog: Catalog, folder: Path) -> Mapping[str, Picture]:
    with keep_layouts(folder):
        return draw_for_book(catalog, folder)


def template_folders(layout: Layout) -> tuple[Path, ...]:
    """Return where templates of kinds lie: a team's own first, then beside our schemas."""
    own = (layout.schemas,) if layout.schemas.is_dir() else ()
    return (*own, find_builtin())
