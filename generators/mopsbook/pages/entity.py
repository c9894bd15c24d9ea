"""The page of an entity, as a draft: its fingerprint now, its HTML when somebody needs it."""

from collections.abc import Iterator, Mapping
from typing import Any

import jinja2

from mopsbook.catalog.addresses import page_of
from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.errors import SetupError
from mopsbook.kinds.field import Field
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import name_mentions, plain_sentence
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.prose import plain
from mopsbook.pages.render import find_headings, template_of, tidy
from mopsbook.pages.view import View

_LONGEST_TEXT = 1500
# What people type when they look for what a field says.
_ASKED = {"error_handling": "What happens when it is down or fails."}


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
            entries=(search_entry(entity, book.catalog), *_stage_entries(entity)),
            source=entity.path,
            line=entity.line,
        )

    shows = (entity.full_id,)
    return Draft(path, entity.title, fingerprint, render, entity.path, entity.line, shows=shows)


def _where(error: jinja2.TemplateError) -> str:
    line = getattr(error, "lineno", None)
    return (
        f"{getattr(error, 'filename', None) or getattr(error, 'name', '')}, line {line}"
        if line
        else "See schemas/*.html.jinja."
    )


def search_entry(entity: Entity, catalog: Catalog) -> SearchEntry:
    """Return the search entry of an entity: found by its name, its other names, its id, its owner and what its prose says."""
    owner = catalog.owner_of(entity)
    names = [
        entity.kind.label,
        entity.id,
        *([f"Owner: {owner.title}"] if owner not in (None, entity) else []),
        *entity.data.get("tags", ()),
    ]
    prose = " ".join(_as_sentence(said) for said in _prose(entity.data, entity.kind.fields, entity, catalog))
    asked = [words for field, words in _ASKED.items() if entity.data.get(field)]
    text = " ".join([" · ".join(str(name) for name in names) + ("." if prose or asked else ""), *asked, prose]).strip()
    boost = 0.5 if entity.status == "retired" else 1.5 if entity.kind.name in ("system", "term") else 1.0
    # Material weighs tags above all, and shows them: who searches for an old name or an id sees why this was found.
    return SearchEntry(entity.title, text[:_LONGEST_TEXT], boost=boost, tags=(*entity.aliases, entity.id))


def _stage_entries(entity: Entity) -> Iterator[SearchEntry]:
    """Yield the search entries of the stages of a lifecycle: who asks why a lead is not yet in one wants to know when it enters."""
    fields = ("definition", "entry_criteria", "exit_criteria")
    for stage in entity.data.get("stages", ()) if entity.kind.name == "lifecycle" else ():
        if stage.get("id"):
            said = [stage.get(name) for name in fields]
            texts = [text for value in said for text in (value if isinstance(value, list) else [value]) if text]
            words = " ".join(_as_sentence(plain(str(text))) for text in texts)
            title = f"{stage.get('title') or stage['id']} · {entity.title}"
            yield SearchEntry(title, f"Stage. {words}"[:_LONGEST_TEXT], anchor=stage["id"])


def _as_sentence(said: str) -> str:
    """Return a text so that another may follow it."""
    return said if not said or said[-1] in ".!?:;" else f"{said}."


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
