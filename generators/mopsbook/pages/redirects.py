"""Redirects: the address of an old id or of another name leads on to the page, so that a link somebody kept still works."""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from mopsbook.catalog.addresses import index_of, page_of
from mopsbook.catalog.entity import Entity
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs

_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
# Without a script, and without the site's own clothes: nobody sees it for longer than a moment.
_PAGE = Markup(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{href}">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>This page has moved: <a href="{href}">{title}</a></p>
</body>
</html>
"""
)


def make_redirects(book: Book) -> Mapping[str, str]:
    """Return the HTML of each old address, by its path ("systems/marketo"). None of them is the address of a page.

    An alias wins over what an entity was once called, and of two entities with one alias the first, as in references.
    """
    pages = {page_of(entity) for entity in book.catalog.entities}
    pages |= {f"{index_of(kind)}/index" for kind in book.catalog.kinds.values()}
    found: dict[str, Entity] = {}
    for names in (_by_alias(book), _by_old_id(book)):
        for path, entity in names:
            if path not in pages:
                found.setdefault(path, entity)
    return {path: _render(path, entity) for path, entity in sorted(found.items())}


def _by_alias(book: Book) -> Iterator[tuple[str, Entity]]:
    # In the order of their files and without regard to case, as references take them.
    for entity in book.catalog.entities:
        for alias in entity.aliases:
            if _SLUG.fullmatch(alias.casefold()):
                yield f"{entity.kind.folder}/{alias.casefold()}", entity


def _by_old_id(book: Book) -> Iterator[tuple[str, Entity]]:
    for entity in book.catalog.entities:
        for change in book.log.of(*entity.key):
            if change.old_id:
                yield f"{entity.kind.folder}/{change.old_id}", entity


def _render(path: str, entity: Entity) -> str:
    return str(_PAGE.format(href=escape(Hrefs.on(path).entity(entity)), title=entity.title))
