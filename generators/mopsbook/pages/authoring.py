"""Authoring: the reference of every kind, made from its schema, so that it is never out of date."""

from collections.abc import Iterator
from typing import Any

import jinja2
from msgspec import Struct

from mopsbook.kinds.field import Field
from mopsbook.kinds.kind import Kind
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Page, SearchEntry
from mopsbook.pages.prose import plain
from mopsbook.pages.render import find_headings, tidy
from mopsbook.pages.sections import in_order
from mopsbook.words import a

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group",
}


class FieldRow(Struct, frozen=True):
    """One field of the reference; nested ones have a depth."""

    field: Field
    depth: int
    expect: str
    when: str
    type: str

    @property
    def anchor(self) -> str:
        """The id of its row on the page."""
        return "field-" + "-".join(self.field.path)


def make_authoring(kind: Kind, book: Book, env: jinja2.Environment) -> Page:
    """Return the reference of one kind."""
    path = f"authoring/{kind.name}"
    html = tidy(
        env.get_template("authoring.html.jinja").render(
            kind=kind,
            rows=[row for field in kind.fields for row in _rows(field, 0, book)],
            sample=sample(kind),
            hrefs=Hrefs.on(path),
            folder=book.catalog.shelf.folder,
        )
    )
    title = f"How to write {a(kind.label.lower())}"
    labels = " ".join(f"{field.name} {field.label}." for top in kind.fields for field in top.walk())
    return Page(
        path, title, html, plain(kind.help), find_headings(html), (SearchEntry(title, labels[:1500], boost=0.05),)
    )


def make_authoring_index(book: Book, env: jinja2.Environment) -> Page:
    """Return the page that leads to the references."""
    path = "authoring/index"
    kinds = [
        (kind, 1 if kind.hidden else len(book.catalog.of_kind(kind))) for kind in in_order(book.catalog.kinds.values())
    ]
    html = tidy(
        env.get_template("authoring_index.html.jinja").render(
            kinds=kinds, hrefs=Hrefs.on(path), folder=book.catalog.shelf.folder
        )
    )
    words = "How to write documents of this book: kinds, fields, references, empty fields."
    return Page(
        path, "Authoring", html, words, find_headings(html), (SearchEntry("Authoring", words),), menu="Authoring"
    )


def sample(kind: Kind) -> str:
    """Return the smallest useful document of a kind: its required fields, each with an example or what it wants."""
    lines = [f"kind: {kind.name}"]
    for field in kind.fields:
        if field.name == "kind" or (field.expect != "required" and not field.structural) or field.expect_when:
            continue
        lines += _sample_lines(field, 0)
    return "\n".join(lines) + "\n"


def _sample_lines(field: Field, depth: int) -> list[str]:
    pad = "  " * depth
    if field.children and field.examples:
        return [f"{pad}{field.name}: {_flow(field.examples[0])}"]
    if field.children and not field.many:
        inner = [
            line for child in field.children if _is_needed(child, field) for line in _sample_lines(child, depth + 1)
        ]
        return [f"{pad}{field.name}:", *inner] if inner else []
    if field.many and field.children and "string" not in field.types:
        lines = [f"{pad}{field.name}:"]
        inner = [
            line for child in field.children if _is_needed(child, field) for line in _sample_lines(child, depth + 2)
        ]
        if inner:
            inner[0] = f"{pad}  - {inner[0].strip()}"
        return [*lines, *inner]
    return [f"{pad}{field.name}: {_sample_value(field)}"]


def _is_needed(child: Field, parent: Field) -> bool:
    # A step without its RACI teaches the wrong thing, whatever the schema can require.
    raci = parent.name == "steps" and child.name in ("responsible", "accountable")
    return child.structural or (child.expect == "required" and not child.expect_when) or raci


_NAMES = {"id": "a-short-name", "title": "Its full name"}


def _sample_value(field: Field) -> str:
    if field.name in _NAMES:
        return _NAMES[field.name]
    if field.examples:
        example = field.examples[0]
        return _flow(example)
    if field.values:
        return str(field.values[2] if field.name == "status" and len(field.values) > 2 else field.values[0])
    if field.format == "date":
        return "2026-03-31"
    if "boolean" in field.types:
        return "true"
    if {"integer", "number"} & set(field.types):
        return "1"
    if field.refs:
        name = f"the-{field.refs[0].replace('.', '-')}"
        return f"[{name}]" if field.many and "string" not in field.types else name
    text = field.label.rstrip(".")
    return f"[{text}]" if field.many and "string" not in field.types else f"{text} ..."


def _flow(value: Any) -> str:
    import json

    # A channel begins with a #, which would begin a comment.
    quoted = isinstance(value, (list, dict)) or (isinstance(value, str) and value.startswith("#"))
    return json.dumps(value, ensure_ascii=False) if quoted else str(value)


def _rows(field: Field, depth: int, book: Book) -> Iterator[FieldRow]:
    yield FieldRow(field, depth, field.expect, _when(field), _type(field, book))
    for child in field.children:
        yield from _rows(child, depth + 1, book)


def _when(field: Field) -> str:
    if not field.expect_when:
        return ""
    parts = []
    for name, wanted in field.expect_when.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        parts.append(
            f"{name} is {' or '.join(_flow(value) if not isinstance(value, bool) else str(value).lower() for value in values)}"
        )
    return f"Asked for if {' and '.join(parts)}."


def _type(field: Field, book: Book) -> str:
    if field.refs:
        labels = [_ref_label(ref, book) for ref in field.refs]
        one = f"the id of {' or '.join(labels)}" + (", or text" if field.or_text else "")
        return (
            f"{one}, or a list of them"
            if field.many and "string" in field.types
            else f"a list; each is {one}"
            if field.many
            else one
        )
    if field.prose:
        return "Markdown"
    if field.form:
        return field.form
    if field.format == "date":
        return "a date such as 2026-03-31"
    words = [_TYPES[name] for name in field.types if name in _TYPES]
    return "" if field.values and words == ["text"] else " or ".join(words)


def _ref_label(ref: str, book: Book) -> str:
    kind, _, part = ref.partition(".")
    return f"{a(part)}" if part else "any document" if kind == "any" else a(book.catalog.kinds[kind].label.lower())
