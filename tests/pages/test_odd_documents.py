"""Whatever stands in the documents, or is missing there, every page of the book can be made."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mopsbook.catalog.make import make_catalog
from mopsbook.checks.run import run_checks
from mopsbook.diagrams.draw import draw_for_book
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.history.change import ChangeLog
from mopsbook.kinds.load import find_builtin, load_kinds
from mopsbook.pages.book import Book
from mopsbook.pages.make import make_drafts

TODAY = date(2026, 11, 22)
KINDS = load_kinds()
FULL: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "documents" / "full.yaml").read_text("utf-8")
)
IDS = {document["id"] for document in FULL.values() if "id" in document}
# A value that is left out.
GONE = object()
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# Books among which the places to leave out are divided: the more, the more is left around each.
_BOOKS = 10

Change = Callable[[tuple[Any, ...], Any], Any]


def change(node: Any, by: Change, at: tuple[Any, ...] = ()) -> Any:
    """Return a value with every value within it as `by` has it, the innermost first."""
    if isinstance(node, dict):
        node = {key: change(value, by, (*at, key)) for key, value in node.items()}
        node = {key: value for key, value in node.items() if value is not GONE}
    elif isinstance(node, list):
        node = [change(value, by, (*at, index)) for index, value in enumerate(node)]
        node = [value for value in node if value is not GONE]
    return node if len(at) < 2 or at[-1] == "kind" else by(at, node)


def spoilt(by: Change) -> dict[str, Any]:
    return {kind: change(document, by, (kind,)) for kind, document in copy.deepcopy(FULL).items()}


def render(documents: Mapping[str, dict[str, Any]], today: date = TODAY) -> dict[str, str]:
    """Return the HTML of every page that says something of the documents, by its path."""
    found, troubles, sources, about = [], [], {}, None
    for name, data in documents.items():
        written = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        source, read, wrong = read_document(f"knowledge/{name}.yaml", written.encode(), KINDS)
        sources[source.path] = source
        troubles += wrong
        found += [document for document in read if not document.kind.hidden]
        about = next((document for document in read if document.kind.hidden), about)
    shelf = Shelf(KINDS, found, troubles, sources, about, "knowledge")
    catalog = make_catalog(shelf, run_checks(shelf, today), today)
    book = Book(catalog, ChangeLog(), lambda: draw_for_book(catalog))
    drafts = make_drafts(book, (find_builtin(),))
    return {draft.path: draft.render().html for draft in drafts if not draft.path.startswith(("rules/", "authoring/"))}


def assert_made(documents: Mapping[str, dict[str, Any]], today: date = TODAY) -> None:
    pages = render(documents, today)
    assert len(pages) > len(KINDS)
    assert not [path for path, html in pages.items() if "<h1" not in html]


@pytest.mark.parametrize("turn", range(_BOOKS))
def test_pages_are_made_of_documents_in_which_something_is_missing(turn: int) -> None:
    """Each value of each kind is left out once; as many at a time as leave most of the rest in place."""
    count = iter(range(10_000))

    def leave_out(at: tuple[Any, ...], value: Any) -> Any:
        return GONE if next(count) % _BOOKS == turn else value

    assert_made(spoilt(leave_out))


def many(at: tuple[Any, ...], value: Any) -> Any:
    """Lists of the outermost fields get 100 items, each with an id of its own."""
    if not isinstance(value, list) or not value or len(at) > 2:
        return value
    items = [copy.deepcopy(value[index % len(value)]) for index in range(100)]
    for index, item in enumerate(items):
        if isinstance(item, dict) and index >= len(value):
            item |= {key: f"{item[key]}{index}" for key in ("id", "value") if isinstance(item.get(key), str)}
    return items


def texts(of: Callable[[str], str]) -> Change:
    """Every text that is neither a date nor a reference becomes another one."""
    return lambda at, value: (
        of(value)
        if isinstance(value, str) and not _DATE.match(value) and value.partition("#")[0] not in IDS and at[-1] != "id"
        else value
    )


SPOILERS: Mapping[str, Change] = {
    "lists with 100 items": many,
    "lists with one item": lambda _, value: value[:1] if isinstance(value, list) else value,
    "empty lists": lambda _, value: [] if isinstance(value, list) else value,
    "empty groups": lambda at, value: {} if isinstance(value, dict) and len(at) > 2 else value,
    "the first of all dates": lambda _, v: "0001-01-01" if isinstance(v, str) and _DATE.match(v) else v,
    "the last of all dates": lambda _, v: "9999-12-31" if isinstance(v, str) and _DATE.match(v) else v,
    "huge numbers": lambda _, v: 10**18 if isinstance(v, int | float) and not isinstance(v, bool) else v,
    "numbers below zero": lambda _, v: -(10**18) if isinstance(v, int | float) and not isinstance(v, bool) else v,
    "long texts": texts(lambda text: text + "x" * 5_000),
    "texts from right to left, with marks": texts(lambda _: "\u202eمرحبا שלום 👩‍👩‍👧 <b>&\"'</b> {{ a }} [x](y)"),
    "references that lead nowhere": lambda at, v: f"no-{v}" if at[-1] != "id" and v in tuple(IDS) else v,
    "references to itself": lambda at, v: FULL[at[0]].get("id", v) if at[-1] != "id" and v in tuple(IDS) else v,
    "one id in all kinds": lambda _, v: "same" if isinstance(v, str) and v in IDS else v,
    "everything retired": lambda at, v: "retired" if at[-1] in ("status", "state") else v,
}


@pytest.mark.parametrize("what", SPOILERS)
def test_pages_are_made_of_documents_that_are_odd_in_one_way(what: str) -> None:
    assert_made(spoilt(SPOILERS[what]))


@pytest.mark.parametrize("today", [date.min, date.max], ids=str)
def test_pages_are_made_on_any_day(today: date) -> None:
    assert_made(FULL, today)


def test_a_field_without_an_id_is_not_among_those_that_a_form_writes() -> None:
    """Nothing can refer to it, so no page may link to it."""
    documents = copy.deepcopy(FULL)
    fields = documents["object"]["fields"]
    fields += [{**fields[0], "title": "Nameless"}, {**fields[0], "id": "named", "title": "Named"}]
    del fields[-2]["id"]
    page = render(documents)["questions/form-filled"]
    assert ">Named<" in page
    assert "Nameless" not in page
