"""Edits within the items of a list come out the same, be they made in pieces or each in the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.editing.edit_yaml import GONE, CannotEdit
from mopsbook.editing.edits import SetValue, make_edits
from mopsbook.editing.in_pieces import Pieces
from mopsbook.kinds.load import load_kinds

KIND = load_kinds([])["object"]
TEXT = """\
kind: object
id: lead
title: Lead   # a person
fields:
# The first of them.
- id: email
  title: E-mail   # as typed
  type: email

- {id: phone, title: Phone, type: phone}
  # Below the second, and above the third.
- title: "City: of work"
  id: city
  type: string
  definition: |
    Where they work.

    # No comment.
owner: ops
"""
VALUES = st.sampled_from(["Other", "a: b", "", "#x", "yes", "12", GONE, ["a"], "One\nTwo\n", {"x": "y"}])
EDITS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["title", "type", "definition", "length", "aliases"]), VALUES), max_size=6)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(edits=EDITS, text=st.sampled_from([TEXT, TEXT.replace("\n", "\r\n"), TEXT[: TEXT.index("owner")].rstrip("\n")]))
def test_pieces_say_what_the_whole_would(edits: list[tuple[int, str, object]], text: str) -> None:
    """The same edits are made and the same are refused; comments and line ends stay."""
    pieces = Pieces.of(text, (), KIND, "fields")
    assert pieces is not None
    whole = text
    for number, name, value in edits:
        whole, refused = make_edits(whole, (), KIND, [SetValue(("fields", number, name), value)])
        assert pieces.make(number, SetValue((name,), value)) == (not refused)
    assert pieces.join().rstrip("\r\n") == whole.rstrip("\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "fields: [{id: a}, {id: b}]\n",
        "fields: {}\n",
        "fields: a\n",
        "other: 1\n",
        "fields:\n  [{id: a},\n   {id: b}]\n",
        "[",
    ],
)
def test_a_list_without_lines_of_its_own_is_not_cut(text: str) -> None:
    assert Pieces.of(text, (), KIND, "fields") is None


def test_items_that_hang_together_are_not_edited_apart() -> None:
    """An item that repeats another one says nothing without it."""
    pieces = Pieces.of("fields:\n- &a {id: a, title: A}\n- {id: b, names: [*a]}\n", (), KIND, "fields")
    assert pieces is not None
    with pytest.raises(CannotEdit):
        pieces.make(1, SetValue(("title",), "B"))
