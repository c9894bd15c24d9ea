"""The whole run, top to bottom: from folders to a book that can be made into pages."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from mopsbook.aside import Aside
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.diagrams.draw import draw_for_book, draw_for_pages
from mopsbook.diagrams.lay_out import keep_layouts
from mopsbook.diagrams.picture import Picture
from mopsbook.documents.kept_readings import keep_readings
from mopsbook.documents.load import load_shelf
from mopsbook.history.names import with_names
from mopsbook.history.read import read_history
from mopsbook.history.settings import read_settings
from mopsbook.kinds.load import find_builtin, load_kinds
from mopsbook.layout import Layout
from mopsbook.pages.book import Book
from mopsbook.ratchet.judge import judge
from mopsbook.recap.make import find_days, find_years
from mopsbook.recap.standing import read_standings

# From so many references on, which are those of some hundred documents, the check takes longer than to have another process do it.
_MANY = 3_000


def make_book(layout: Layout, today: date, progress: Callable[[int, int], None] | None = None) -> Book:
    """Read, check, connect, date and draw. Raises SetupError if the set-up is wrong; never for what stands in a document.

    Of a large book other processes work out the findings, the pictures of the whole and how complete it was while this one goes on;
    who asks for one of them has to wait for it.
    """
    kinds = load_kinds([layout.schemas])
    with keep_readings(layout.cache, kinds) as read:
        shelf = load_shelf(layout, kinds, progress, read)
    # Both need them, and whatever is worked out before the fork, both have.
    many = len(shelf.references) > _MANY
    findings = Aside(lambda: judge(layout, shelf, today).findings, worth=many)
    catalog = make_catalog(shelf, findings, today)
    pictures = Aside(lambda: _draw(catalog, layout.cache / "diagrams"), worth=many)
    log = with_names(read_history(layout, kinds, read_settings(shelf.book)), catalog)
    days = find_days(find_years(log, today), today)
    standings = Aside(lambda: read_standings(layout, shelf, days), worth=many)
    return Book(catalog, log, pictures(), draw_for_pages(catalog), standings)


def _draw(catalog: Catalog, folder: Path) -> Mapping[str, Picture]:
    with keep_layouts(folder):
        return draw_for_book(catalog, folder)


def template_folders(layout: Layout) -> tuple[Path, ...]:
    """Return where templates of kinds lie: a team's own first, then beside our schemas."""
    own = (layout.schemas,) if layout.schemas.is_dir() else ()
    return (*own, find_builtin())
