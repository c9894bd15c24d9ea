"""Index pages: one table for each kind, and the glossary by letter."""

import unicodedata
from collections.abc import Mapping, Sequence

import jinja2
from markupsafe import Markup, escape
from msgspec import Struct

from mopsbook.catalog.addresses import anchor_of, index_of
from mopsbook.catalog.entity import Entity
from mopsbook.catalog.grouping import grouping_of
from mopsbook.checks.standings import average
from mopsbook.diagrams.picture import Picture
from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.pages.book import Book
from mopsbook.pages.columns import Cell, Facet, derive, field_columns, show_field
from mopsbook.pages.dictionary import PATH as DICTIONARY
from mopsbook.pages.dictionary import object_kind
from mopsbook.pages.first_questions import FIRST_QUESTIONS, question_entries
from mopsbook.pages.hrefs import LONG_STATUS, Hrefs
from mopsbook.pages.mentions import show_sentence
from mopsbook.pages.page import Page, SearchEntry
from mopsbook.pages.prose import plain
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.reviews import loud_chip, loud_state
from mopsbook.pages.values import Values
from mopsbook.pages.view import View

# The picture that stands above the index of a kind, by the name of its drawing.
_PICTURES = {"system": "stack-map"}
_MOST_FACETS = 40
# No field can be called so.
_REVIEW = "review-state"


class IndexRow(Struct, frozen=True):
    """One line of an index."""

    chip: Markup
    sentence: Markup
    cells: tuple[Cell, ...]
    facets: tuple[tuple[str, str], ...]
    score: int
    review: Markup
    example: str = ""


class Group(Struct, frozen=True):
    """Rows that belong together: systems of a category, processes of an owner."""

    id: str
    label: str
    html: Markup
    rows: tuple[IndexRow, ...]
    picture: Picture | None = None


def make_index(kind: Kind, book: Book, env: jinja2.Environment) -> Page:
    """Return the index of a kind."""
    path = f"{index_of(kind)}/index"
    hrefs = Hrefs.on(path)
    pictures = pictures_of(kind, book)
    entities = _in_order(kind, book.catalog.of_kind(kind))
    grouping = grouping_of(kind, entities)
    columns = field_columns(kind, entities, grouping)
    facets = [
        column
        for column in columns
        if not column.many and (column.values or {"integer", "boolean"} & set(column.types))
    ]
    groups: dict[tuple[int, str], list[IndexRow]] = {}
    heads: dict[tuple[int, str], tuple[str, Markup]] = {}
    values_of: dict[tuple[int, str], str] = {}
    for entity in entities:
        values = Values(entity, book.catalog, hrefs)
        key, label, head = _group(entity, grouping, values)
        heads[key] = (label, head)
        values_of[key] = str(entity.data.get(grouping.name, "")) if grouping else ""
        row = IndexRow(
            chip=hrefs.chip(entity),
            sentence=show_sentence(entity, book.catalog, hrefs),
            cells=(
                *derive(entity, book.catalog.today),
                *(show_field(entity, column, values) for column in columns),
            ),
            facets=(
                *((facet.name, _facet_value(entity, facet)) for facet in facets),
                *((_REVIEW, words) for words in [loud_state(entity.freshness)] if words),
            ),
            score=entity.completeness.score,
            example=_example(entity),
            review=loud_chip(entity.freshness),
        )
        groups.setdefault(key, []).append(row)
    shown = [
        Group(_anchor(grouping, values_of[key], n), *heads[key], tuple(groups[key]), pictures.get(values_of[key]))
        for n, key in enumerate(sorted(groups))
    ]
    offered = [Facet(f.name, f.label, tuple(sorted({_facet_value(e, f) for e in entities} - {""}))) for f in facets]
    offered = [facet for facet in offered if 1 < len(facet.values) <= _MOST_FACETS]
    doubtful = tuple(sorted({loud_state(entity.freshness) for entity in entities} - {""}))
    html = tidy(
        env.get_template("index.html.jinja").render(
            kind=kind,
            groups=shown,
            columns=[cell.label for cell in shown[0].rows[0].cells] if shown else [],
            facets=[*offered, Facet(_REVIEW, "Review", doubtful)] if doubtful else offered,
            total=len(entities),
            score=average_of(entities),
            hrefs=hrefs,
            picture=pictures.get(""),
            plots=plots_of(kind, book),
            more=("All fields in one table", hrefs.page(DICTIONARY)) if kind is object_kind(book.catalog) else None,
        )
    )
    entries = (_entry(kind, kind.plural), *question_entries(kind, book.catalog))
    return Page(path, kind.plural, html, plain(kind.help), find_headings(html), entries, menu=kind.section)


def _entry(kind: Kind, title: str) -> SearchEntry:
    return SearchEntry(title, f"{plain(kind.help)} {FIRST_QUESTIONS.get(kind.name, '')}".rstrip(), boost=2.0)


def make_glossary(kind: Kind, book: Book, env: jinja2.Environment) -> Page:
    """Return the glossary: one line a term, by letter."""
    path = f"{index_of(kind)}/index"
    hrefs = Hrefs.on(path)
    letters: dict[str, list[Entity]] = {}
    for entity in book.catalog.of_kind(kind):
        letters.setdefault(first_letter(entity.title), []).append(entity)
    html = tidy(
        env.get_template("glossary.html.jinja").render(
            kind=kind,
            letters=sorted(letters.items()),
            views={entity.id: View(entity, book, hrefs) for entity in book.catalog.of_kind(kind)},
            hrefs=hrefs,
        )
    )
    return Page(
        path,
        kind.section,
        html,
        plain(kind.help),
        (),
        (_entry(kind, kind.section),),
        menu=kind.section,
    )


def pictures_of(kind: Kind, book: Book) -> Mapping[str, Picture]:
    """Return the pictures in the index of a kind: "" is the one above it, others are those of single groups, by value."""
    drawing = _PICTURES.get(kind.name)
    if drawing is None:
        return {}
    return {
        name.removeprefix(drawing).removeprefix("-"): picture
        for name, picture in book.pictures.items()
        if name.startswith(drawing)
    }


def days_of(kind: Kind, book: Book) -> str:
    """Return what the index of a kind says that depends on the day, for its fingerprint."""
    return repr([derive(entity, book.catalog.today) for entity in book.catalog.of_kind(kind)])


def plots_of(kind: Kind, book: Book) -> Sequence[Picture]:
    """Return the plots in the index of a kind."""
    return book.plots_of(f"index:{kind.name}")


def average_of(entities: Sequence[Entity]) -> int:
    """Return the average completeness of entities, in per cent."""
    return average(sum(entity.completeness.score for entity in entities), len(entities))


def first_letter(title: str) -> str:
    """Return the letter a title is filed under, without accents; # for everything that is no letter."""
    letter = unicodedata.normalize("NFD", title.strip()[:1])[:1].upper()
    return letter if letter.isalpha() else "#"


def _group(entity: Entity, field: Field | None, values: Values) -> tuple[tuple[int, str], str, Markup]:
    if field is None:
        return (0, ""), "", Markup("")
    value = entity.data.get(field.name)
    if value is None:
        return (10_000, ""), "not said", escape(f"{field.label}: not said")
    html = values.show(value, field)
    if isinstance(value, int):
        html = escape(f"{field.label} ") + html
    label = html.striptags()
    order = field.values.index(value) if value in field.values else 0
    return (order, label.casefold()), label, html


def _in_order(kind: Kind, entities: Sequence[Entity]) -> list[Entity]:
    """Return entities, sorted by title, in the order that the schema asks for; what says nothing there comes last."""
    name, down = kind.sort_by.removeprefix("-"), kind.sort_by.startswith("-")
    said = [entity for entity in entities if entity.data.get(name) is not None]
    # Text and numbers may both be allowed, and do not compare.
    said.sort(key=lambda entity: (isinstance(entity.data[name], str), entity.data[name]), reverse=down)
    return said + [entity for entity in entities if entity.data.get(name) is None]


def _anchor(field: Field | None, value: str, number: int) -> str:
    """Return the id of a group. Plots link to those of a list of allowed values; other groups have no name that would stay."""
    return f"group-{anchor_of(value)}" if field and value in field.values else f"g{number}"


def _example(entity: Entity) -> str:
    """Return a name that follows a naming convention: it says more than any description of it."""
    examples = entity.data.get("examples", ()) if entity.kind.name == "naming-convention" else ()
    return next((str(example["name"]) for example in examples if example.get("name")), "")


def _facet_value(entity: Entity, field: Field) -> str:
    value = entity.data.get(field.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.name == "status":
        return LONG_STATUS.get(str(value), str(value))
    return str(field.value_label(value))
