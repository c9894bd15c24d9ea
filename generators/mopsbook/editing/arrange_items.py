"""Put the items of a list into another order, take some out, write new ones: each item moves with its lines and comments."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import yaml

from mopsbook.editing.edit_yaml import CannotEdit, end_of
from mopsbook.editing.write_yaml import write_flow, write_item
from mopsbook.kinds.field import Field

# An item that was there, by its number, or a new one, by its value.
Item = tuple[int | None, Any]


def arrange_items(text: str, node: yaml.SequenceNode, items: Sequence[Item], children: Sequence[Field]) -> str:
    """Return the text with these items in the place of the list's. Raises CannotEdit where their lines cannot be told."""
    if node.flow_style:
        spans = [text[item.start_mark.index : item.end_mark.index] for item in node.value]
        inner = text[node.start_mark.index : node.end_mark.index]
        if "\n" in inner:
            raise CannotEdit("it is written on several lines")
        written = [write_flow(value) if origin is None else spans[origin] for origin, value in items]
        return text[: node.start_mark.index] + f"[{', '.join(written)}]" + text[node.end_mark.index :]
    column = node.start_mark.column
    if text[-1:] != "\n":
        text += "\n"
    cuts = cut_items(text, node, column)
    chunks = [text[start:end] for start, end in pairwise(cuts)]
    written = [
        "\n".join(write_item(value, children, column)) + "\n" if origin is None else chunks[origin]
        for origin, value in items
    ]
    return text[: cuts[0]] + "".join(written) + text[cuts[-1] :]


def cut_items(text: str, node: yaml.SequenceNode, column: int) -> list[int]:
    """Return where the first item begins and where each one ends. What stands above an item belongs to it.

    Raises CannotEdit where that cannot be told.
    """
    first = text.rfind("\n", 0, node.start_mark.index) + 1
    if text[first : node.start_mark.index].strip():
        raise CannotEdit("the list begins within a line")
    cuts = [_above(text, first)]
    hyphen = re.compile(rf"^ {{{column}}}-(?=\s)", re.MULTILINE)
    position = first
    for item in node.value:
        begins = hyphen.search(text, position)
        if begins is None or begins.start() > item.start_mark.index:
            raise CannotEdit("its items cannot be told apart")
        position = end_of(text, item, column)
        cuts.append(position)
    return cuts


def _above(text: str, first: int) -> int:
    """Return where the comments begin that stand right above a line."""
    while first:
        start = text.rfind("\n", 0, first - 1) + 1
        if not text[start:first].lstrip().startswith("#"):
            break
        first = start
    return first
