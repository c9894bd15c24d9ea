"""A placeholder counts as missing, and a value that only looks like one is a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mopsbook.documents.blanks import is_placeholder
from mopsbook.documents.shelf import Shelf

Book = Callable[..., Shelf]
SYSTEM = "kind: system\nid: a\ntitle: A\n"


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbd.",
        "(TBD)",
        "[to do]",
        "<TBD>",
        "n/a",
        "N/A",
        "N.A.",
        "todo",
        "ToDo!",
        "???",
        "?",
        "-",
        "—",
        "...",
        "unknown",
        " TBA ",
        "#N/A",
        "#REF!",
        "#NV",
        "#WERT!",
        "#¿NOMBRE?",
    ],
)
def test_what_people_write_for_nobody_knows_yet_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "NA",
        "none",
        "0",
        "no",
        "EMEA",
        "TBD Inc",
        "to do list",
        "Unknown Pleasures",
        "C-",
        "x",
        "#mops",
        "#REF",
        "#nv",
        "#1 of all!",
    ],
)
def test_what_says_something_is_none(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("blank", ["null", "~", '""', '"  "', "TBD", "n/a", '"???"', ""])
def test_a_blank_is_taken_out_at_the_top_and_below(book: Book, blank: str) -> None:
    shelf = book({"a.yaml": f"{SYSTEM}vendor: {blank}\ncontract:\n  cost: 5\n  procurement_ref: {blank}\n"})
    (document,) = shelf.documents
    assert "vendor" not in document.data
    assert document.data["contract"] == {"cost": 5}
    assert set(document.blanks) == {("vendor",), ("contract", "procurement_ref")}


def test_values_that_must_be_typed_as_they_are_stay(book: Book) -> None:
    shelf = book(
        {
            "n.yaml": 'kind: naming-convention\nid: n\ntitle: N\nseparator: " - "\n'
            'segments: [{id: tbd, title: T, type: text, placeholder: "-"}]\ncounter_examples: [{name: TBD, why: Nothing.}]\n',
            "v.yaml": "kind: value-list\nid: v\ntitle: V\nvalues: [{value: NA}, {value: n/a, label: Unknown}]\n",
        }
    )
    names, values = shelf.documents
    assert (names.blanks, values.blanks) == ({}, {})
    assert names.data["separator"] == " - "
    assert [value["value"] for value in values.data["values"]] == ["NA", "n/a"]


def test_one_of_the_allowed_values_is_never_a_placeholder(book: Book) -> None:
    schema = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: Lead
description: A lead.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {label: Lead, plural: Leads, folder: leads, icon: material/account, hue: 1, section: Leads}
properties:
  kind: {const: lead}
  state: {enum: [pending, unknown, done]}
"""
    shelf = book({"a.yaml": "kind: lead\nid: a\ntitle: A\nstate: pending\n"}, {"lead.schema.yaml": schema})
    assert shelf.documents[0].data["state"] == "pending"
