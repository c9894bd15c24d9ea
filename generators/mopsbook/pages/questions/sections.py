"""Sections of a long page, kept between builds: where 900 systems have one each, a change in one of them makes a few anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mopsbook.kept import Kept, code_of
from mopsbook.pages.fingerprint import Fingerprints

# The rooms whose code decides what a section shows, and the libraries that make HTML of it.
_ROOMS = (
    "kinds", "documents", "naming", "scoring", "checks", "catalog", "history", "diagrams", "news", "recap", "pages",
)  # fmt: skip
_MAKERS = ("jinja2", "markupsafe", "markdown", "nh3")

_kept: ContextVar[Kept | None] = ContextVar("kept sections", default=None)


@contextmanager
def keep_sections(folder: Path) -> Iterator[None]:
    """Within the block, take sections from a folder if it has them, and leave there those that were used."""
    # The fingerprints cover what a section is made from, templates included; what makes it is the code and the libraries.
    kept = Kept(folder / "sections.json", code_of(_ROOMS, _MAKERS))
    mark = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(mark)
    kept.save()


def once(page: str, fingerprints: Fingerprints) -> Callable[..., Markup]:
    """Return what a template calls for each section of a page: with the macro that makes it, and what that shows.

    A macro may show nothing but what it is given, entities as an index does: their own data, and what they name by its name.
    """

    def take(make: Callable[..., str], *shown: Any) -> Markup:
        kept = _kept.get()
        if kept is None:
            return Markup(make(*shown))
        key = fingerprints.of_parts(page, *shown)
        html = kept.take(key)
        if html is None:
            html = str(make(*shown))
            kept.keep(key, html)
        return Markup(html)

    return take
