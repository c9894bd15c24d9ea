"""Mentions in prose (`[[marketo-engage]]`): a link on a page, the document's name in plain text."""

from markupsafe import Markup, escape

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.documents.mentions import fold
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.prose import Link, plain, render_inline


def link_mentions(entity: Entity, field: str, catalog: Catalog, hrefs: Hrefs) -> Link:
    """Return what a mention in a field of an entity becomes on a page."""

    def link(name: str, text: str) -> Markup:
        target = catalog.lookup(entity, field, fold(name))
        if target is None:
            return Markup('<span class="mb-broken">{}</span>').format(text or name)
        return hrefs.chip(target, name.partition("#")[2], text=text or _title(target, name))

    return link


def name_mentions(entity: Entity, field: str, catalog: Catalog) -> Link:
    """Return what a mention in a field of an entity becomes in plain text."""

    def link(name: str, text: str) -> Markup:
        target = catalog.lookup(entity, field, fold(name))
        return escape(text or (_title(target, name) if target else name))

    return link


def show_sentence(entity: Entity, catalog: Catalog, hrefs: Hrefs) -> Markup:
    """Return the sentence of an entity as HTML."""
    return render_inline(entity.sentence, link_mentions(entity, entity.sentence_field, catalog, hrefs))


def plain_sentence(entity: Entity, catalog: Catalog) -> str:
    """Return the sentence of an entity as plain text."""
    return plain(entity.sentence, name_mentions(entity, entity.sentence_field, catalog))


def _title(target: Entity, name: str) -> str:
    # A stage or step by its id: a page that mentions a document knows of its name when that changes, and of no more.
    part = name.partition("#")[2]
    return f"{target.title}: {part}" if part else target.title
