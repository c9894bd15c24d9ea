"""The field dictionary: every field of every object in one table, to search and to filter."""

from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.entity import Entity
from mopsbook.kinds.kind import Kind
from mopsbook.pages.book import Book
from mopsbook.pages.columns import Facet
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Page, SearchEntry
from mopsbook.pages.render import tidy
from mopsbook.pages.view import View

PATH = "fields/index"
TITLE = "Fields"
_ABOUT = "Every field of every object: what it means, what each system calls it, whose value counts, and whether it is personal data."


class DictionaryRow(Struct, frozen=True):
    """One field. `names` are (system, its name there); `cells` and `facets` are by name; a facet of several values has one a line."""

    id: str
    title: str
    href: str
    definition: Markup
    status: str
    status_label: str
    names: tuple[tuple[str, str], ...]
    cells: Mapping[str, Markup]
    facets: Mapping[str, str]


def object_kind(catalog: Catalog) -> Kind | None:
    """Return the kind of objects if any of them has fields, or None."""
    found = (
        one.kind for one in catalog.of_kind("object") if any(field.get("id") for field in one.data.get("fields", ()))
    )
    return next(found, None)


def make_dictionary(kind: Kind, book: Book, env: jinja2.Environment) -> Page:
    """Return the dictionary of a book whose objects have fields."""
    hrefs = Hrefs.on(PATH)
    groups = []
    for entity in book.catalog.of_kind(kind):
        view = View(entity, book, hrefs)
        rows = list({row.id: row for row in reversed(list(_rows(entity, view)))}.values())[::-1]
        if rows:
            groups.append((view.chip(entity), rows))
    every = [row for _, rows in groups for row in rows]
    labels = {name: _label(kind, name) for name in ("type", "system_of_record", "personal_data")}
    html = tidy(
        env.get_template("dictionary.html.jinja").render(
            groups=groups,
            total=len(every),
            about=_ABOUT,
            labels={**labels, "names": _label(kind, "names")},
            facets=[facet for facet in _facets(kind, every) if len(facet.values) > 1],
            hrefs=hrefs,
        )
    )
    return Page(
        PATH,
        TITLE,
        html,
        _ABOUT,
        (),
        (SearchEntry(TITLE, _ABOUT, boost=2.0, tags=("data dictionary", "field dictionary")),),
        menu=kind.section,
    )


def _rows(entity: Entity, view: View) -> Iterator[DictionaryRow]:
    for field in entity.data.get("fields", ()):
        if not field.get("id"):
            continue
        names = [name for name in field.get("names", ()) if name.get("system")]
        systems = view.named("fields.names.system", [name["system"] for name in names])
        status = str(field.get("status", "active"))
        yield DictionaryRow(
            id=field["id"],
            title=str(field.get("title") or field["id"]),
            href=view.lineage(field["id"]) or view.hrefs.entity(entity, field["id"]),
            definition=_shown(view, "definition", field),
            status=status,
            status_label=view.value_label("fields.status", status) if status != "active" else "",
            names=tuple((_title(view, name["system"]), _api_name(name)) for name in names),
            cells={
                "type": _shown(view, "type", field),
                "system_of_record": _shown(view, "system_of_record", field),
                "personal_data": _shown(view, "personal_data", field),
                "owner": view.chip(view.owner) if view.owner else Markup(""),
            },
            facets={
                "object": entity.title,
                "system": "\n".join(system.title for system in systems),
                "type": view.value_label("fields.type", field["type"]) if field.get("type") else "",
                "personal": view.value_label("fields.personal_data", field["personal_data"]) if field.get("personal_data") else "",
            },
        )  # fmt: skip


def _shown(view: View, name: str, field: Mapping[str, Any]) -> Markup:
    return view.show(f"fields.{name}", field[name]) if field.get(name) else Markup("")


def _title(view: View, system: str) -> str:
    found = view.named("fields.names.system", system)
    return found[0].title if found else system


def _api_name(name: Mapping[str, Any]) -> str:
    return (f"{name['object']}." if name.get("object") else "") + str(name.get("api_name", ""))


def _label(kind: Kind, name: str) -> str:
    field = kind.field(f"fields.{name}")
    return field.label if field else name


def _facets(kind: Kind, rows: list[DictionaryRow]) -> Iterator[Facet]:
    labels = {
        "object": kind.label,
        "system": "System",
        "type": _label(kind, "type"),
        "personal": _label(kind, "personal_data"),
    }
    for name, label in labels.items():
        used = {value for row in rows for value in row.facets[name].split("\n")} - {""}
        field = (
            kind.field(f"fields.{'personal_data' if name == 'personal' else name}")
            if name in ("type", "personal")
            else None
        )
        known = [field.value_label(value) for value in field.values] if field else []
        yield Facet(
            name,
            label,
            tuple(
                sorted(used, key=lambda value: (known.index(value) if value in known else len(known), value.casefold()))
            ),
        )
