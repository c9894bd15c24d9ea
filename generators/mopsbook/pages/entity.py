"""The page of an entity, as a draft: its fingerprint now, its HTML when somebody needs it."""

from collections.abc import Iterator, Mapping
from typing import Any

import jinja2

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Field
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import name_mentions, plain_sentence
from mopsbook.pages.page import Draft, Entry, Page
from mopsbook.pages.prose import plain
from mopsbook.pages.render import find_headings, template_of, tidy
from mopsbook.pages.view import View

_LONGEST_TEXT = 1500


def draft_entity(entity: Entity, book: Book, env: jinja2.Environment, fingerprint: str) -> Draft:
    """Return the draft of an entity's page."""
    path = page_of(entity)

    def render() -> Page:
        view = View(entity, book, Hrefs.on(path))
        try:
            html = tidy(
                template_of(entity.kind, env).render(view=view, entity=entity, kind=entity.kind, data=entity.data)
            )
        except jinja2.TemplateError as error:
            raise SetupError(f"the template of {entity.kind.plural.lower()}: {error}", _where(error)) from error
        return Page(
            path=path,
            title=entity.title,
            html=html,
            description=plain_sentence(entity, book.catalog),
            headings=find_headings(html),
            entries=(search_entry(entity, book.catalog),),
            source=entity.path,
            line=entity.line,
        )

    return Draft(path, entity.title, fingerprint, render, entity.path, entity.line)


def _where(error: jinja2.TemplateError) -> str:
    line = getattr(error, "lineno", None)
    return (
        f"{getattr(error, 'filename', None) or getattr(error, 'name', '')}, line {line}"
        if line
        else "See schemas/*.html.jinja."
    )


def search_entry(entity: Entity, catalog: Catalog) -> Entry:
    """Return the search entry of an entity: found by its name, its other names, its id, its owner and what its prose says."""
    owner = catalog.owner_of(entity)
    names = [
        entity.kind.label,
        entity.id,
        *([f"Owner: {owner.title}"] if owner not in (None, entity) else []),
        *entity.data.get("tags", ()),
    ]
    prose = " ".join(_prose(entity.data, entity.kind.fields, entity, catalog))
    text = " · ".join(str(name) for name in names) + (". " + prose if prose else "")
    boost = 0.5 if entity.status == "retired" else 1.5 if entity.kind.name in ("system", "term") else 1.0
    # Material weighs tags above all, and shows them: who searches for an old name or an id sees why this was found.
    return Entry(entity.title, text[:_LONGEST_TEXT], boost=boost, tags=(*entity.aliases, entity.id))


def _prose(node: Mapping[str, Any], fields: tuple[Field, ...], entity: Entity, catalog: Catalog) -> Iterator[str]:
    """Yield the texts of a document that say something: prose, names of parts, lists of sentences."""
    for field in fields:
        value = node.get(field.name)
        if (
            value is None
            or (field.refs and not field.or_text)
            or field.values
            or field.place == "none"
            or field.name in ("title", "tags", "aliases")
        ):
            continue
        if isinstance(value, str) and field.format != "date" and not value.startswith(("http", "#", "@", "/")):
            yield plain(value, name_mentions(entity, ".".join(field.path), catalog)) if field.prose else value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield from _prose(item, field.children, entity, catalog)
                elif isinstance(item, str):
                    yield item
        elif isinstance(value, Mapping) and field.children:
            yield from _prose(value, field.children, entity, catalog)
