"""The page of a field: where its value comes from, which systems it passes, and what uses it.

Only fields of which there is something of that to show have one. The object's own page says all the rest, and what is written
down of sixty fields with sixty pictures would be too much for any page.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import jinja2

from mopsbook.catalog.addresses import part_page_of
from mopsbook.catalog.entity import Entity
from mopsbook.diagrams.draw import draw_for_part
from mopsbook.diagrams.lineage import lineages_of
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import combine
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.mentions import name_mentions
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.prose import plain
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.view import View

# What the page repeats of the field: what one must know to read the picture.
_FACTS = ("type", "personal_data", "system_of_record", "update_rule", "conflict_rule")


def draft_fields(entity: Entity, book: Book, env: jinja2.Environment, fingerprint: str) -> Iterator[Draft]:
    """Yield the pages of an object's fields. `fingerprint` is that of the object's page, which knows as much."""
    fields = {field["id"]: field for field in reversed(entity.data.get("fields", ())) if field.get("id")}
    for id, lineage in lineages_of(book.catalog, entity).items():
        path = part_page_of(entity, id)
        render = partial(_render, entity, fields[id], path, book, env)
        shows = (entity.full_id,)
        made = combine(fingerprint, path)
        yield Draft(path, lineage.title, made, render, entity.path, entity.line, shows=shows)


def _render(entity: Entity, field: Mapping[str, Any], path: str, book: Book, env: jinja2.Environment) -> Page:
    view = View(entity, book, Hrefs.on(path))
    title = str(field.get("title") or field["id"])
    html = tidy(
        env.get_template("field.html.jinja").render(
            view=view,
            entity=entity,
            field=field,
            title=title,
            facts=[
                (
                    view.label(f"fields.{name}"),
                    view.ages.mark(f"fields.{name}", field),
                    view.show(f"fields.{name}", field[name]),
                )
                for name in _FACTS
                if field.get(name)
            ],
            names=[
                (view.show("fields.names.system", one["system"]), str(one["api_name"]))
                for one in field.get("names", ())
                if one.get("system") and one.get("api_name")
            ],
            pictures=draw_for_part(entity, "field", field["id"], book.catalog),
        )
    )
    said = plain(str(field.get("definition", "")), name_mentions(entity, "fields.definition", book.catalog))
    names = dict.fromkeys(str(one["api_name"]) for one in field.get("names", ()) if one.get("api_name"))
    # Below the documents in which a word stands: who searches for "score" wants the model first.
    entry = SearchEntry(
        f"{title} · {entity.title}", f"Field. {said}", boost=0.6, tags=(*names, f"{entity.id}#{field['id']}")
    )
    return Page(
        path,
        f"{title} · {entity.title}",
        html,
        said,
        find_headings(html),
        (entry,),
        source=entity.path,
        line=entity.line,
    )
