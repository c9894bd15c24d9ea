"""Whatever stands in a document, the check and the catalog answer; neither ever raises."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mopsbook.catalog.make import make_catalog
from mopsbook.checks.reports import github, json, text
from mopsbook.checks.run import run_checks
from mopsbook.documents.document import Document, Source, Trouble
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds

TODAY = date(2026, 11, 22)
KINDS = load_kinds()

# One full document of each kind, so that every rule has something to look at.
VALID: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "full.yaml").read_text("utf-8"))
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        (
            "",
            " ",
            "TBD",
            "a",
            "9999-12-31",
            "0000-00-00",
            "99999y",
            "\u202e",
            "\x1b[31m",
            "(a+)+$",
            "a#b",
            "#",
            "/",
            "any/x",
        )
    ),
    st.text(max_size=8),
    st.lists(st.sampled_from((None, 1, "a", True, {}, [])), max_size=3),
    st.dictionaries(
        st.sampled_from(("id", "to", "x", "0", "ask", "kinds", "value")),
        st.sampled_from((None, 1, "a", {}, [])),
        max_size=3,
    ),
)


def places(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from places(value, (*at, key))


PLACES = [(kind, at) for kind, document in VALID.items() for at in places(document) if at]
# Each place once, together with places of other kinds. A few at once: what is wrong in one document hides little of
# what a rule does with others, and one check for each place alone would take minutes.
_AT_ONCE = 4
TOGETHER = [
    places_at_once[start : start + _AT_ONCE]
    for places_at_once in (
        [place for place in row if place]
        for row in zip_longest(*([place for place in PLACES if place[0] == kind] for kind in VALID))
    )
    for start in range(0, len(places_at_once), _AT_ONCE)
]


def read_data(name: str, data: dict[str, Any]) -> tuple[Source, list[Document], list[Trouble]]:
    written = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return read_document(f"knowledge/{name}.yaml", written.encode(), KINDS)


UNSPOILT = {name: read_data(name, data) for name, data in VALID.items()}


def shelf_of(documents: dict[str, dict[str, Any]]) -> Shelf:
    found, troubles, sources, book = [], [], {}, None
    for name, data in documents.items():
        source, read, wrong = UNSPOILT[name] if data is VALID[name] else read_data(name, data)
        sources[source.path] = source
        troubles += wrong
        for document in read:
            if document.kind.hidden:
                book = document
            else:
                found.append(document)
    return Shelf(KINDS, found, troubles, sources, book, "knowledge")


def answer(documents: dict[str, dict[str, Any]]) -> None:
    shelf = shelf_of(documents)
    spoilt = {name for name, data in documents.items() if data is not VALID[name]}
    for document in shelf.documents:
        # The others are the same at every call, and sound, as the test below says.
        if document.kind.name in spoilt:
            assert_sound(document)
    findings = run_checks(shelf, TODAY)
    for report in (text, json, github):
        assert isinstance(report.render(findings), str)
    make_catalog(shelf, findings, TODAY)


# What is short or missing is reported and left as it is; every other value has the type that its schema says.
LEFT = {
    "required",
    "minLength",
    "minItems",
    "minProperties",
    "maxLength",
    "maxItems",
    "uniqueItems",
    "unevaluatedProperties",
}


def assert_sound(document: Document) -> None:
    for error in document.kind.validator.iter_errors(document.data):
        # An item of a list is emptied, so that those behind it keep their numbers.
        assert error.kind.name in LEFT or error.instance == "", error


def test_the_full_documents_are_valid() -> None:
    shelf = shelf_of(VALID)
    assert not shelf.troubles
    for document in shelf.documents:
        assert_sound(document)
    assert [finding for finding in run_checks(shelf, TODAY) if finding.rule == "schema-violation"] == []
    assert {document.kind.name for document in shelf.documents} | {"book"} == set(KINDS)


@pytest.mark.parametrize("odd", [5, ["x", {}], {"x": 1}, "9999-12-31"], ids=repr)
def test_an_odd_value_in_every_place_of_every_kind_raises_nothing(odd: Any) -> None:
    for changes in TOGETHER:
        answer({**VALID, **{kind: put(VALID[kind], at, odd) for kind, at in changes}})


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=6))
def test_odd_values_in_several_places_raise_nothing(changes: list[tuple[tuple[str, tuple[Any, ...]], Any]]) -> None:
    documents = dict(VALID)
    for (kind, at), odd in changes:
        documents[kind] = put(documents[kind], at, odd)
    answer(documents)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(PLACES), st.sampled_from(("rename", "remove", "wrap", "double")))
def test_keys_renamed_removed_and_wrapped_raise_nothing(place: tuple[str, tuple[Any, ...]], how: str) -> None:
    kind, at = place
    document = copy.deepcopy(VALID[kind])
    parent = document
    for step in at[:-1]:
        parent = parent[step]
    value = parent[at[-1]]
    if how == "remove":
        del parent[at[-1]]
    elif how == "wrap":
        parent[at[-1]] = [value]
    elif how == "rename" and isinstance(parent, dict):
        parent[f"{at[-1]}s"] = parent.pop(at[-1])
    elif isinstance(parent, list):
        parent.append(value)
    answer({**VALID, kind: document})


def put(document: dict[str, Any], at: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Return a copy of the document with another value at a place; as it was if an earlier change took the place away."""
    changed = copy.deepcopy(document)
    node: Any = changed
    for step in at[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return changed
    if isinstance(node, dict) or (isinstance(node, list) and isinstance(at[-1], int) and at[-1] < len(node)):
        node[at[-1]] = value
    return changed


@pytest.mark.parametrize(
    "lines",
    [
        "".join(f"key{number}: {number}\n" for number in range(20_000)),
        "links:\n" + "- x\n" * 20_000,
        "links:\n" + "- {url: x}\n" * 5_000,
        "tags: [" + "a b, " * 20_000 + "]\n",
        "replaced_by: " + "x" * 1_000_000 + "\n",
        "tier: " + "9" * 4_000 + "\n",
    ],
    ids=("keys", "texts for groups", "groups", "items on one line", "a long name", "a long number"),
)
def test_a_document_that_is_wrong_everywhere_is_checked_and_reported_in_time(
    book: Callable[..., Shelf], lines: str
) -> None:
    shelf = book({"systems/a.yaml": f"kind: system\nid: a\ntitle: A\n{lines}"})
    began = time.process_time()
    findings = run_checks(shelf, TODAY)
    reports = [text.render(findings), json.render(findings), github.render(findings)]
    assert time.process_time() - began < 30  # seconds; a generous bound for a slow machine, a stall takes minutes
    assert max(len(finding.sentence) for finding in findings) < 2_000
    assert all(len(report) < 100_000_000 for report in reports)
